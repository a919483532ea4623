import type { Purchase } from "@perennial/contract";
import { fieldsOfCondition } from "@perennial/lifecycle";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { reviewPoints } from "../loyalty/review-points.ts";
import { addConsents } from "../record/consents.ts";
import { addRecords, upsertRecords } from "../record/record-table.ts";
import { AGREEMENTS, CUSTOMERS, INTERACTIONS, PURCHASES } from "../record/tables.ts";
import { clearTierOverride, setTierOverride } from "../standing/tier-overrides.ts";
import { startTestDatabase, type TestDatabase, type TestTenant } from "../testing/test-database.ts";
import { findBoundaries, saveBoundaries } from "./boundaries.ts";
import { reviewCustomers } from "./review-customers.ts";
import { beginNight, enterStage } from "./review-night.ts";
import { type ReviewRules, reviewRules } from "./review-rules.ts";
import { arbitraryPlan, CHURN_MODEL } from "./testing/arbitrary-plan.ts";
import {
  arbitraryArrivals,
  arbitraryBase,
  arbitraryPurchases,
} from "./testing/arbitrary-review.ts";
import { type Beginning, referenceBeginnings } from "./testing/reference-beginnings.ts";
import {
  type KnownBase,
  type ReferenceStanding,
  referenceStandings,
} from "./testing/reference-standing.ts";
import { writeDecisions } from "./write-decisions.ts";
import { writeFigures } from "./write-figures.ts";

const DAYS = [
  "2026-03-01",
  "2026-03-02",
  "2026-03-13",
  "2026-09-01",
  "2027-02-28",
  "2027-03-15",
  "2028-02-29",
  "2028-03-01",
] as const;
const [FIRST_NIGHT] = DAYS;
const TABLES = [
  ...[
    "customers",
    "purchases",
    "agreements",
    "interactions",
    "consents",
    "standings",
    "group_members",
  ],
  ...["standing_changes", "review_boundaries", "reviews", "migration_counts", "points_entries"],
];

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await startTestDatabase();
  tenant = await database.newTenant();
}, 60_000);
afterAll(() => database.close());

type Plan = ReviewRules["plan"];

function rulesOn(plan: Plan, day: string): ReviewRules {
  const of = {
    plan,
    version: 1,
    churn: CHURN_MODEL,
    currency: "SEK",
    timeZone: "Europe/Stockholm",
  };
  return reviewRules({ ...of, now: `${day}T05:00:00.000Z` });
}

async function empty(tx: TenantTransaction): Promise<void> {
  for (const table of TABLES) await tx.run(sql`delete from ${sql.table(table)}`);
}

/** Those of a base whom something is true of, with all that is known of them. */
function among(base: KnownBase, isMeant: (customerId: string) => boolean): KnownBase {
  const own = <T extends { readonly customerId: string }>(records: readonly T[]) =>
    records.filter(({ customerId }) => isMeant(customerId));
  return {
    customers: base.customers.filter(({ id }) => isMeant(id)),
    ...{ purchases: own(base.purchases), agreements: own(base.agreements) },
    ...{ interactions: own(base.interactions), consents: own(base.consents) },
    overrides: own(base.overrides),
  };
}

async function addBase(tx: TenantTransaction, base: KnownBase): Promise<void> {
  await upsertRecords(tx, CUSTOMERS, base.customers);
  await upsertRecords(tx, AGREEMENTS, base.agreements);
  await addRecords(tx, PURCHASES, base.purchases);
  await addRecords(tx, INTERACTIONS, base.interactions);
  await addConsents(tx, base.consents);
  for (const { customerId, tier, until = null } of base.overrides) {
    const why = { reason: "x", by: "x", on: FIRST_NIGHT };
    await setTierOverride(tx, customerId, { tier, until, ...why });
  }
}

/** Takes back the tiers that were set by hand until a day. */
async function takeBack(tx: TenantTransaction, base: KnownBase, day: string): Promise<void> {
  for (const { customerId, takenBackOn } of base.overrides) {
    if (takenBackOn !== undefined && takenBackOn <= day) await clearTierOverride(tx, customerId);
  }
}

const WHOLE = { after: null, until: null };

async function night(tx: TenantTransaction, rules: ReviewRules): Promise<void> {
  const { today, version: planVersion, now } = rules;
  const { isBaseline } = await beginNight(tx, { night: today, planVersion, now });
  await reviewPoints(tx, { rules, scope: WHOLE });
  await writeFigures(tx, rules, WHOLE);
  const boundaries = await findBoundaries(tx, rules);
  await saveBoundaries(tx, today, boundaries);
  await writeDecisions(tx, rules, { scope: WHOLE, boundaries, isBaseline });
  await enterStage(tx, today, { stage: "done", now });
}

async function standings(tx: TenantTransaction): Promise<readonly ReferenceStanding[]> {
  return tx.rows(sql<ReferenceStanding>`
    select c.id, s.flow, s.value, s.band, c.value_class as "valueClass", s.risk, c.tier, s.tier_since as "tierSince",
      s.tier_until as "tierUntil", s.grace_until as "graceUntil", s.tier_reason as "tierReason",
      s.next_tier as "nextTier", s.remaining, s.to_keep as "toKeep", c.phase, c.segment,
      array(select group_id from group_members m where m.customer_id = c.id order by 1) as groups
    from customers c join standings s on s.customer_id = c.id order by c.id`);
}

/** Where customers begin that were not there before, as it was told on a night. */
async function beginnings(
  tx: TenantTransaction,
  { now }: ReviewRules,
  before: ReadonlyMap<string, unknown>,
): Promise<readonly Beginning[]> {
  const told = await tx.rows(sql<Beginning>`
    select customer_id as id, type, body ->> 'to' as "to" from standing_changes
    where at = ${now}::timestamptz and body ->> 'from' is null order by customer_id, type`);
  return told.filter(({ id }) => !before.has(id));
}

const arrivals = arbitraryArrivals(DAYS.length);

test("in SQL and in the core everybody stands in the same place, night after night", async () => {
  const property = fc.asyncProperty(
    arbitraryBase,
    arbitraryPlan,
    arrivals,
    async (all, plan, comes) => {
      await tenant.inTenant(empty);
      let before: ReadonlyMap<string, ReferenceStanding> = new Map();
      for (const [index, day] of DAYS.entries()) {
        const rules = rulesOn(plan, day);
        const base = among(all, (id) => (comes.get(id) ?? 0) <= index);
        const after = referenceStandings(base, rules, before);
        const found = await tenant.inTenant(async (tx) => {
          await addBase(
            tx,
            among(all, (id) => comes.get(id) === index),
          );
          await takeBack(tx, base, day);
          await night(tx, rules);
          return { standings: await standings(tx), begin: await beginnings(tx, rules, before) };
        });
        const begin = referenceBeginnings(base, rules, { before, after, firstNight: FIRST_NIGHT });
        expect([day, found.standings]).toEqual([
          day,
          found.standings.map(({ id }) => after.get(id)),
        ]);
        expect([day, found.begin]).toEqual([day, begin.toSorted(byIdAndType)]);
        before = after;
      }
    },
  );
  await fc.assert(property, { seed: 20261122, numRuns: 40 });
}, 240_000);

/** By code points, as the database has them. */
function byIdAndType(a: Beginning, b: Beginning): number {
  return Buffer.compare(Buffer.from(`${a.id} ${a.type}`), Buffer.from(`${b.id} ${b.type}`));
}

/** Whether who is a member follows from records alone: what was computed last is newer once a purchase was told. */
function isOfRecords({ tiers }: Plan): boolean {
  const asked = tiers?.members ? fieldsOfCondition(tiers.members) : new Set<string>();
  return !asked.has("customer.phase") && !asked.has("customer.tier");
}

test("a purchase told in real time and then the night give what the night alone gives", async () => {
  const bought = arbitraryPurchases("2026-03-02T09:00:00.000Z", "now");
  const property = fc.asyncProperty(
    arbitraryBase,
    arbitraryPlan.filter(isOfRecords),
    bought,
    async (base, plan, purchases) => {
      const [first, second] = [rulesOn(plan, "2026-03-01"), rulesOn(plan, "2026-03-02")];
      const nights = (isTold: boolean) => async (tx: TenantTransaction) => {
        await empty(tx);
        await addBase(tx, base);
        await night(tx, first);
        await addRecords(tx, PURCHASES, purchases);
        if (isTold) await reviewCustomers(tx, second, purchases.map(ownerOf));
        await night(tx, second);
        // Once more: what it takes to keep a tier that is certain for less than its period is known exactly once its
        // last day is.
        await night(tx, second);
        return standings(tx);
      };
      const alone = await tenant.inTenant(nights(false));
      expect(await tenant.inTenant(nights(true))).toEqual(alone);
    },
  );
  await fc.assert(property, { seed: 20261122, numRuns: 40 });
}, 240_000);

function ownerOf({ customerId }: Purchase): string {
  return customerId;
}
