import type { Purchase } from "@perennial/contract";
import {
  addDays,
  balanceAt,
  createCatalogue,
  daysOfPoints,
  expiring,
  type Facts,
  type LifecyclePlan,
  NO_HOLIDAYS,
  LifecyclePlan as Plan,
  type PointsEntry,
  PointsRules,
  pointsEarner,
  pointsFor,
  qualificationPeriod,
  TierRules,
} from "@perennial/lifecycle";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { addRecords, upsertRecords } from "../record/record-table.ts";
import { CUSTOMERS, PURCHASES } from "../record/tables.ts";
import { type ReviewRules, reviewRules } from "../review/review-rules.ts";
import { exampleCustomer, examplePurchase } from "../testing/example-records.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
} from "../testing/test-database.ts";
import { readMemberPoints, reverseMemberPoints, spendMemberPoints } from "./member-points.ts";
import { mergeLoyalty } from "./move-loyalty.ts";
import { pointsFigures } from "./points-figures.ts";
import { reviewPoints } from "./review-points.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());

const ALL = { after: null, until: null };
const ZONE = "Europe/Stockholm";
const noon = (day: string) => `${day}T11:00:00.000Z`;
const rulesOn = (day: string, plan: Partial<LifecyclePlan>): ReviewRules =>
  reviewRules({
    ...{ plan: Plan.parse(plan), version: 1, currency: "SEK", timeZone: ZONE, now: noon(day) },
  });

const tiers = (changes: Partial<TierRules> = {}) =>
  TierRules.parse({
    basis: "points",
    tiers: [
      { id: "bas", name: { sv: "Bas", en: "Basic" }, from: 0 },
      { id: "guld", name: { sv: "Guld", en: "Gold" }, from: 500 },
    ],
    ...changes,
  });

/** A tenant with two customers. */
async function newClub(): Promise<TestTenant> {
  const tenant = await database.newTenant();
  await tenant.inTenant((tx) =>
    upsertRecords(tx, CUSTOMERS, [
      exampleCustomer({ customerSince: "2025-03-15" }),
      exampleCustomer({ id: "c2", attributes: { club: false } }),
    ]),
  );
  return tenant;
}

const buy = (tx: TenantTransaction, purchases: readonly Partial<Purchase>[]) =>
  addRecords(
    tx,
    PURCHASES,
    purchases.map((each) => examplePurchase(each)),
  );

interface Figures {
  readonly id: string;
  readonly points: number;
  readonly qualifying: number;
  readonly qualified: number;
}

/** What the figures of points are, by customer. */
async function figuresOf(tx: TenantTransaction, rules: ReviewRules): Promise<readonly Figures[]> {
  const { alias, query } = pointsFigures(rules, tx.tenant, ALL);
  return tx.rows(
    sql<Figures>`select ${sql.ref(`${alias}.customer_id`)} as id, ${sql.ref(alias)}.* from (${query}) as ${sql.ref(alias)} order by 1`,
  );
}

test("a purchase earns once, however often it is looked at, and a return takes as much", async () => {
  const club = await newClub();
  const rules = rulesOn("2026-03-10", { points: PointsRules.parse({ pending: "P14D" }) });
  await club.inTenant(async (tx) => {
    await buy(tx, [
      { id: "p1", at: "2026-03-01T23:30:00.000Z", amount: 29_990 },
      { id: "p2", at: noon("2026-03-05"), amount: -9_950 },
      { id: "p3", at: noon("2026-03-05"), currency: "EUR" },
      { id: "p4", at: noon("2026-03-11") },
    ]);
    expect(await reviewPoints(tx, { rules, scope: ALL })).toMatchObject({ earned: 2, expired: 0 });
    expect(await reviewPoints(tx, { rules, scope: ALL })).toMatchObject({ earned: 0, expired: 0 });
    const { balance, entries } = await readMemberPoints(tx, "c1", "2026-03-10");
    expect(entries).toEqual([
      {
        kind: "earn",
        ref: "p1",
        points: 299,
        on: "2026-03-02",
        from: "2026-03-16",
        last: "2028-03-02",
      },
      { kind: "return", ref: "p2", points: -99, on: "2026-03-05" },
    ]);
    expect(balance).toMatchObject({ available: 0, pending: 200 });
  });
});

test("only members earn, and purchases that fit earn the multiple", async () => {
  const club = await newClub();
  const members = { field: "customer.attributes.club", is: "not-equals" as const, value: false };
  const where = [{ field: "category", is: "equals" as const, value: "shoes" }];
  const rules = rulesOn("2026-03-10", {
    attributes: { club: "boolean" },
    tiers: tiers({ members }),
    points: PointsRules.parse({ perUnit: 0.1, multiply: [{ where, times: 1.5 }] }),
  });
  await club.inTenant(async (tx) => {
    await buy(tx, [
      { id: "p1", amount: 29_990, category: "shoes" },
      { id: "p2", amount: 29_990 },
      { id: "p3", customerId: "c2" },
    ]);
    await reviewPoints(tx, { rules, scope: { ids: ["c1", "c2"] } });
    expect(await figuresOf(tx, rules)).toEqual([
      expect.objectContaining({ id: "c1", points: 44 + 29, qualifying: 73 }),
    ]);
  });
});

test("the database earns what a single purchase does, to the point", async () => {
  const CASES = fc.record({
    perUnit: fc.constantFrom(0, 0.1, 0.3, 1, 1.1, 7, 1e-7),
    times: fc.constantFrom(0.5, 1.5, 2, 3.3),
    currency: fc.constantFrom("SEK", "JPY"),
    purchases: fc.array(
      fc.record({
        amount: fc.oneof(
          fc.integer({ min: -99_999, max: 999_999 }),
          fc.constant(9_007_199_254_740_991),
        ),
        category: fc.constantFrom("shoes", "toys"),
        currency: fc.constantFrom("SEK", "JPY"),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  });
  const property = fc.asyncProperty(CASES, async ({ perUnit, times, currency, purchases }) => {
    const club = await newClub();
    const where = [
      { field: "category", is: "equals" as const, value: "shoes" },
      { field: "amount", is: "less-than" as const, value: 500_000 },
    ];
    const points = PointsRules.parse({ perUnit, multiply: [{ where, times }], pending: "P1M" });
    const plan = Plan.parse({ points });
    const of = { plan, version: 1, currency, timeZone: ZONE, now: noon("2026-03-10") };
    const bought = purchases.map((each, index) => examplePurchase({ ...each, id: `p${index}` }));
    const earner = pointsEarner(points, { catalogue: createCatalogue({ currency }), currency });
    const facts: Facts = {
      ...{ now: of.now, today: "2026-03-10", zone: ZONE, holidays: NO_HOLIDAYS, enrolment: {} },
      ...{ customer: exampleCustomer(), purchases: [], interactions: [], signal: {} },
    };
    const wanted = bought.flatMap((each) => earner(each, facts) ?? []);
    await club.inTenant(async (tx) => {
      await addRecords(tx, PURCHASES, bought);
      await reviewPoints(tx, { rules: reviewRules(of), scope: ALL });
      const { entries } = await readMemberPoints(tx, "c1", "2026-03-10");
      expect(new Set(entries)).toEqual(new Set(wanted));
    });
  });
  await fc.assert(property, { seed: 20_261_122, numRuns: 40 });
});

test("of two who spend the same points at once, one gets them", async () => {
  const club = await newClub();
  const rules = rulesOn("2026-03-10", { points: PointsRules.parse({}) });
  await club.inTenant(async (tx) => {
    await buy(tx, [{ id: "p1", amount: 10_000 }]);
    await reviewPoints(tx, { rules, scope: ALL });
  });
  const spend = (ref: string) =>
    club.inTenant((tx) =>
      spendMemberPoints(tx, "c1", { ref, points: 60, on: "2026-03-10", now: MONDAY }),
    );
  const outcomes = await Promise.all(["o1", "o2", "o3"].map(spend));
  expect(outcomes.filter(({ accepted }) => accepted)).toHaveLength(1);
  expect(outcomes.filter((each) => !each.accepted && each.reason === "not-enough")).toHaveLength(2);
  const taken = await club.inTenant((tx) =>
    reverseMemberPoints(tx, "c1", { of: "earn", ref: "p1", on: "2026-03-11", now: MONDAY }),
  );
  expect(taken).toMatchObject({ accepted: true, balance: { available: -60, owed: 60 } });
});

test("points that run out soon are told on one night, and on the next where that night was missed", async () => {
  const club = await newClub();
  const points = PointsRules.parse({ life: "P3M", warn: "P30D" });
  const night = (day: string, since?: string) =>
    club.inTenant((tx) => reviewPoints(tx, { rules: rulesOn(day, { points }), scope: ALL, since }));
  await club.inTenant((tx) => buy(tx, [{ id: "p1", at: noon("2026-03-02"), amount: 10_000 }]));
  // They can be spent until 2 June.
  expect((await night("2026-05-02")).expiring).toEqual([]);
  const told = {
    ...{ type: "points.expiring", id: "points.expiring:2026-06-02:c1", at: noon("2026-05-03") },
    ...{ customerId: "c1", points: 100, on: "2026-06-02" },
  };
  expect((await night("2026-05-03")).expiring).toEqual([told]);
  expect((await night("2026-05-04")).expiring).toEqual([]);
  expect((await night("2026-05-06", "2026-05-02")).expiring).toHaveLength(1);
  expect(await night("2026-06-02")).toMatchObject({ expired: 0 });
  expect(await night("2026-06-03")).toMatchObject({ expired: 1 });
  expect(await night("2026-06-03")).toMatchObject({ expired: 0 });
});

test("what counts towards tiers by points is what was earned in the period, whether it was spent or not", async () => {
  const club = await newClub();
  const points = PointsRules.parse({ life: "P3M" });
  await club.inTenant(async (tx) => {
    await buy(tx, [
      { id: "p0", at: noon("2025-05-01"), amount: 70_000 },
      { id: "p1", at: noon("2026-01-20"), amount: 20_000 },
      { id: "p2", at: noon("2026-04-01"), amount: 30_000 },
      { id: "p3", at: noon("2026-04-02"), amount: -5_000 },
    ]);
    const today = "2026-04-10";
    await reviewPoints(tx, { rules: rulesOn(today, { points }), scope: ALL });
    await spendMemberPoints(tx, "c1", { ref: "o1", points: 100, on: today, now: noon(today) });
    const qualify = async (qualification: TierRules["qualification"]) => {
      const rules = rulesOn(today, { points, tiers: tiers({ qualification }) });
      return (await figuresOf(tx, rules))[0];
    };
    const calendar = { period: "calendar", starts: "01-01" } as const;
    expect(await qualify(calendar)).toMatchObject({ points: 350, qualifying: 450, qualified: 700 });
    expect(await qualify({ period: "anniversary" })).toMatchObject({
      qualifying: 250,
      qualified: 900,
    });
    expect(await qualify({ period: "ever" })).toMatchObject({ qualifying: 1_150 });
    await tx.run(sql`
      insert into standings (tenant_id, customer_id, as_of, tier_until)
      values (${tx.tenant}, 'c1', '2026-04-01', '2027-02-28')`);
    const rolling = { period: "rolling", length: "P12M" } as const;
    expect(await qualify(rolling)).toMatchObject({ qualifying: 1_150, qualified: 250 });
    expect(qualificationPeriod({ basis: "points", qualification: rolling }, { today }).from).toBe(
      "2025-04-11",
    );
  });
});

test("two who are one have the points of both", async () => {
  const club = await newClub();
  const points = PointsRules.parse({ life: "P1M" });
  await club.inTenant(async (tx) => {
    await buy(tx, [
      { id: "p1", at: noon("2026-01-05"), amount: 10_000 },
      { id: "p2", at: noon("2026-01-06"), amount: 20_000, customerId: "c2" },
      { id: "p3", at: noon("2026-02-28"), amount: 30_000, customerId: "c2" },
    ]);
    await reviewPoints(tx, { rules: rulesOn("2026-03-01", { points }), scope: ALL });
    await mergeLoyalty(tx, [{ from: "c2", into: "c1" }]);
    expect((await readMemberPoints(tx, "c1", "2026-03-01")).balance).toMatchObject({
      available: 300,
      expired: 300,
    });
    await reviewPoints(tx, { rules: rulesOn("2026-04-01", { points }), scope: ALL });
    const { balance, entries } = await readMemberPoints(tx, "c1", "2026-04-01");
    expect(balance).toMatchObject({ available: 0, expired: 600 });
    expect(entries.reduce((sum, each) => sum + each.points, 0)).toBe(0);
  });
});

const STEPS = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 12 }),
    do: fc.constantFrom("buy", "buy", "return", "spend", "reverse"),
    amount: fc.integer({ min: 1, max: 60_000 }),
  }),
  { minLength: 1, maxLength: 14 },
);

test("the night and a single member's ledger come to the same, whatever happens day after day", async () => {
  const rules = PointsRules.parse({ perUnit: 0.25, pending: "P3D", life: "P20D", warn: "P7D" });
  const property = fc.asyncProperty(STEPS, async (steps) => {
    const club = await newClub();
    await club.inTenant(async (tx) => {
      let day = "2026-03-20";
      let earned: readonly PointsEntry[] = [];
      for (const [index, step] of steps.entries()) {
        for (let passed = 0; passed < step.after; passed++) {
          await reviewPoints(tx, { rules: rulesOn(day, { points: rules }), scope: ALL });
          day = addDays(day, 1);
        }
        const when = { on: day, now: noon(day) };
        const id = `p${index}`;
        const amount = step.do === "return" ? -step.amount : step.amount;
        if (step.do === "buy" || step.do === "return") {
          await buy(tx, [{ id, at: noon(day), amount }]);
          await reviewPoints(tx, {
            rules: rulesOn(day, { points: rules }),
            scope: { ids: ["c1"] },
          });
          const points = pointsFor(amount, { perUnit: 0.25, times: 1, currency: "SEK" });
          if (points < 0) earned = [...earned, { kind: "return", ref: id, points, on: day }];
          const days = daysOfPoints(day, rules);
          if (points > 0) earned = [...earned, { kind: "earn", ref: id, points, on: day, ...days }];
        } else if (step.do === "spend") {
          await spendMemberPoints(tx, "c1", { ref: id, points: Math.ceil(amount / 800), ...when });
        } else {
          await reverseMemberPoints(tx, "c1", { of: "earn", ref: `p${index - 1}`, ...when });
        }
      }
      const now = rulesOn(day, { points: rules });
      const { expiring: told } = await reviewPoints(tx, {
        rules: now,
        scope: ALL,
        since: addDays(day, -8),
      });
      const [stored] = await figuresOf(tx, now);
      const { balance, entries } = await readMemberPoints(tx, "c1", day);
      expect(entries.filter(({ kind }) => kind === "earn" || kind === "return")).toEqual(
        expect.arrayContaining([...earned]),
      );
      expect(balanceAt(entries, day)).toEqual(balance);
      expect(stored?.points ?? 0).toBe(balance.available);
      expect(entries.reduce((sum, each) => sum + each.points, 0)).toBe(
        balance.available + balance.pending,
      );
      expect(told.map(({ points, on }) => ({ points, on }))).toEqual(expiring(entries, day, "P7D"));
    });
  });
  await fc.assert(property, { seed: 20_261_122, numRuns: 25 });
});
