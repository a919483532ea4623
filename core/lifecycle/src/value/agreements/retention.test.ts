import { describe, expect, test } from "vitest";
import { addDays, addToDate } from "../../schedule/date.ts";
import { drawBeta, seededRandom } from "../testing/seeded-random.ts";
import { isRefusal, type ValueRefusal } from "../value-refusal.ts";
import { contractValue } from "./contract-value.ts";
import { fitRetention } from "./fit-retention.ts";
import { type RetentionPoint, retentionCurve } from "./retention-curve.ts";
import { discountedRenewals, modelRetention, modelSurvival } from "./retention-model.ts";
import type { Tenure } from "./tenure.ts";

const asOf = "2026-06-30";
const tenure = (start: string, end?: string): Tenure => ({
  customerId: "a",
  start,
  end,
  yearlyValue: 100_000,
});

/** A curve of one cohort, from how many are left of it each year. */
function cohort(left: readonly number[]): RetentionPoint[] {
  return left.slice(1).map((stayed, index) => {
    const atRisk = left[index] ?? 0;
    const survival = stayed / (left[0] ?? 1);
    const retention = stayed / atRisk;
    const bounds = { low: survival, high: survival };
    return { period: index + 1, atRisk, lost: atRisk - stayed, retention, survival, ...bounds };
  });
}

function fitted<Answer extends object>(answer: Answer | ValueRefusal): Answer {
  if (isRefusal(answer)) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer;
}

describe("a retention curve", () => {
  test("counts customers who are still there as far as they were followed", () => {
    const tenures = [
      tenure("2023-01-01", "2023-12-31"),
      tenure("2023-01-01"),
      tenure("2025-01-01"),
      tenure("2025-01-01", "2025-12-31"),
      tenure("2024-01-01", "2025-12-31"),
    ];
    const curve = retentionCurve(tenures, { asOf });
    expect(curve.map(({ period, atRisk, lost }) => [period, atRisk, lost])).toEqual([
      [1, 5, 2],
      [2, 2, 1],
      [3, 1, 0],
    ]);
    expect(curve[1]?.survival).toBeCloseTo(0.3, 12);
  });

  test("leaves a loss in a period under way till the period is over for all", () => {
    const tenures = [tenure("2025-01-01", "2026-03-31"), tenure("2025-01-01")];
    expect(retentionCurve(tenures, { asOf })).toMatchObject([{ period: 1, atRisk: 2, lost: 0 }]);
    const later = retentionCurve(tenures, { asOf: "2026-12-31" });
    expect(later).toMatchObject([{ lost: 0 }, { period: 2, atRisk: 2, lost: 1 }]);
  });

  test("counts customers from before the records from the next whole period", () => {
    const tenures = [
      tenure("2020-07-01"),
      tenure("2023-01-01", "2023-12-31"),
      tenure("2023-01-01"),
      // Had left before the records began, and is there by chance.
      tenure("2019-01-01", "2019-12-31"),
    ];
    const curve = retentionCurve(tenures, { asOf, recordsFrom: "2023-01-01" });
    expect(curve.map(({ period, atRisk }) => [period, atRisk])).toEqual([
      [1, 2],
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 1],
      [6, 1],
    ]);
  });

  test("has bounds by Greenwood's formula", () => {
    // 100 customers of whom 20 left: the error of log(-log 0.8) is sqrt(20 / (100 * 80)) / |log 0.8|.
    const tenures = Array.from({ length: 100 }, (_, index) =>
      index < 20 ? tenure("2024-01-01", "2024-12-31") : tenure("2025-01-01"),
    );
    const [first] = retentionCurve(tenures, { asOf });
    expect(first?.survival).toBeCloseTo(0.8, 12);
    expect(first?.low).toBeCloseTo(0.7074, 3);
    expect(first?.high).toBeCloseTo(0.8663, 3);
  });
});

describe("the retention model", () => {
  // Fader & Hardie 2007: 1 000 customers of each segment, through seven renewals.
  const regular = cohort([1_000, 631, 468, 382, 326, 289, 262, 241]);
  const highEnd = cohort([1_000, 869, 743, 653, 593, 551, 517, 491]);

  test("has the published parameters for the published regular customers", () => {
    const fit = fitted(fitRetention(regular));
    expect(fit.alpha).toBeCloseTo(0.704, 3);
    expect(fit.beta).toBeCloseTo(1.182, 3);
    expect(fit.quality.agreeing).toBe(fit.quality.starts);
  });

  test("has the published parameters for the published high-end customers", () => {
    const fit = fitted(fitRetention(highEnd));
    expect(fit.alpha).toBeCloseTo(0.668, 3);
    expect(fit.beta).toBeCloseTo(3.806, 3);
  });

  test("projects the five years that it has not seen within two points", () => {
    const regularFit = fitted(fitRetention(regular)).model;
    const highEndFit = fitted(fitRetention(highEnd)).model;
    for (const [index, share] of [0.223, 0.207, 0.194, 0.183, 0.173].entries()) {
      expect(Math.abs(modelSurvival(regularFit, 8 + index) - share)).toBeLessThan(0.02);
    }
    for (const [index, share] of [0.468, 0.445, 0.427, 0.409, 0.394].entries()) {
      expect(Math.abs(modelSurvival(highEndFit, 8 + index) - share)).toBeLessThan(0.02);
    }
  });

  test("takes customers who leave at one rate to be alike", () => {
    const fit = fitted(fitRetention(cohort([1_000, 800, 640, 512])));
    expect(fit.model).toEqual({ churn: expect.closeTo(0.2, 10), spread: 0 });
    expect(fit.alpha).toBeUndefined();
    expect(fit.churn.low).toBeGreaterThan(0.18);
    expect(fit.churn.high).toBeLessThan(0.22);
  });

  test("takes customers of whom ever more leave to be alike", () => {
    expect(fitted(fitRetention(cohort([1_000, 900, 700, 400]))).model.spread).toBe(0);
  });

  test.each([
    ["too few customers", cohort([40, 30, 20]), "too-few-customers"],
    ["one period only", cohort([1_000, 800]), "too-few-periods"],
    ["nobody lost", cohort([1_000, 1_000, 1_000]), "nobody-lost"],
    ["everybody lost", cohort([1_000, 0]), "everybody-lost"],
    ["losses in the first period alone", cohort([1_000, 500, 500, 500]), "not-identified"],
    ["no tenures", [], "too-few-customers"],
  ])("is refused with %s", (_, curve, refused) => {
    expect(fitRetention(curve)).toMatchObject({ refused });
  });

  test("sums all renewals to come as it sums a thousand years of them", () => {
    for (const model of [
      { churn: 0.37, spread: 0.53 },
      { churn: 0.15, spread: 0.22 },
      { churn: 0.2, spread: 0 },
    ]) {
      for (const behind of [0, 1, 7]) {
        const all = discountedRenewals(model, { tenure: behind, discount: 0.1 });
        const many = discountedRenewals(model, { tenure: behind, discount: 0.1, horizon: 1_000 });
        expect(all).toBeCloseTo(many, 9);
      }
    }
  });

  test("expects more renewals of those who have stayed long", () => {
    const model = { churn: 0.37, spread: 0.53 };
    const after = (behind: number) => discountedRenewals(model, { tenure: behind, discount: 0.1 });
    expect(after(5)).toBeGreaterThan(after(0));
    expect(modelRetention(model, 5)).toBeGreaterThan(modelRetention(model, 1));
  });

  test("has no sum of all renewals without a discount", () => {
    const model = { churn: 0.37, spread: 0.53 };
    expect(() => discountedRenewals(model, { tenure: 0, discount: 0 })).toThrow("set a yearly");
    expect(discountedRenewals(model, { tenure: 0, discount: 0, horizon: 1 })).toBeCloseTo(0.63, 9);
  });
});

describe("the value of agreements", () => {
  /** Customers who come each month for ten years, each with a chance of its own to leave at a year's end. */
  function drawTenures(customers: number): Tenure[] {
    const random = seededRandom(20_261_122);
    return Array.from({ length: customers }, (_, index) => {
      const start = addToDate("2016-01-01", `P${Math.floor(random() * 120)}M`);
      const leaving = drawBeta(random, 0.7, 2.1);
      let end: string | undefined;
      for (let year = 1; end === undefined; year++) {
        const anniversary = addToDate(start, `P${year}Y`);
        if (anniversary > asOf) break;
        if (random() < leaving) end = addDays(anniversary, -1);
      }
      return { ...tenure(start, end), customerId: `c${index}` };
    });
  }

  const tenures = drawTenures(5_000);
  const value = fitted(contractValue(tenures, { asOf }));

  test("rests on a model that finds its own parameters again", () => {
    expect(value.fit.churn.low).toBeLessThan(0.25);
    expect(value.fit.churn.high).toBeGreaterThan(0.25);
    expect(value.fit.spread?.low).toBeLessThan(1 / 2.8);
    expect(value.fit.spread?.high).toBeGreaterThan(1 / 2.8);
    for (const point of value.curve) {
      expect(Math.abs(point.modelSurvival - point.survival)).toBeLessThan(0.03);
    }
  });

  test("is given for each who has an agreement, and for nobody else", () => {
    const running = tenures.filter((each) => each.end === undefined);
    expect(value.customers.map((each) => each.customerId)).toEqual(
      running.map((each) => each.customerId),
    );
    const sum = value.customers.reduce((total, each) => total + each.discountedValue, 0);
    expect(value.totalValue).toBe(sum);
  });

  test("is higher for who has stayed longer", () => {
    const byTenure = (years: number) =>
      value.customers.find((each) => each.tenure === years)?.renewal ?? Number.NaN;
    expect(byTenure(8)).toBeGreaterThan(byTenure(1));
  });

  test("is less over five years than over all, and half at half the margin", () => {
    const five = fitted(contractValue(tenures, { asOf, horizonYears: 5 }));
    const half = fitted(contractValue(tenures, { asOf, margin: 0.5 }));
    expect(five.totalValue).toBeLessThan(value.totalValue);
    expect(half.totalValue / value.totalValue).toBeCloseTo(0.5, 4);
  });

  test("by month counts a twelfth of the yearly value for each renewal", () => {
    // Of a hundred who came in January ten per cent leave at the end of each of three months.
    const left = ["2026-01-31", "2026-02-28", "2026-03-31"].flatMap((last, index) =>
      Array.from({ length: [100, 90, 81][index] ?? 0 }, () => tenure("2026-01-01", last)),
    );
    const stayed = Array.from({ length: 729 }, () => tenure("2026-01-01"));
    const monthly = fitted(
      contractValue([...left, ...stayed], {
        asOf: "2026-03-31",
        period: "month",
        horizonYears: 0.25,
        yearlyDiscount: 0,
      }),
    );
    expect(monthly.fit.model).toEqual({ churn: expect.closeTo(0.1, 10), spread: 0 });
    const renewals = 0.9 + 0.9 ** 2 + 0.9 ** 3;
    expect(monthly.customers[0]).toMatchObject({ tenure: 3, renewal: expect.closeTo(0.9, 10) });
    expect(monthly.customers[0]?.discountedValue).toBe(Math.round((100_000 / 12) * renewals));
  });
});
