import { expect, test } from "vitest";
import { ValueError } from "../value-error.ts";
import { customerStatement } from "./customer-statement.ts";
import { customerDuration, formatYears, yearlyChurn } from "./duration.ts";
import { portfolioValue } from "./lifetime-value.ts";

test("2 200 customers of whom 700 are lost in a year stay 3.1 years", () => {
  const years = customerDuration(2_200, 700) ?? Number.NaN;
  expect(years).toBeCloseTo(3.142857, 6);
  expect(formatYears(years, "sv")).toBe("3,1 år");
  expect(formatYears(years, "en")).toBe("3.1 years");
  expect(yearlyChurn(700, 2_200)).toBeCloseTo(0.318, 3);
});

test("950 new and 700 lost make 2 450 of 2 200 at the start", () => {
  expect(customerStatement({ start: 2_200, gained: 950, lost: 700 })).toMatchObject({
    end: 2_450,
    average: 2_325,
  });
});

test("2 200 at the end would be 1 950 at the start, and on the average of the first reading 3.3 years", () => {
  expect(customerStatement({ start: 1_950, gained: 950, lost: 700 }).end).toBe(2_200);
  expect(formatYears(customerDuration(2_325, 700) ?? Number.NaN, "sv")).toBe("3,3 år");
});

test("where nobody is lost there is no duration, and of an empty start no churn", () => {
  expect(customerStatement({ start: 10, gained: 1, lost: 0 })).toMatchObject({
    churn: 0,
    durationYears: undefined,
  });
  expect(customerStatement({ start: 0, gained: 1, lost: 0 }).churn).toBeUndefined();
});

test("more lost than there were is refused", () => {
  expect(() => customerStatement({ start: 1, gained: 1, lost: 3 })).toThrow(ValueError);
});

test("portfolio value is purchase, frequency, duration and customers multiplied", () => {
  const factors = {
    averagePurchase: 50_000,
    purchasesPerYear: 5,
    durationYears: 2.5,
    customers: 830,
  };
  expect(portfolioValue(factors)).toEqual({
    yearlyRevenue: 250_000,
    lifetimeValue: 625_000,
    portfolioValue: 518_750_000,
  });
  expect(() => portfolioValue({ ...factors, durationYears: -1 })).toThrow("the duration is -1");
});

test("a statement of half a year that loses a quarter gives a duration of two years", () => {
  const half = customerStatement({ start: 400, gained: 0, lost: 100, years: 0.5 });
  expect(half).toMatchObject({ churn: 0.25, durationYears: 2 });
});
