import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantAt, localDateOf, localTimeOf } from "./calendar.ts";
import { weekday } from "./date.ts";
import { SWEDISH_HOLIDAYS } from "./holidays.ts";
import { dueAfter, dueAtLocalTime, dueNextMonth, dueOnDate } from "./wait.ts";

const place = { zone: "Europe/Stockholm", holidays: SWEDISH_HOLIDAYS };
const at = (date: string, time: string) => instantAt(date, time, place.zone);
const minutes = fc.integer({ min: 0, max: 20 * 365 * 1440 });
const instantOf = (minute: number) =>
  new Date(Date.parse("2020-01-01") + minute * 60_000).toISOString();

describe("a wait for a duration", () => {
  it("ends at the same local time after calendar days and exactly after hours", () => {
    expect(dueAfter(at("2026-03-28", "09:00"), "P1D", place.zone)).toBe(at("2026-03-29", "09:00"));
    expect(dueAfter(at("2026-03-28", "09:00"), "PT24H", place.zone)).toBe(
      at("2026-03-29", "10:00"),
    );
  });
});

describe("a wait until a date field", () => {
  const wait = { date: "2026-12-31", offset: "-P75D", at: "08:00", late: "skip" } as const;

  it("ends at the offset from the date, at the local time", () => {
    expect(dueOnDate(wait, at("2026-01-01", "00:00"), place)).toEqual({
      due: at("2026-10-17", "08:00"),
    });
    expect(dueOnDate({ ...wait, offset: undefined }, at("2026-01-01", "00:00"), place)).toEqual({
      due: at("2026-12-31", "08:00"),
    });
  });

  it("moves off a weekend or a red day as the step says", () => {
    const due = (roll: "earlier" | "later") =>
      dueOnDate({ ...wait, roll }, at("2026-01-01", "00:00"), place);
    expect(due("earlier")).toEqual({ due: at("2026-10-16", "08:00") });
    expect(due("later")).toEqual({ due: at("2026-10-19", "08:00") });
  });

  it("is on time to the millisecond and late after it", () => {
    const moment = at("2026-10-17", "08:00");
    const after = moment.replace(".000Z", ".001Z");
    expect(dueOnDate(wait, moment, place)).toEqual({ due: moment });
    expect(dueOnDate(wait, after, place)).toEqual({ late: true });
    expect(dueOnDate({ ...wait, late: "now" }, after, place)).toEqual({ due: after });
  });
});

describe("a wait until a local time", () => {
  it("ends today where the time is still to come, tomorrow where it is not", () => {
    expect(dueAtLocalTime({ at: "08:00" }, at("2026-03-02", "07:59"), place)).toBe(
      at("2026-03-02", "08:00"),
    );
    expect(dueAtLocalTime({ at: "08:00" }, at("2026-03-02", "08:00"), place)).toBe(
      at("2026-03-03", "08:00"),
    );
  });

  it("ends on the next of the weekdays it names, and on business days where it asks for them", () => {
    const now = at("2026-04-02", "12:00");
    expect(dueAtLocalTime({ at: "09:00", weekdays: ["monday"] }, now, place)).toBe(
      at("2026-04-06", "09:00"),
    );
    expect(
      dueAtLocalTime({ at: "09:00", weekdays: ["monday"], businessDays: true }, now, place),
    ).toBe(at("2026-04-13", "09:00"));
    expect(dueAtLocalTime({ at: "09:00", weekdays: [], businessDays: true }, now, place)).toBe(
      at("2026-04-07", "09:00"),
    );
  });

  it("always moves on, within a day, to the time it names", () => {
    fc.assert(
      fc.property(minutes, fc.integer({ min: 4, max: 23 }), (minute, hour) => {
        const time = `${String(hour).padStart(2, "0")}:15`;
        const now = instantOf(minute);
        const due = dueAtLocalTime({ at: time }, now, place);
        expect(due > now).toBe(true);
        expect(Date.parse(due) - Date.parse(now)).toBeLessThanOrEqual(25 * 3_600_000);
        expect(localTimeOf(due, place.zone)).toBe(time);
      }),
      { seed: 31, numRuns: 500 },
    );
  });

  it("refuses days that never come", () => {
    const never = { at: "09:00", weekdays: ["sunday"], businessDays: true } as const;
    expect(() => dueAtLocalTime(never, at("2026-03-02", "12:00"), place)).toThrow(
      /allow more days/,
    );
  });
});

describe("a wait until the next calendar month", () => {
  it("ends on the day of the month, or on the month's last", () => {
    expect(dueNextMonth({ day: 10, at: "09:00" }, at("2026-01-31", "23:30"), place)).toBe(
      at("2026-02-10", "09:00"),
    );
    expect(dueNextMonth({ day: 31, at: "09:00" }, at("2026-01-15", "09:00"), place)).toBe(
      at("2026-02-28", "09:00"),
    );
  });

  it("counts the month by the local calendar", () => {
    expect(dueNextMonth({ day: 1, at: "09:00" }, "2026-01-31T22:59:00.000Z", place)).toBe(
      at("2026-02-01", "09:00"),
    );
    expect(dueNextMonth({ day: 1, at: "09:00" }, "2026-01-31T23:00:00.000Z", place)).toBe(
      at("2026-03-01", "09:00"),
    );
  });

  it("stays in the month when rolling would leave it", () => {
    const wait = { day: 31, at: "09:00", roll: "later" } as const;
    expect(dueNextMonth(wait, at("2026-04-10", "09:00"), place)).toBe(at("2026-05-29", "09:00"));
    expect(
      dueNextMonth({ ...wait, day: 1, roll: "earlier" }, at("2026-10-10", "09:00"), place),
    ).toBe(at("2026-11-02", "09:00"));
  });

  it("gives exactly one moment in every calendar month (A-12)", () => {
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 31 }), (minute, day) => {
        let due = instantOf(minute);
        const months = Array.from({ length: 24 }, () => {
          due = dueNextMonth({ day, at: "09:00", roll: "later" }, due, place);
          return localDateOf(due, place.zone);
        });
        const numbers = months.map(
          (date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)),
        );
        expect(numbers.every((number, index) => number === (numbers[0] ?? 0) + index)).toBe(true);
        expect(months.filter((date) => ["saturday", "sunday"].includes(weekday(date)))).toEqual([]);
      }),
      { seed: 32, numRuns: 100 },
    );
  });
});
