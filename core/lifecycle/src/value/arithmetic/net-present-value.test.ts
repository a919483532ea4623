import { expect, test } from "vitest";
import { lifetimeNeed } from "./lifetime-need.ts";
import { acquisitionTest, discountedLifetimeValue } from "./net-present-value.ts";

test("a value of three years is the sum of three yearly values, each discounted", () => {
  const sum = 1_000 / 1.1 + 1_000 / 1.1 ** 2 + 1_000 / 1.1 ** 3;
  expect(discountedLifetimeValue(1_000, 3, 0.1)).toBeCloseTo(sum, 9);
});

test("a broken year brings its share at its end", () => {
  const sum = 1_000 / 1.1 + 1_000 / 1.1 ** 2 + 500 / 1.1 ** 2.5;
  expect(discountedLifetimeValue(1_000, 2.5, 0.1)).toBeCloseTo(sum, 9);
});

test("without a discount it is the documents' lifetime value", () => {
  expect(discountedLifetimeValue(1_000, 2.5, 0)).toBe(2_500);
});

test("a customer is worth acquiring as long as the net present value is not below zero", () => {
  const acquisition = { yearlyValue: 1_100, durationYears: 1, yearlyDiscount: 0.1 };
  const even = acquisitionTest({ ...acquisition, acquisitionCost: 1_000 });
  expect(even.netPresentValue).toBeCloseTo(0, 9);
  expect(acquisitionTest({ ...acquisition, acquisitionCost: 999 }).worthwhile).toBe(true);
  expect(acquisitionTest({ ...acquisition, acquisitionCost: 1_001 }).worthwhile).toBe(false);
});

test("a transaction of 2 000 kr stands beside a lifetime's need of 2.5 million", () => {
  const needs = [
    { name: "cars", yearlyAmount: 4_000_000, years: 50 },
    { name: "service", yearlyAmount: 1_000_000, years: 50 },
  ];
  expect(lifetimeNeed(needs, 200_000)).toMatchObject({ lifetimeNeed: 250_000_000, times: 1_250 });
  expect(lifetimeNeed(needs, 0).times).toBeUndefined();
});
