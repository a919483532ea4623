import fc from "fast-check";
import { expect, test } from "vitest";
import { anniversaryIn, daysIn, monthsOf } from "./anniversary.ts";
import { addDays, addToDate } from "./date.ts";

const on = (day: string) => ({ from: day, to: day });

test("an anniversary comes every year on the day, and on the last of February without a 29th", () => {
  expect(anniversaryIn("1980-02-29", "P1Y", on("2026-02-28"))).toBe("2026-02-28");
  expect(anniversaryIn("1980-02-29", "P1Y", on("2028-02-28"))).toBeUndefined();
  expect(anniversaryIn("1980-02-29", "P1Y", on("2028-02-29"))).toBe("2028-02-29");
});

test("the date itself is no anniversary, and neither is one before it", () => {
  expect(anniversaryIn("2026-03-31", "P1Y", on("2026-03-31"))).toBeUndefined();
  expect(anniversaryIn("2026-03-31", "P1Y", on("2025-03-31"))).toBeUndefined();
  expect(anniversaryIn("2026-03-31", "P1M", on("2026-04-30"))).toBe("2026-04-30");
});

test("a recurrence is counted in months", () => {
  expect([monthsOf("P1Y"), monthsOf("P6M"), monthsOf("P10Y")]).toEqual([12, 6, 120]);
});

test("in any window the earliest anniversary is found", () => {
  const date = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays("1970-01-01", days));
  const every = fc.constantFrom("P1Y", "P6M", "P1M", "P3M", "P2Y");
  const window = fc.record({ start: date, length: fc.integer({ min: 0, max: 40 }) });
  const property = fc.property(date, every, window, (born, step, { start, length }) => {
    const days = { from: start, to: addDays(start, length) };
    const all = Array.from({ length: 900 }, (_, n) =>
      addToDate(born, `P${(n + 1) * monthsOf(step)}M`),
    );
    const expected = daysIn(days).find((day) => all.includes(day));
    expect(anniversaryIn(born, step, days)).toBe(expected);
  });
  fc.assert(property, { seed: 20_261_122, numRuns: 200 });
});
