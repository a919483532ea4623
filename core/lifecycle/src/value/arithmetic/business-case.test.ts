import { expect, test } from "vitest";
import { ValueError } from "../value-error.ts";
import { averagePurchaseChange, businessCase, leverProduct } from "./business-case.ts";

const before = { purchasesPerYear: 5, durationYears: 2.5, customers: 830 };
const after = { purchasesPerYear: 5.9, durationYears: 2.9, customers: 810 };

test("the documents' levers are +18 %, +16 % and -2.4 %, together 1.336", () => {
  const { factors } = businessCase(
    { ...before, averagePurchase: 100 },
    { ...after, averagePurchase: 100 },
  );
  const changes = Object.fromEntries(factors.map((each) => [each.factor, each.change]));
  expect(changes.purchasesPerYear).toBeCloseTo(0.18, 10);
  expect(changes.durationYears).toBeCloseTo(0.16, 10);
  expect(changes.customers).toBeCloseTo(-0.0241, 4);
  expect(changes.averagePurchase).toBe(0);
  expect(leverProduct(before, after, "portfolio")).toBeCloseTo(1.33582, 5);
});

test("+56 % of the portfolio means that the average purchase rose by 16.8 %", () => {
  const change = averagePurchaseChange({ before, after, totalChange: 0.56 });
  expect(change).toBeCloseTo(0.168, 3);
  // 56 is a rounded figure: between 55.5 and 56.5 the average purchase rose by 16.4 to 17.2 %.
  expect(averagePurchaseChange({ before, after, totalChange: 0.555 })).toBeCloseTo(0.164, 3);
  expect(averagePurchaseChange({ before, after, totalChange: 0.565 })).toBeCloseTo(0.172, 3);
});

test("+56 % read of one customer would be +14.0 %", () => {
  const change = averagePurchaseChange({ before, after, totalChange: 0.56, reading: "customer" });
  expect(change).toBeCloseTo(0.14, 3);
});

test("with an average purchase 16.8 % higher the portfolio is worth 56 % more", () => {
  const { portfolioChange, lifetimeValueChange } = businessCase(
    { ...before, averagePurchase: 50_000 },
    { ...after, averagePurchase: 58_390 },
  );
  expect(portfolioChange).toBeCloseTo(0.56, 3);
  expect(lifetimeValueChange).toBeCloseTo(0.598, 3);
});

test("a change from nothing is no share", () => {
  const nothing = { ...before, averagePurchase: 0 };
  const { portfolioChange, factors } = businessCase(nothing, { ...after, averagePurchase: 1 });
  expect(portfolioChange).toBeUndefined();
  expect(factors[0]?.change).toBeUndefined();
});

test("levers that were nothing before are refused by name", () => {
  const wrong = { before: { ...before, customers: 0 }, after, totalChange: 0.56 };
  expect(() => averagePurchaseChange(wrong)).toThrow(ValueError);
  expect(() => averagePurchaseChange(wrong)).toThrow("customers before is 0");
});
