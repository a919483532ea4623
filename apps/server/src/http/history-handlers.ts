import { randomUUID } from "node:crypto";
import type { Consent, Customer, Purchase } from "@perennial/contract";
import { consentInForce } from "@perennial/lifecycle";
import { applySignals, planOf } from "@perennial/runtime";
import {
  asTenant,
  CUSTOMERS,
  type HistoryEntry,
  INTERACTIONS,
  listConnections,
  listHistory,
  listPurchases,
  loadStandings,
  PURCHASES,
  readCauses,
  readConsents,
  readDecisions,
  readRecords,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { fieldOrigins } from "./field-origins.ts";
import { namesOf } from "./found-view.ts";
import { type HistoryRecords, historyLine } from "./history-view.ts";
import { notFound } from "./problem.ts";
import { tellValue } from "./tell-value.ts";

type HistoryOperation =
  | "listHistory"
  | "listPurchases"
  | "listConsents"
  | "noteConsent"
  | "getCustomerOrigin";

/** Where somebody says it who notes it here. */
const SOURCE = "console";

/** One customer in full: what happened, what was bought, what is allowed and where it all comes from. */
export function historyHandlers(context: ServerContext): Pick<Handlers, HistoryOperation> {
  const { db, clock } = context;
  return {
    listHistory: async ({ params: { id }, query: { after, limit, locale }, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      return asTenant(db, tenant.id, async (tx) => {
        await demandCustomer(tx, id);
        const page = await listHistory(tx, { customer: id, after, limit });
        const { programs } = await namesOf(context, tx, { plan: undefined, locale });
        const records = await recordsOf(tx, id, page.items);
        const told = { ...records, programs, locale };
        return {
          items: page.items.flatMap((each) => historyLine(each, told) ?? []),
          next: page.next,
        };
      });
    },
    listPurchases: ({ params: { id }, query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        await demandCustomer(tx, id);
        const page = await listPurchases(tx, { customer: id, ...query });
        return { items: page.items.map(purchaseView), next: page.next };
      }),
    listConsents: ({ params: { id }, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        await demandCustomer(tx, id);
        const consents = (await readConsents(tx, [id])).get(id) ?? [];
        const now = clock.now();
        return { items: [...consents].reverse().map((each) => consentEntry(each, consents, now)) };
      }),
    noteConsent: async ({ params: { id: customerId }, body, caller, audit }) => {
      const tenant = await context.tenant(caller.tenant);
      const at = clock.now();
      const { topic, proof, ...said } = body;
      const consent: Consent = {
        ...{ customerId, at, ...said, source: SOURCE, legalBasis: "consent" },
        proof: `${caller.name}: ${proof}`,
        ...(topic !== undefined && { topic }),
      };
      const id = `consent:${customerId}:${randomUUID()}`;
      await asTenant(db, tenant.id, async (tx) => {
        await demandCustomer(tx, customerId);
        const signals = [{ id, at, type: "consent.changed", consent } as const];
        await applySignals(context, tx, { tenant, signals });
      });
      audit({ after: { ...said, ...(topic !== undefined && { topic }) } });
      context.ring(tenant.id);
      return { noted: true };
    },
    getCustomerOrigin: async ({ params: { id }, query: { locale }, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      return asTenant(db, tenant.id, async (tx) => {
        const customer = await demandCustomer(tx, id);
        const plan = (await planOf(context, tx, tenant))?.plan;
        const standing = (await loadStandings(tx, [id])).get(id);
        return {
          items: [...fieldOrigins(customer, { standing, plan })],
          connections: await sourcesOf(context, tx),
          value: await tellValue(context, tx, { tenant, plan, customer: id, locale }),
        };
      });
    },
  };
}

async function demandCustomer(tx: TenantTransaction, id: string): Promise<Customer> {
  const [customer] = await readRecords(tx, CUSTOMERS, [id]);
  if (!customer) throw notFound("customer", id);
  return customer;
}

/** The records behind the entries of a history, each kind read at once. */
async function recordsOf(
  tx: TenantTransaction,
  customer: string,
  entries: readonly HistoryEntry[],
): Promise<Omit<HistoryRecords, "programs" | "locale">> {
  const ids = (kind: HistoryEntry["kind"]) =>
    entries.filter((each) => each.kind === kind).map((each) => each.id);
  const contacts = ids("contact");
  const [interactions, decisions, purchases, consents, causes] = await Promise.all([
    readRecords(tx, INTERACTIONS, contacts),
    readDecisions(tx, ids("decision").map(Number)),
    readRecords(tx, PURCHASES, ids("purchase")),
    readConsents(tx, [customer]),
    readCauses(tx, customer, contacts),
  ]);
  return {
    contacts: new Map(interactions.map((each) => [each.id, each])),
    decisions: new Map(decisions.map((each) => [String(each.id).padStart(19, "0"), each])),
    purchases: new Map(purchases.map((each) => [each.id, each])),
    consents: new Map((consents.get(customer) ?? []).map((each) => [consentKey(each), each])),
    causes,
  };
}

function purchaseView({ id, at, amount, currency, quantity, discount, ...rest }: Purchase) {
  const { category = null, channel = null } = rest;
  return { id, at, amount, currency, quantity, discount, category, channel };
}

function consentKey({ channel, purpose, topic = "", state, at }: Consent): string {
  return `${channel}/${purpose}/${topic}/${state}/${at}`;
}

function consentEntry(consent: Consent, all: readonly Consent[], now: string) {
  const { channel, purpose, topic, state, at, source, legalBasis, proof } = consent;
  const inForce = consentInForce(all, { channel, purpose, topic }, now);
  const isInForce = inForce !== undefined && consentKey(inForce) === consentKey(consent);
  const said = { channel, purpose, state, at, source, legalBasis, isInForce };
  return { ...said, topic: topic ?? null, proof: proof ?? null };
}

/** The connections that customers come through. */
async function sourcesOf({ connectors }: ServerContext, tx: TenantTransaction) {
  const all = await listConnections(tx);
  return all.flatMap(({ id, connector, state, syncedAt }) => {
    const manifest = connectors.find((each) => each.manifest.id === connector)?.manifest;
    const tells = manifest?.capabilities.some((each) => each.startsWith("changes.")) === true;
    return tells ? [{ id, connector, state, syncedAt }] : [];
  });
}
