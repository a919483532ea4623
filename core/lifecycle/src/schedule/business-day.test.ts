import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addBusinessDays,
  isBusinessDay,
  nextBusinessDay,
  previousBusinessDay,
  roll,
} from "./business-day.ts";
import { addDays, daysBetween } from "./date.ts";
import { NO_HOLIDAYS, SWEDISH_HOLIDAYS } from "./holidays.ts";

describe("business days in Sweden", () => {
  it("skip Easter from Thursday to Tuesday", () => {
    expect(nextBusinessDay("2026-04-02", SWEDISH_HOLIDAYS)).toBe("2026-04-07");
    expect(previousBusinessDay("2026-04-07", SWEDISH_HOLIDAYS)).toBe("2026-04-02");
  });

  it("skip Christmas and the eves", () => {
    const days = [1, 2, 3, 4].map((n) => addBusinessDays("2026-12-22", n, SWEDISH_HOLIDAYS));
    expect(days).toEqual(["2026-12-23", "2026-12-28", "2026-12-29", "2026-12-30"]);
    expect(addBusinessDays("2026-12-31", 1, SWEDISH_HOLIDAYS)).toBe("2027-01-04");
  });

  it("roll to the side the rule names, and leave a business day alone", () => {
    expect(roll("2026-06-19", "earlier", SWEDISH_HOLIDAYS)).toBe("2026-06-18");
    expect(roll("2026-06-19", "later", SWEDISH_HOLIDAYS)).toBe("2026-06-22");
    expect(roll("2026-06-19", "same", SWEDISH_HOLIDAYS)).toBe("2026-06-19");
    expect(roll("2026-06-18", "later", SWEDISH_HOLIDAYS)).toBe("2026-06-18");
    expect(roll("2026-06-19", "later", NO_HOLIDAYS)).toBe("2026-06-19");
  });

  it("count as one would with a finger on the almanac", () => {
    const dates = fc.integer({ min: 0, max: 7_600 }).map((days) => addDays("2020-01-01", days));
    fc.assert(
      fc.property(dates, fc.integer({ min: -40, max: 40 }), (date, count) => {
        const moved = addBusinessDays(date, count, SWEDISH_HOLIDAYS);
        const direction = Math.sign(count);
        let passed = 0;
        for (let at = date; at !== moved; ) {
          at = addDays(at, direction);
          if (isBusinessDay(at, SWEDISH_HOLIDAYS)) passed++;
        }
        expect(passed).toBe(Math.abs(count));
        for (const rule of ["earlier", "later"] as const) {
          const rolled = roll(date, rule, SWEDISH_HOLIDAYS);
          expect(isBusinessDay(rolled, SWEDISH_HOLIDAYS)).toBe(true);
          expect(Math.abs(daysBetween(date, rolled))).toBeLessThanOrEqual(5);
        }
      }),
      { seed: 11, numRuns: 1_000 },
    );
  });

  it("refuse a calendar without a single business day in a year", () => {
    const add = Array.from({ length: 400 }, (_, day) => ({
      date: addDays("2026-01-01", day),
      name: { sv: "Stängt", en: "Closed" },
      kind: "public" as const,
    }));
    const calendar = { country: "none" as const, add, remove: [] };
    expect(() => nextBusinessDay("2026-01-01", calendar)).toThrow(/no business day within a year/);
  });
});
