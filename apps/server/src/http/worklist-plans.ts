import { type Connector, ConnectorError, type PlannedVisit } from "@perennial/contract";
import { addDays } from "@perennial/lifecycle";
import { asTenant, CUSTOMERS, listConnections, readRecords } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { knownConnection, usableConnection } from "./known-connection.ts";
import { HttpProblem } from "./problem.ts";
import { atVendor } from "./vendor-fault.ts";

type VisitPlanOperation = "listVisitSources" | "getPlannedVisits";

/** Days that are asked for at once, at most. */
const MOST_DAYS = 366;

/** Where reps' plans are, and what they are there now (B-03). Nothing of a plan is kept here. */
export function visitPlanHandlers(context: ServerContext): Pick<Handlers, VisitPlanOperation> {
  const { db, connectors } = context;
  return {
    listVisitSources: async ({ caller: { tenant } }) => {
      const rows = await asTenant(db, tenant, listConnections);
      const items = rows.flatMap(({ id, connector, state }) => {
        const found = connectors.find(({ manifest }) => manifest.id === connector);
        if (!found || !tellsVisits(found) || state === "disconnected") return [];
        return [{ connection: id, title: found.manifest.title }];
      });
      return { items };
    },
    getPlannedVisits: async ({ query: { connection: id, rep, from, to }, caller: { tenant } }) => {
      demandDays(from, to);
      const { connector } = await knownConnection(context, { tenant, id });
      if (!tellsVisits(connector)) throw tellsNone(id);
      const { timeZone } = await context.tenant(tenant);
      const open = await usableConnection(context, { tenant, id });
      const visits = await atVendor(async () => {
        const session = await open.session();
        const span = { owner: rep, from, to, timeZone };
        return (await session.plannedVisits?.(span).catch(withoutRep(rep))) ?? [];
      });
      const ids = [...new Set(visits.map(({ customerId }) => customerId))];
      const known = await asTenant(db, tenant, (tx) => readRecords(tx, CUSTOMERS, ids));
      return plannedView(visits, new Map(known.map((each) => [each.id, each.name])));
    },
  };
}

function tellsVisits({ manifest }: Connector): boolean {
  return manifest.plannedVisits === true;
}

function plannedView(visits: readonly PlannedVisit[], names: ReadonlyMap<string, string>) {
  const seen = visits.flatMap(({ customerId, date, kind, title }) => {
    const name = names.get(customerId);
    return name === undefined ? [] : [{ customerId, name, date, kind, title: title ?? null }];
  });
  return { visits: seen, unknown: visits.length - seen.length };
}

function withoutRep(rep: string) {
  return (error: unknown): never => {
    if (!ConnectorError.isInstance(error) || error.kind !== "not-found") throw error;
    const message = {
      sv: `Ingen aktiv användare i CRM-systemet heter ${rep}. Skriv e-postadressen, eller hela namnet som CRM-systemet har det.`,
      en: `Nobody who is active in the CRM is called ${rep}; write the e-mail address, or the full name as the CRM has it.`,
    };
    throw new HttpProblem(404, "Not found", message, [{ place: "query.rep", message }]);
  };
}

function demandDays(from: string, to: string): void {
  if (from <= to && to < addDays(from, MOST_DAYS)) return;
  const message =
    from > to
      ? {
          sv: "Den sista dagen ligger före den första. Byt plats på dem.",
          en: "The last day is before the first; change them round.",
        }
      : {
          sv: `Välj högst ${MOST_DAYS} dagar åt gången.`,
          en: `Choose ${MOST_DAYS} days at a time at most.`,
        };
  const told = { sv: "Dagarna stämmer inte.", en: "The days are not right." };
  throw new HttpProblem(400, "Invalid request", told, [{ place: "query.to", message }]);
}

function tellsNone(id: string): HttpProblem {
  return new HttpProblem(409, "Not possible", {
    sv: `Anslutningen ”${id}” kan inte tala om vilka besök som är planerade. Läs planen från en fil.`,
    en: `The connection "${id}" cannot tell which visits are planned; read the plan from a file.`,
  });
}
