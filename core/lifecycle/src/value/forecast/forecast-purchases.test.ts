import { describe, expect, test } from "vitest";
import { addDays } from "../../schedule/date.ts";
import { purchaseBook } from "../purchases/purchase-book.ts";
import type { PurchaseRow } from "../purchases/purchase-row.ts";
import { drawBeta, drawExponential, drawGamma, seededRandom } from "../testing/seeded-random.ts";
import { isRefusal, refusalSentence } from "../value-refusal.ts";
import { checkForecast } from "./check-forecast.ts";
import { forecastPurchases } from "./forecast-purchases.ts";

/** Purchases of customers who come during a quarter and are followed for a year and a half. */
function drawPurchases(customers: number): PurchaseRow[] {
  const random = seededRandom(20_261_122);
  return Array.from({ length: customers }, (_, index) => {
    const customerId = `c${String(index).padStart(5, "0")}`;
    const rate = drawGamma(random, 3.74) / 15_440;
    const amount = () => Math.round(drawGamma(random, 6.25) / rate);
    const start = addDays("2025-01-01", Math.floor(random() * 90));
    const list = [{ customerId, date: start, amount: amount() }];
    const pace = drawGamma(random, 0.8) / 8;
    const leaving = drawBeta(random, 0.8, 2.5);
    for (let week = drawExponential(random, pace); week < 78; ) {
      list.push({ customerId, date: addDays(start, Math.round(week * 7)), amount: amount() });
      if (random() < leaving) break;
      week += drawExponential(random, pace);
    }
    return list;
  }).flat();
}

const purchases = drawPurchases(3_000);
const book = purchaseBook(purchases, { asOf: "2026-03-31" });
const forecast = forecastPurchases(book, { horizonWeeks: 26 });
if (isRefusal(forecast)) throw new Error("the forecast was refused");

describe("a forecast", () => {
  test("names each customer once, with numbers that can be printed", () => {
    expect(forecast.customers.map((each) => each.customerId)).toEqual(book.customers);
    for (const each of forecast.customers) {
      expect(each.probabilityAlive).toBeGreaterThan(0);
      expect(each.probabilityAlive).toBeLessThanOrEqual(1);
      expect(each.expectedPurchases).toBeGreaterThan(0);
      expect(Number.isInteger(each.discountedValue)).toBe(true);
    }
  });

  test("is the sum of its customers, with bounds round it", () => {
    const sum = forecast.customers.reduce((total, each) => total + each.expectedPurchases, 0);
    const { expectedPurchases, active, discountedValue } = forecast.totals;
    expect(expectedPurchases.value).toBeCloseTo(sum, 6);
    expect(expectedPurchases.low).toBeLessThan(sum);
    expect(expectedPurchases.high).toBeGreaterThan(sum);
    expect(active.value).toBeLessThan(forecast.totals.customers);
    expect(discountedValue).toBe(
      forecast.customers.reduce((total, each) => total + (each.discountedValue ?? 0), 0),
    );
  });

  test("values half as much at half the margin, and less the higher the discount", () => {
    const half = forecastPurchases(book, { horizonWeeks: 26, margin: 0.5 });
    const dear = forecastPurchases(book, { horizonWeeks: 26, yearlyDiscount: 0.5 });
    if (isRefusal(half) || isRefusal(dear)) throw new Error("the forecast was refused");
    const whole = forecast.totals.discountedValue ?? 0;
    expect((half.totals.discountedValue ?? 0) / whole).toBeCloseTo(0.5, 3);
    expect(dear.totals.discountedValue).toBeLessThan(whole);
  });

  test("survives JSON", () => {
    expect(JSON.parse(JSON.stringify(forecast.totals))).toEqual(forecast.totals);
  });

  test("keeps its purchases where the amounts are refused", () => {
    const free = purchases.map((each) => ({ ...each, amount: 0 }));
    const counted = forecastPurchases(purchaseBook(free, { asOf: "2026-03-31" }));
    if (isRefusal(counted)) throw new Error("the forecast was refused");
    expect(counted.spend).toMatchObject({ refused: "too-few-repeat-buyers" });
    expect(counted.totals.discountedValue).toBeUndefined();
    expect(counted.customers[0]?.expectedAveragePurchase).toBeUndefined();
    expect(counted.totals.expectedPurchases.value).toBeGreaterThan(0);
  });

  test("of nothing is refused", () => {
    const refusal = forecastPurchases(purchaseBook([], { asOf: "2026-03-31" }));
    expect(refusal).toEqual({ refused: "too-few-customers", have: 0, need: 100 });
  });
});

describe("a forecast tried on what came", () => {
  test("is within a tenth for customers who behave as the model thinks", () => {
    const check = checkForecast(book, 26);
    if (isRefusal(check)) throw new Error("the forecast was refused");
    expect(check.learntUntil).toBe("2025-09-30");
    expect(Math.abs(check.deviation ?? 1)).toBeLessThan(0.1);
  });

  test("is refused where the earlier time does not carry one", () => {
    expect(checkForecast(book, 60)).toMatchObject({ refused: "span-too-short" });
  });
});

test("refusals are sentences in both languages", () => {
  const refusal = { refused: "too-few-customers", have: 12, need: 100 } as const;
  expect(refusalSentence(refusal, "sv")).toBe(
    "För få kunder för en säker beräkning: 12, och det behövs 100.",
  );
  expect(refusalSentence(refusal, "en")).toBe(
    "Too few customers for a sound answer: 12, and 100 are needed.",
  );
  const correlated = {
    refused: "frequency-and-value-correlated",
    correlation: 0.456,
    limit: 0.3,
  } as const;
  expect(refusalSentence(correlated, "sv")).toContain("korrelation 0,46, högst 0,3");
});
