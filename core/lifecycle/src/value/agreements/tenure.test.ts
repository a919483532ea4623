import { describe, expect, test } from "vitest";
import { type TenureAgreement, tenuresOf } from "./tenure.ts";
import { partOfPeriod, periodOfEnd, wholePeriods } from "./tenure-length.ts";

const options = { asOf: "2026-06-30", zone: "Europe/Stockholm" };
const agreement = (of: Partial<TenureAgreement>): TenureAgreement => ({
  customerId: "a",
  party: "own",
  status: "active",
  start: "2024-01-01",
  ...of,
});

describe("tenures", () => {
  test("go on through a renewal, and take the value of what runs", () => {
    const agreements = [
      agreement({ start: "2025-01-15", yearlyValue: 700 }),
      agreement({ end: "2024-12-31", status: "ended", yearlyValue: 500 }),
    ];
    expect(tenuresOf(agreements, options)).toEqual([
      { customerId: "a", start: "2024-01-01", end: undefined, yearlyValue: 700 },
    ]);
  });

  test("end where the gap is longer than a month, and begin anew", () => {
    const agreements = [
      agreement({ end: "2024-12-31", status: "ended" }),
      agreement({ start: "2025-02-01" }),
    ];
    expect(tenuresOf(agreements, options)).toMatchObject([
      { start: "2024-01-01", end: "2024-12-31" },
      { start: "2025-02-01", end: undefined },
    ]);
    expect(tenuresOf(agreements, { ...options, gapDays: 31 })).toHaveLength(1);
  });

  test("add up what a customer has at once, and last as long as the longest", () => {
    const agreements = [
      agreement({ end: "2026-12-31", yearlyValue: 500 }),
      agreement({ start: "2024-03-01", yearlyValue: 300, end: "2024-06-30", status: "ended" }),
      agreement({ start: "2025-03-01", yearlyValue: 200 }),
    ];
    expect(tenuresOf(agreements, options)).toEqual([
      { customerId: "a", start: "2024-01-01", end: undefined, yearlyValue: 700 },
    ]);
  });

  test("leave out what has not begun and what is a competitor's", () => {
    const agreements = [
      agreement({ start: "2026-07-01" }),
      agreement({ status: "ordered" }),
      agreement({ party: "competitor" }),
    ];
    expect(tenuresOf(agreements, options)).toEqual([]);
  });

  test("end on the day of a cancellation that names no last day", () => {
    const cancelled = agreement({ status: "cancelled", cancelledAt: "2025-05-31T22:30:00.000Z" });
    expect(tenuresOf([cancelled], options)[0]?.end).toBe("2025-06-01");
  });

  test("last while an agreement has its end before it", () => {
    expect(tenuresOf([agreement({ end: "2026-06-30" })], options)[0]?.end).toBeUndefined();
    expect(tenuresOf([agreement({ end: "2026-06-29" })], options)[0]?.end).toBe("2026-06-29");
  });
});

describe("the length of a tenure", () => {
  test.each([
    ["2025-01-01", "2025-12-31", "year", 1],
    ["2025-01-01", "2025-12-30", "year", 0],
    ["2024-02-29", "2025-02-27", "year", 1],
    ["2025-01-31", "2025-02-27", "month", 1],
    ["2025-01-31", "2025-02-26", "month", 0],
    ["2025-11-15", "2026-06-14", "month", 7],
  ] as const)("from %s through %s in whole %ss is %d", (start, last, period, whole) => {
    expect(wholePeriods(start, last, period)).toBe(whole);
  });

  test("who leaves after exactly a year has left in the first, and a day later in the second", () => {
    expect(periodOfEnd("2025-01-01", "2025-12-31", "year")).toBe(1);
    expect(periodOfEnd("2025-01-01", "2026-01-01", "year")).toBe(2);
    expect(periodOfEnd("2025-01-01", "2025-01-01", "year")).toBe(1);
  });

  test("half a year into the second, half of it has passed", () => {
    expect(partOfPeriod("2025-01-01", "2026-07-02", "year")).toBeCloseTo(0.5, 2);
  });
});
