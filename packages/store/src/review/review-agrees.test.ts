import type { Purchase } from "@perennial/contract";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { addConsents } from "../record/consents.ts";
import { addRecords, upsertRecords } from "../record/record-table.ts";
import { AGREEMENTS, CUSTOMERS, INTERACTIONS, PURCHASES } from "../record/tables.ts";
import { startTestDatabase, type TestDatabase, type TestTenant } from "../testing/test-database.ts";
import { findBoundaries, saveBoundaries } from "./boundaries.ts";
import { reviewCustomers } from "./review-customers.ts";
import { beginNight, enterStage } from "./review-night.ts";
import { type ReviewRules, reviewRules } from "./review-rules.ts";
import {
  arbitraryBase,
  arbitraryPlan,
  arbitraryPurchases,
  CHURN_MODEL,
} from "./testing/arbitrary-review.ts";
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
  "2027-03-15",
  "2027-03-26",
  "2028-07-02",
];
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
  ...["standing_changes", "review_boundaries", "reviews", "migration_counts"],
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

async function replaceBase(tx: TenantTransaction, base: KnownBase): Promise<void> {
  for (const table of TABLES) await tx.run(sql`delete from ${sql.table(table)}`);
  await upsertRecords(tx, CUSTOMERS, base.customers);
  await upsertRecords(tx, AGREEMENTS, base.agreements);
  await addRecords(tx, PURCHASES, base.purchases);
  await addRecords(tx, INTERACTIONS, base.interactions);
  await addConsents(tx, base.consents);
}

const WHOLE = { after: null, until: null };

async function night(tx: TenantTransaction, rules: ReviewRules): Promise<void> {
  const { today, version: planVersion, now } = rules;
  const { isBaseline } = await beginNight(tx, { night: today, planVersion, now });
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

test("in SQL and in the core everybody stands in the same place, night after night", async () => {
  const property = fc.asyncProperty(arbitraryBase, arbitraryPlan, async (base, plan) => {
    await tenant.inTenant((tx) => replaceBase(tx, base));
    let before: ReadonlyMap<string, ReferenceStanding> = new Map();
    for (const day of DAYS) {
      const rules = rulesOn(plan, day);
      before = referenceStandings(base, rules, before);
      const found = await tenant.inTenant(async (tx) => {
        await night(tx, rules);
        return standings(tx);
      });
      expect([day, found]).toEqual([day, found.map(({ id }) => before.get(id))]);
    }
  });
  await fc.assert(property, { seed: 20261122, numRuns: 60 });
}, 240_000);

test("a purchase told in real time and then the night give what the night alone gives", async () => {
  const bought = arbitraryPurchases("2026-03-02T09:00:00.000Z", "now");
  const property = fc.asyncProperty(
    arbitraryBase,
    arbitraryPlan,
    bought,
    async (base, plan, purchases) => {
      const [first, second] = [rulesOn(plan, "2026-03-01"), rulesOn(plan, "2026-03-02")];
      const nights = (isTold: boolean) => async (tx: TenantTransaction) => {
        await replaceBase(tx, base);
        await night(tx, first);
        await addRecords(tx, PURCHASES, purchases);
        if (isTold) await reviewCustomers(tx, second, purchases.map(ownerOf));
        await night(tx, second);
        return standings(tx);
      };
      const alone = await tenant.inTenant(nights(false));
      expect(await tenant.inTenant(nights(true))).toEqual(alone);
    },
  );
  await fc.assert(property, { seed: 20261122, numRuns: 60 });
}, 240_000);

function ownerOf({ customerId }: Purchase): string {
  return customerId;
}
