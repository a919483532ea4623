import type { Purchase } from "@perennial/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleFacts } from "../condition/example-facts.ts";
import { createCatalogue } from "../condition/fields.ts";
import { addDays } from "../schedule/date.ts";
import { daysOfPoints, pointsEarner, pointsFor } from "./earn-points.ts";
import { balanceAt, expiring } from "./points-balance.ts";
import type { PointsEntry } from "./points-entry.ts";
import { PointsRules } from "./points-rules.ts";
import { balanceSentence, dueExpiry, reversePoints, spendPoints } from "./take-points.ts";

const earn = (
  ref: string,
  points: number,
  on: string,
  rules: Partial<PointsRules> = {},
): PointsEntry => ({
  ...{ kind: "earn", ref, points, on },
  ...daysOfPoints(on, PointsRules.parse(rules)),
});
const accepted = (outcome: ReturnType<typeof spendPoints>): readonly PointsEntry[] => {
  if (!outcome.accepted) throw new Error(outcome.reason);
  return outcome.entries;
};

describe("earning", () => {
  const purchase: Purchase = {
    ...{ id: "p1", customerId: "K-1", at: "2026-03-20T23:30:00.000Z", amount: 29_990 },
    ...{ currency: "SEK", quantity: 1, discount: 0, category: "shoes" },
  };
  const place = { catalogue: createCatalogue(), currency: "SEK" };
  const where = [{ field: "category", is: "equals" as const, value: "shoes" }];

  it("gives points for whole kronor, on the purchase's day where the company is", () => {
    const earned = pointsEarner(PointsRules.parse({ pending: "P14D" }), place)(
      purchase,
      exampleFacts(),
    );
    expect(earned).toEqual({
      ...{ kind: "earn", ref: "p1", points: 299, on: "2026-03-21" },
      ...{ from: "2026-04-04", last: "2028-03-21" },
    });
  });

  it("gives the multiple of the first rule that fits, rounded down once", () => {
    const rules = PointsRules.parse({
      perUnit: 0.1,
      multiply: [
        { where, times: 1.5 },
        { where, times: 9 },
      ],
    });
    expect(pointsEarner(rules, place)(purchase, exampleFacts())?.points).toBe(44);
  });

  it("takes as many back for a return, and nothing is earned in another currency", () => {
    const earner = pointsEarner(PointsRules.parse({}), place);
    expect(earner({ ...purchase, amount: -29_990 }, exampleFacts())).toMatchObject({
      kind: "return",
      points: -299,
    });
    expect(earner({ ...purchase, currency: "EUR" }, exampleFacts())).toBeUndefined();
    expect(earner({ ...purchase, amount: 99 }, exampleFacts())).toBeUndefined();
  });

  it("is exact where floating point is not", () => {
    const points = (amount: number, perUnit: number, currency = "SEK") =>
      pointsFor(amount, { perUnit, times: 1, currency });
    expect(points(3_000, 0.1)).toBe(3);
    expect(points(290_000, 1.1)).toBe(3_190);
    expect(points(1_000_000_000, 1e-7)).toBe(1);
    expect(points(500, 1, "JPY")).toBe(500);
    expect(Object.is(points(-50, 1), 0)).toBe(true);
  });
});

describe("the ledger", () => {
  const year = { life: "P12M" };
  const entries = [
    earn("a", 100, "2025-03-01", year),
    earn("b", 100, "2025-09-01", { ...year, pending: "P30D" }),
  ];

  it("keeps points pending until their day", () => {
    expect(balanceAt(entries, "2025-09-30")).toMatchObject({ available: 100, pending: 100 });
    expect(balanceAt(entries, "2025-10-01")).toMatchObject({ available: 200, pending: 0 });
  });

  it("uses what runs out first, and lets the rest run out the day after its last", () => {
    const spent = [
      ...entries,
      ...accepted(spendPoints(entries, { ref: "o1", points: 60, on: "2025-11-01" })),
    ];
    expect(expiring(spent, "2026-02-01", "P30D")).toEqual([{ points: 40, on: "2026-03-01" }]);
    expect(balanceAt(spent, "2026-03-01").available).toBe(140);
    expect(balanceAt(spent, "2026-03-02")).toMatchObject({ available: 100, expired: 40 });
    const written = [...spent, ...dueExpiry(spent, "2026-03-02")];
    expect(balanceAt(written, "2026-03-02")).toEqual(balanceAt(spent, "2026-03-02"));
    expect(dueExpiry(written, "2026-03-05")).toEqual([]);
  });

  it("spends no more than there is, no pending points, and nothing twice", () => {
    const spend = (points: number, from = entries) =>
      spendPoints(from, { ref: "o1", points, on: "2025-09-10" });
    expect(spend(101)).toEqual({ accepted: false, reason: "not-enough" });
    expect(spend(0.5)).toEqual({ accepted: false, reason: "no-amount" });
    expect(spend(50, [...entries, ...accepted(spend(50))])).toEqual({
      accepted: false,
      reason: "done-before",
    });
  });

  it("takes a returned purchase's points back also when they are spent, and says so", () => {
    const [first] = entries;
    if (!first) throw new Error("one purchase");
    const spent = [
      first,
      ...accepted(spendPoints([first], { ref: "o1", points: 80, on: "2025-04-01" })),
    ];
    const back = [
      ...spent,
      ...accepted(reversePoints(spent, { of: "earn", ref: "a", on: "2025-05-01" })),
    ];
    const balance = balanceAt(back, "2025-05-01");
    expect(balance).toMatchObject({ available: -80, owed: 80 });
    expect(balanceSentence(balance, "sv")).toBe(
      "Saldot är −80 poäng: köp har lämnats tillbaka efter att poängen användes. Nya poäng räknas av mot det.",
    );
    expect(balanceAt([...back, earn("c", 100, "2025-06-01")], "2025-06-01").available).toBe(20);
    const again = reversePoints(back, { of: "earn", ref: "a", on: "2025-05-02" });
    expect(again).toEqual({ accepted: false, reason: "done-before" });
  });

  it("sets a return within the right of return off against what is pending", () => {
    const pending = earn("a", 100, "2025-03-01", { ...year, pending: "P30D" });
    const back: PointsEntry = { kind: "return", ref: "r", points: -100, on: "2025-03-10" };
    expect(balanceAt([pending, back], "2025-03-10")).toEqual({
      available: 0,
      pending: 0,
      expired: 0,
      owed: 0,
    });
  });

  it("takes nothing back of points that have run out", () => {
    const back = reversePoints(entries, { of: "earn", ref: "a", on: "2026-04-01" });
    const after = [...entries, ...accepted(back)];
    expect(balanceAt(after, "2026-04-01")).toMatchObject({ available: 100, expired: 100 });
  });
});

const START = "2025-01-01";
const STEPS = fc.array(
  fc.record({
    do: fc.constantFrom("earn", "earn", "spend", "return"),
    after: fc.integer({ min: 0, max: 20 }),
    points: fc.integer({ min: 1, max: 200 }),
    life: fc.integer({ min: 5, max: 90 }),
    pending: fc.integer({ min: 0, max: 10 }),
  }),
  { maxLength: 25 },
);

type Step = ReturnType<typeof STEPS.generate>["value"][number];

/** Lets steps happen one after the other; gives the ledger and its last day. */
function ledgerOf(steps: readonly Step[]): {
  readonly entries: readonly PointsEntry[];
  readonly day: string;
} {
  let day = START;
  let entries: readonly PointsEntry[] = [];
  for (const [index, step] of steps.entries()) {
    day = addDays(day, step.after);
    const ref = `r${index}`;
    if (step.do === "earn") {
      const from = addDays(day, step.pending);
      const last = addDays(from, step.life);
      entries = [...entries, { kind: "earn", ref, points: step.points, on: day, from, last }];
    } else if (step.do === "return") {
      entries = [...entries, { kind: "return", ref, points: -step.points, on: day }];
    } else {
      const outcome = spendPoints(entries, { ref, points: step.points, on: day });
      if (outcome.accepted) entries = [...entries, ...outcome.entries];
    }
  }
  return { entries, day };
}

describe("every ledger", () => {
  const check = (holds: (ledger: ReturnType<typeof ledgerOf>) => void) =>
    fc.assert(
      fc.property(STEPS, (steps) => holds(ledgerOf(steps))),
      { seed: 20_261_122, numRuns: 500 },
    );
  const written = (entries: readonly PointsEntry[], day: string) => [
    ...entries,
    ...dueExpiry(entries, day),
  ];

  it("adds up: what is available and pending is the sum of its entries", () => {
    check(({ entries, day }) => {
      const { available, pending } = balanceAt(entries, day);
      expect(available + pending).toBe(
        written(entries, day).reduce((sum, { points }) => sum + points, 0),
      );
    });
  });

  it("does not depend on the order of its entries", () => {
    check(({ entries, day }) => {
      expect(balanceAt(entries.toReversed(), day)).toEqual(balanceAt(entries, day));
    });
  });

  it("is below zero only by returns", () => {
    check(({ entries, day }) => {
      const returned = entries
        .filter(({ kind }) => kind === "return")
        .reduce((sum, { points }) => sum - points, 0);
      const { available, owed, pending } = balanceAt(entries, day);
      expect(available).toBeGreaterThanOrEqual(-returned);
      expect(pending).toBeGreaterThanOrEqual(0);
      expect(owed).toBe(Math.max(0, -available));
    });
  });

  it("foretells what runs out if nothing else happens", () => {
    check(({ entries, day }) => {
      const soon = expiring(entries, day, "P60D").reduce((sum, { points }) => sum + points, 0);
      const now = balanceAt(entries, day).expired;
      expect(balanceAt(entries, addDays(day, 61)).expired - now).toBe(soon);
    });
  });

  it("of earnings and spendings comes to nothing when everything is reversed", () => {
    const property = fc.property(STEPS, (steps) => {
      const { entries, day } = ledgerOf(steps.filter((step) => step.do !== "return"));
      let all = entries;
      const lots = entries.filter(({ kind }) => kind === "earn" || kind === "spend").toReversed();
      for (const { kind, ref } of lots) {
        if (kind !== "earn" && kind !== "spend") continue;
        all = [...all, ...accepted(reversePoints(all, { of: kind, ref, on: day }))];
      }
      const far = written(all, addDays(day, 200));
      expect(far.reduce((sum, { points }) => sum + points, 0)).toBe(0);
    });
    fc.assert(property, { seed: 20_261_122, numRuns: 500 });
  });
});
