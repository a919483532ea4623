import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addToDate, daysBetween } from "./date.ts";
import { dateWindow, triggerDay } from "./date-window.ts";

describe("the dates for which a rule is up", () => {
  it("is one day wide where nobody may come late", () => {
    expect(dateWindow("2026-03-01", { before: "P90D", late: "P0D" })).toEqual({
      ...{ from: "2026-05-30", to: "2026-05-30" },
    });
    expect(dateWindow("2026-03-01", { after: "P7D", late: "P0D" })).toEqual({
      ...{ from: "2026-02-22", to: "2026-02-22" },
    });
    expect(dateWindow("2026-03-01", { late: "P0D" })).toEqual({
      ...{ from: "2026-03-01", to: "2026-03-01" },
    });
  });

  it("reaches back as long as one may come late, both ends in it", () => {
    expect(dateWindow("2026-03-01", { before: "P90D", late: "P76D" })).toEqual({
      ...{ from: "2026-03-15", to: "2026-05-30" },
    });
  });

  it("is several days wide where they have the same day a month before", () => {
    expect(dateWindow("2026-02-28", { before: "P1M", late: "P0D" })).toEqual({
      ...{ from: "2026-03-28", to: "2026-03-31" },
    });
    expect(dateWindow("2028-02-29", { before: "P1M", late: "P0D" })).toEqual({
      ...{ from: "2028-03-29", to: "2028-03-31" },
    });
  });

  it("is empty on a day that no date leads to", () => {
    const { from, to } = dateWindow("2026-03-30", { after: "P1M", late: "P0D" });
    expect(from > to).toBe(true);
  });

  it("lets the anniversary of 29 February come up on the 28th of an ordinary year", () => {
    const { from, to } = dateWindow("2027-02-28", { after: "P1Y", late: "P0D" });
    expect([from, to]).toEqual(["2026-02-28", "2026-02-28"]);
    expect(triggerDay("2028-02-29", { after: "P1Y", late: "P0D" })).toBe("2029-02-28");
  });
});

const part = (unit: string, max: number) =>
  fc.integer({ min: 0, max }).map((count) => (count === 0 ? "" : `${count}${unit}`));
const duration = fc
  .tuple(part("Y", 2), part("M", 14), part("W", 5), part("D", 70))
  .map((parts) => (parts.join("") === "" ? "P0D" : `P${parts.join("")}`));
const rule = fc
  .record({
    before: fc.option(duration, { nil: undefined }),
    after: fc.option(duration, { nil: undefined }),
    late: fc.oneof(fc.constant("P0D"), duration),
  })
  .map(({ before, after, late }) => ({
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    late,
  }));
const today = fc.oneof(
  fc.constantFrom("2024-02-29", "2027-02-28", "2028-02-29", "2028-03-01", "2026-12-31"),
  fc.integer({ min: 0, max: 3_000 }).map((days) => addDays("2023-01-01", days)),
);

describe("the window, held against every date one by one", () => {
  it("holds the dates whose day has come and is not too long ago, and no other", () => {
    const property = fc.property(today, rule, (day, how) => {
      const up: string[] = [];
      // Beyond these nothing can come up: at most 4 years of `before` or `after`, and as much of `late`.
      for (let date = addDays(day, -3_200); date < addDays(day, 1_700); date = addDays(date, 1)) {
        const comesUp = triggerDay(date, how);
        if (comesUp <= day && addToDate(comesUp, how.late) >= day) up.push(date);
      }
      const { from, to } = dateWindow(day, how);
      if (up.length === 0) return expect(from > to).toBe(true);
      expect([from, to]).toEqual([up[0], up.at(-1)]);
      expect(up).toHaveLength(daysBetween(from, to) + 1);
    });
    fc.assert(property, { seed: 20_261_122, numRuns: 40 });
  });

  it("follows on from the day before: looking every day misses no date", () => {
    const property = fc.property(today, rule, (day, how) => {
      const now = dateWindow(day, how);
      const next = dateWindow(addDays(day, 1), how);
      expect(next.to >= now.to).toBe(true);
      expect(next.from <= addDays(now.to, 1)).toBe(true);
    });
    fc.assert(property, { seed: 20_261_122, numRuns: 300 });
  });
});
