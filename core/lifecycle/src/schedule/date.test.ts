import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addToDate,
  anniversary,
  dayOfMonth,
  daysBetween,
  endOfMonth,
  nextMonth,
  nthOccurrence,
  offsetDate,
  startOfMonth,
  subtractFromDate,
  WEEKDAYS,
  weekday,
} from "./date.ts";
import { ScheduleError } from "./schedule-error.ts";

// A calendar of our own to compare with: a table of month lengths and nothing but counting.
function lengthOf(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  if (year % 400 === 0) return 29;
  if (year % 100 === 0) return 28;
  return year % 4 === 0 ? 29 : 28;
}

type Day = readonly [year: number, month: number, day: number];

const written = ([year, month, day]: Day) =>
  `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

function tomorrow([year, month, day]: Day): Day {
  if (day < lengthOf(year, month)) return [year, month, day + 1];
  return month < 12 ? [year, month + 1, 1] : [year + 1, 1, 1];
}

function yesterday([year, month, day]: Day): Day {
  if (day > 1) return [year, month, day - 1];
  return month > 1 ? [year, month - 1, lengthOf(year, month - 1)] : [year - 1, 12, 31];
}

function monthsOn([year, month, day]: Day, months: number): Day {
  let [y, m] = [year, month];
  for (let left = Math.abs(months); left > 0; left--) {
    m += Math.sign(months);
    if (m > 12) [y, m] = [y + 1, 1];
    if (m < 1) [y, m] = [y - 1, 12];
  }
  return [y, m, Math.min(day, lengthOf(y, m))];
}

function daysOn(start: Day, days: number): Day {
  let at = start;
  for (let left = Math.abs(days); left > 0; left--) at = days > 0 ? tomorrow(at) : yesterday(at);
  return at;
}

const PERIODS = [
  { period: "P2W", months: 0, days: 14 },
  { period: "P1M", months: 1, days: 0 },
  { period: "P3M", months: 3, days: 0 },
  { period: "P6M", months: 6, days: 0 },
  { period: "P1Y", months: 12, days: 0 },
  { period: "P3Y", months: 36, days: 0 },
];

function everyDay(): Day[] {
  const days: Day[] = [];
  for (let day: Day = [2020, 1, 1]; day[0] <= 2040; day = tomorrow(day)) days.push(day);
  return days;
}

describe("dates against a calendar that only counts", () => {
  it("agrees on every start from 2020 to 2040, six periods, four repetitions and back", () => {
    const wrong: string[] = [];
    for (const day of everyDay()) {
      const start = written(day);
      for (const { period, months, days } of PERIODS) {
        for (const n of [1, 2, 3, 7, -1, -2]) {
          const model = written(daysOn(monthsOn(day, months * n), days * n));
          const ours = nthOccurrence(start, period, n);
          if (ours !== model) wrong.push(`${start} + ${n} × ${period}: ${ours}, not ${model}`);
        }
        const back = written(daysOn(monthsOn(day, -months), -days));
        if (subtractFromDate(start, period) !== back) wrong.push(`${start} - ${period}`);
        if (addToDate(start, period) !== nthOccurrence(start, period, 1)) wrong.push(`${start} +`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("names the weekday of every day from 2020 to 2040, which began on a Wednesday", () => {
    const wrong = everyDay().filter(
      (day, index) => weekday(written(day)) !== WEEKDAYS[(index + 2) % 7],
    );
    expect(wrong).toEqual([]);
  });

  it("counts the days between any two dates", () => {
    const days = everyDay().map(written);
    const index = fc.nat({ max: days.length - 1 });
    fc.assert(
      fc.property(index, index, (a, b) => {
        const [from = "", to = ""] = [days[a], days[b]];
        expect(daysBetween(from, to)).toBe(b - a);
        expect(addDays(from, b - a)).toBe(to);
      }),
      { seed: 20_260_101, numRuns: 500 },
    );
  });

  it("finds the ends of every month", () => {
    for (const day of everyDay().filter(([, , date]) => date === 17)) {
      const [year, month] = day;
      expect(startOfMonth(written(day))).toBe(written([year, month, 1]));
      expect(endOfMonth(written(day))).toBe(written([year, month, lengthOf(year, month)]));
      expect(nextMonth(written(day))).toBe(written(tomorrow([year, month, lengthOf(year, month)])));
      expect(dayOfMonth(written(day), 31)).toBe(endOfMonth(written(day)));
      expect(dayOfMonth(written(day), 9)).toBe(written([year, month, 9]));
    }
  });
});

describe("the measured pitfalls", () => {
  it("keeps the 31st after February", () => {
    const months = [1, 2, 3, 4].map((n) => nthOccurrence("2026-01-31", "P1M", n));
    expect(months).toEqual(["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]);
  });

  it("returns to 29 February in the next leap year", () => {
    const years = [1, 2, 3, 4].map((n) => nthOccurrence("2024-02-29", "P1Y", n));
    expect(years).toEqual(["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]);
  });

  it("puts one month before 29, 30 and 31 March on the last of February", () => {
    for (const day of ["29", "30", "31"]) {
      expect(subtractFromDate(`2026-03-${day}`, "P1M")).toBe("2026-02-28");
    }
  });

  it("counts signed offsets from a date", () => {
    expect(offsetDate("2026-12-31", "-P90D")).toBe("2026-10-02");
    expect(offsetDate("2026-12-31", "+P1D")).toBe("2027-01-01");
    expect(offsetDate("2026-03-31", "-P1M")).toBe("2026-02-28");
    expect(offsetDate("2026-03-31", "+P0D")).toBe("2026-03-31");
  });

  it("keeps a birthday on 29 February where its rule says", () => {
    expect(anniversary("2000-02-29", 2028, "february-28")).toBe("2028-02-29");
    expect(anniversary("2000-02-29", 2027, "february-28")).toBe("2027-02-28");
    expect(anniversary("2000-02-29", 2027, "march-1")).toBe("2027-03-01");
    expect(anniversary("2000-02-29", 2100, "march-1")).toBe("2100-03-01");
    expect(anniversary("1980-05-17", 2027, "march-1")).toBe("2027-05-17");
  });

  it("reckons with the date that .NET systems leave empty", () => {
    expect(addToDate("0001-01-01", "P1Y")).toBe("0002-01-01");
  });

  it("says what is wrong with a date or a duration it cannot use", () => {
    expect(() => addDays("next week", 1)).toThrow(
      new ScheduleError('"next week" is no date; write one such as 2026-03-31'),
    );
    expect(() => addToDate("2026-01-01", "PT5H")).toThrow(/has hours or minutes/);
    expect(() => addToDate("2026-01-01", "a month")).toThrow(/no duration/);
    expect(() => addToDate("2026-01-01", "P9000Y")).toThrow(/outside the years/);
    expect(() => addToDate("2026-01-01", "P99999999999999999999Y")).toThrow(/outside the years/);
  });
});
