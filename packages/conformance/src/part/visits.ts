import { startOfDay } from "@perennial/connector-kit";
import {
  type Instant,
  LocalDate,
  type PlannedVisit,
  VISIT_KINDS,
  type VisitSpan,
} from "@perennial/contract";
import type { Case } from "../case/case.ts";
import { claim, ScenarioMissingError } from "../case/conformance-error.ts";
import { failureOf, type Kit, type Place } from "../case/place.ts";
import type { WorldVisits } from "../scenario/world.ts";

/** The days that are asked for: the clocks are put on in between. */
const DAYS = { from: "2026-03-23", to: "2026-04-05", timeZone: "Europe/Stockholm" } as const;
const HOUR = 3_600_000;

interface Planning {
  readonly place: Place;
  readonly visits: WorldVisits;
  /** The first rep's visits of the days, or of a span that differs. */
  told(differs?: Partial<VisitSpan>): Promise<readonly PlannedVisit[]>;
}

/** The visits that reps have planned, by day: for connectors that declare them (B-03). */
export function visitsCases(kit: Kit): readonly Case[] {
  const fact = (name: string, check: (planning: Planning) => Promise<void>): Case => ({
    part: "visits",
    name,
    run: () => kit.inWorld(async (place) => check(planningIn(place))),
  });
  if (kit.connector.manifest.plannedVisits !== true) {
    const run = () =>
      kit.inWorld(async ({ session: { plannedVisits } }) =>
        claim(plannedVisits === undefined, "there is plannedVisits; declare it in the manifest"),
      );
    return [{ part: "visits", name: "what is not declared is not there", run }];
  }
  return [
    fact("the visits of a rep's days are told, day by day, each once", async (planning) => {
      const { visits, told } = planning;
      const [rep] = visits.reps;
      const planned = [
        { day: "2026-04-05", customerId: await visits.plan(rep, hoursInto("2026-04-05", 10)) },
        { day: "2026-03-23", customerId: await visits.plan(rep, hoursInto("2026-03-23", 10)) },
        { day: "2026-03-31", customerId: await visits.plan(rep, hoursInto("2026-03-31", 10)) },
        { day: "2026-03-25", customerId: await visits.plan(rep, hoursInto("2026-03-25", 10)) },
        { day: "2026-03-26", customerId: await visits.plan(rep, hoursInto("2026-03-26", 10)) },
      ];
      const seen = await told();
      claimForm(seen);
      claimSame(
        seen.map(({ date, customerId }) => `${date} ${customerId}`),
        planned.map(({ day, customerId }) => `${day} ${customerId}`).toSorted(),
      );
    }),
    fact("the days are those of the zone, the last one with all its hours", async (planning) => {
      const { visits, told } = planning;
      const [rep] = visits.reps;
      await visits.plan(rep, hoursInto(DAYS.from, -2));
      const first = await visits.plan(rep, hoursInto(DAYS.from, 0));
      const last = await visits.plan(rep, hoursInto(DAYS.to, 22));
      await visits.plan(rep, hoursInto("2026-04-06", 0));
      claimSame(customersOf(await told()), [first, last]);
    }),
    fact("another rep's visits are not told", async ({ visits, told }) => {
      const [rep, other] = visits.reps;
      const own = await visits.plan(rep, hoursInto("2026-03-31", 9));
      const others = await visits.plan(other, hoursInto("2026-03-31", 9));
      claimSame(customersOf(await told()), [own]);
      claimSame(customersOf(await told({ owner: other })), [others]);
    }),
    fact("a visit that was called off is not told", async ({ visits, told }) => {
      const [rep] = visits.reps;
      const off = await visits.plan(rep, hoursInto("2026-03-31", 9));
      const on = await visits.plan(rep, hoursInto("2026-03-31", 13));
      await visits.callOff(off);
      claimSame(customersOf(await told()), [on]);
    }),
    fact("a rep whom nobody knows is told as not found, by name", async ({ told }) => {
      const owner = "nobody.of.that.name@example.com";
      const failure = await failureOf(told({ owner }));
      claim(failure !== undefined, "an unknown rep's plan is empty; throw not-found");
      claim(failure.kind === "not-found", `an unknown rep is told as ${failure.kind}`);
      claim(failure.message.includes(owner), "say in the message who was not found");
    }),
    fact("looking at visits leaves nothing behind", async ({ place, visits, told }) => {
      await visits.plan(visits.reps[0], hoursInto("2026-03-31", 9));
      const before = place.world.taken();
      await told();
      claim(place.world.taken() === before, "looking at visits left something behind");
    }),
  ];
}

function planningIn(place: Place): Planning {
  const { visits } = place.world;
  if (visits === undefined) {
    const example =
      'visits: { reps: ["eva@example.com", "bo@example.com"], plan: async (rep, at) => "42", callOff: async (customerId) => {} }';
    throw new ScenarioMissingError("visits of the world", example);
  }
  return {
    ...{ place, visits },
    async told(differs = {}) {
      const { plannedVisits } = place.session;
      claim(plannedVisits !== undefined, "plannedVisits is declared, but sessions have it not");
      return plannedVisits({ ...DAYS, owner: visits.reps[0], ...differs });
    },
  };
}

function hoursInto(day: LocalDate, hours: number): Instant {
  return new Date(Date.parse(startOfDay(DAYS.timeZone, day)) + hours * HOUR).toISOString();
}

function customersOf(visits: readonly PlannedVisit[]): readonly string[] {
  return visits.map(({ customerId }) => customerId);
}

function claimForm(visits: readonly PlannedVisit[]): void {
  const ids = visits.map(({ id }) => id);
  claim(new Set(ids).size === ids.length, "two visits have the same id");
  for (const { id, date, kind, title } of visits) {
    claim(id !== "" && VISIT_KINDS.includes(kind), `"${id}" has no id, or is of no kind`);
    claim(LocalDate.safeParse(date).success, `${date} is no date`);
    claim(title !== "", `the title of ${id} is empty; leave it out`);
  }
}

function claimSame(told: readonly string[], planned: readonly string[]): void {
  const [seen, wanted] = [told.join(", "), planned.join(", ")];
  claim(seen === wanted, `planned are ${wanted || "none"}, told are ${seen || "none"}`);
}
