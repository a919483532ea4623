import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { purchaseBook } from "../purchases/purchase-book.ts";
import { cohortTable } from "./cohort-table.ts";
import { paretoReport } from "./pareto-report.ts";
import { rfmScores } from "./rfm.ts";
import { valueReport } from "./value-report.ts";

const buy = (customerId: string, date: string, amount = 100) => ({ customerId, date, amount });

describe("RFM scores", () => {
  const ten = Array.from({ length: 10 }, (_, index) =>
    Array.from({ length: index + 1 }, (__, time) =>
      buy(`c${index}`, `2026-0${1 + Math.min(5, index)}-${10 + time}`, 100),
    ),
  ).flat();
  const book = purchaseBook(ten, { asOf: "2026-06-30" });

  test("are fifths: of ten customers who all differ, two have each score", () => {
    const frequency = rfmScores(book).map((each) => each.frequency);
    expect(frequency).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });

  test("are equal for customers alike, and the lowest where most are alike", () => {
    const scores = rfmScores(book);
    expect(new Set(scores.slice(5).map((each) => each.recencyDays < 30)).size).toBe(1);
    const alike = purchaseBook(
      [..."abcdefgh"].map((id) => buy(id, "2026-01-01")).concat(buy("z", "2026-05-01", 900)),
      { asOf: "2026-06-30" },
    );
    expect(rfmScores(alike).map((each) => each.cell)).toEqual([
      ...Array.from({ length: 8 }, () => "111"),
      "515",
    ]);
  });

  test("never rank a customer who bought for more below one who bought for less", () => {
    const one = fc.record({
      customerId: fc.stringMatching(/^[a-z]{1,2}$/),
      date: fc.constantFrom("2026-01-01", "2026-03-05", "2026-06-30"),
      amount: fc.integer({ min: 0, max: 50 }),
    });
    const property = fc.property(fc.array(one, { maxLength: 40 }), (purchases) => {
      const scores = rfmScores(purchaseBook(purchases, { asOf: "2026-06-30" }));
      for (const left of scores) {
        for (const right of scores) {
          if (left.amount <= right.amount)
            expect(left.monetary).toBeLessThanOrEqual(right.monetary);
          if (left.recencyDays <= right.recencyDays) {
            expect(left.recency).toBeGreaterThanOrEqual(right.recency);
          }
        }
      }
    });
    fc.assert(property, { seed: 20_261_122, numRuns: 100 });
  });

  test("follow limits of the tenant's own", () => {
    const scores = rfmScores(book, {
      recency: [30, 60, 90, 365],
      frequency: [2, 4, 6, 8],
      monetary: [101, 301, 501, 901],
    });
    expect(scores[0]).toMatchObject({ recencyDays: 171, recency: 2, frequency: 1, monetary: 1 });
    expect(scores[9]).toMatchObject({ recencyDays: 11, recency: 5, frequency: 5, monetary: 5 });
    expect(scores[1]).toMatchObject({ purchases: 2, frequency: 2, amount: 200, monetary: 2 });
  });

  test("of a span count its purchases alone", () => {
    const scores = rfmScores(book, { days: 30 });
    expect(scores.map((each) => each.customerId)).toEqual(["c5", "c6", "c7", "c8", "c9"]);
  });

  test("are refused with limits that do not rise", () => {
    expect(() => rfmScores(book, { frequency: [2, 2, 3, 4] })).toThrow("do not rise");
  });
});

describe("the 80/20 report", () => {
  test("names the best fifth and what they stand for", () => {
    const values = [800, 50, 40, 60, 50].map((value, index) => ({
      id: `c${index}`,
      value,
    }));
    const report = paretoReport(values);
    expect(report).toMatchObject({
      customers: 5,
      totalValue: 1_000,
      valueShare: 0.8,
      tiedBelow: 0,
    });
    expect(report.topCustomers).toEqual([{ id: "c0", value: 800, rank: 1, cumulativeShare: 0.8 }]);
    expect(report.customersForFourFifths).toBe(0.2);
  });

  test("draws the line between equals by id, and says so", () => {
    const values = [..."edcba"].map((id) => ({ id, value: 10 }));
    const report = paretoReport(values, 0.4);
    expect(report.topCustomers.map((each) => each.id)).toEqual(["a", "b"]);
    expect(report.tiedBelow).toBe(3);
  });

  test("takes three of fifteen, not the four that binary fractions would give", () => {
    const values = Array.from({ length: 15 }, (_, index) => ({
      id: `c${index}`,
      value: 1,
    }));
    expect(paretoReport(values).topCustomers).toHaveLength(3);
    expect(paretoReport(values.slice(0, 11)).topCustomers).toHaveLength(3);
  });

  test("can be above the whole where some customers cost more than they bring", () => {
    const values = [300, 50, -50, -100, 0].map((value, at) => ({ id: `c${at}`, value }));
    expect(paretoReport(values).valueShare).toBe(1.5);
    expect(paretoReport([{ id: "a", value: -5 }]).valueShare).toBeUndefined();
    expect(paretoReport([])).toMatchObject({ customers: 0, topCustomers: [], tiedBelow: 0 });
  });

  test("is refused for a share that is none", () => {
    expect(() => paretoReport([], 0)).toThrow("the top share is 0");
  });
});

describe("the lifetime-value report", () => {
  const purchases = [
    // A customer of both years, one lost, one new; before them somebody who was lost long ago.
    buy("both", "2025-02-01", 300),
    buy("both", "2026-01-10", 500),
    buy("both", "2026-03-10", 700),
    buy("lost", "2024-07-10", 100),
    buy("new", "2026-06-30", 600),
    buy("old", "2020-01-01", 900),
  ];
  const report = valueReport(purchaseBook(purchases, { asOf: "2026-06-30" }));

  test("counts customers of the year before, new and lost ones", () => {
    expect(report.from).toBe("2025-07-01");
    expect(report.statement).toMatchObject({ start: 2, gained: 1, lost: 1, end: 2, churn: 0.5 });
  });

  test("is the documents' arithmetic on what was bought", () => {
    expect(report.averagePurchase).toBe(600);
    expect(report.purchasesPerYear).toBe(1.5);
    expect(report.factors?.durationYears).toBe(2);
    expect(report.value?.lifetimeValue).toBeCloseTo(1_800, 6);
    expect(report.value?.portfolioValue).toBeCloseTo(3_600, 6);
  });

  test("has a row for each customer, with what it bought in the year and in all", () => {
    expect(report.customers.map((each) => each.customerId)).toEqual(["both", "lost", "new", "old"]);
    expect(report.customers[0]).toEqual({
      customerId: "both",
      firstPurchase: "2025-02-01",
      lastPurchase: "2026-03-10",
      purchases: 2,
      amount: 1_200,
      allPurchases: 3,
      allAmount: 1_500,
    });
  });

  test("gives no lifetime value where purchases do not reach back far enough to see who is lost", () => {
    const young = purchaseBook(purchases, { asOf: "2026-06-30", since: "2025-01-01" });
    expect(valueReport(young)).toMatchObject({ historyReaches: false, value: undefined });
  });

  test("gives no lifetime value where nobody was lost, or nobody bought", () => {
    const kept = purchaseBook([buy("a", "2024-07-01"), buy("a", "2026-01-01")], {
      asOf: "2026-06-30",
    });
    expect(valueReport(kept)).toMatchObject({ historyReaches: true, value: undefined });
    expect(valueReport(purchaseBook([], { asOf: "2026-06-30" }))).toMatchObject({
      statement: { start: 0, end: 0 },
      purchasesPerYear: undefined,
      value: undefined,
    });
  });

  test("follows a period of the tenant's own, and refuses one of hours", () => {
    const quarter = valueReport(purchaseBook(purchases, { asOf: "2026-06-30" }), "P3M");
    expect(quarter).toMatchObject({
      from: "2026-04-01",
      statement: { start: 1, gained: 1, lost: 1, end: 1 },
    });
    expect(quarter.purchasesPerYear).toBeCloseTo(4, 1);
    const book = purchaseBook(purchases, { asOf: "2026-06-30" });
    expect(() => valueReport(book, "PT36H")).toThrow("is no period for a report");
  });
});

describe("a cohort table", () => {
  const purchases = [
    buy("a", "2026-01-05", 100),
    buy("a", "2026-01-25", 100),
    buy("a", "2026-03-01", 300),
    buy("b", "2026-01-31", 200),
    buy("b", "2026-02-10", -50),
    buy("c", "2026-03-15", 400),
  ];

  test("follows each month's new customers through the months", () => {
    const table = cohortTable(purchaseBook(purchases, { asOf: "2026-03-30" }));
    expect(table.cohorts.map((each) => [each.label, each.customers, each.revenue])).toEqual([
      ["2026-01", 2, 650],
      ["2026-03", 1, 400],
    ]);
    expect(table.cohorts[0]?.cells).toEqual([
      { period: 0, label: "2026-01", active: 2, activeShare: 1, revenue: 400, complete: true },
      { period: 1, label: "2026-02", active: 0, activeShare: 0, revenue: -50, complete: true },
      { period: 2, label: "2026-03", active: 1, activeShare: 0.5, revenue: 300, complete: false },
    ]);
  });

  test("knows that a month is over on its last day", () => {
    const table = cohortTable(purchaseBook(purchases, { asOf: "2026-03-31" }));
    expect(table.cohorts.at(-1)?.cells.at(-1)?.complete).toBe(true);
  });

  test("by quarter gathers three months", () => {
    const table = cohortTable(purchaseBook(purchases, { asOf: "2026-04-01" }), "quarter");
    expect(table.cohorts).toMatchObject([{ label: "2026-Q1", customers: 3, revenue: 1_050 }]);
    expect(table.cohorts[0]?.cells.map((each) => each.label)).toEqual(["2026-Q1", "2026-Q2"]);
  });

  test("keeps all revenue and all customers", () => {
    const one = fc.record({
      customerId: fc.constantFrom("a", "b", "c", "d", "e"),
      date: fc.constantFrom("2025-11-30", "2025-12-31", "2026-01-01", "2026-04-01", "2026-06-30"),
      amount: fc.nat(500),
    });
    const property = fc.property(
      fc.array(one),
      fc.constantFrom("month" as const, "quarter" as const),
      (list, by) => {
        const book = purchaseBook(list, { asOf: "2026-06-30" });
        const { cohorts } = cohortTable(book, by);
        const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0);
        expect(sum(cohorts.map((each) => each.customers))).toBe(book.customers.length);
        expect(sum(cohorts.map((each) => each.revenue))).toBe(sum(list.map((each) => each.amount)));
        for (const cohort of cohorts) expect(cohort.cells[0]?.activeShare).toBe(1);
      },
    );
    fc.assert(property, { seed: 20_261_122, numRuns: 100 });
  });
});
