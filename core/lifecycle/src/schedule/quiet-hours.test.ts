import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantAt, localDateOf, localTimeOf } from "./calendar.ts";
import { addDays } from "./date.ts";
import { SWEDISH_HOLIDAYS } from "./holidays.ts";
import { dayKind, isAllowed, nextAllowed, SendingWindows, shutFrom } from "./quiet-hours.ts";

const place = { zone: "Europe/Stockholm", holidays: SWEDISH_HOLIDAYS };
const marketing: SendingWindows = {
  weekday: [{ from: "08:00", to: "20:00" }],
  saturday: [{ from: "10:00", to: "18:00" }],
  holiday: [],
};
const at = (date: string, time: string) => instantAt(date, time, place.zone);

describe("when sending is allowed", () => {
  it.each([
    ["a weekday in the window", "2026-03-02", "12:00", "2026-03-02", "12:00"],
    ["the first minute of the window", "2026-03-02", "08:00", "2026-03-02", "08:00"],
    ["the first minute after it", "2026-03-02", "20:00", "2026-03-03", "08:00"],
    ["early morning", "2026-03-02", "05:00", "2026-03-02", "08:00"],
    ["Friday night", "2026-03-06", "23:00", "2026-03-07", "10:00"],
    ["Saturday evening", "2026-03-07", "18:00", "2026-03-09", "08:00"],
    ["Sunday", "2026-03-08", "12:00", "2026-03-09", "08:00"],
    ["Maundy Thursday's night, over Easter", "2026-04-02", "21:00", "2026-04-04", "10:00"],
    ["Easter Eve's night, to Tuesday", "2026-04-04", "18:30", "2026-04-07", "08:00"],
    ["Christmas Eve, to the Monday after", "2026-12-24", "09:00", "2026-12-28", "08:00"],
    ["the night the clocks go forward", "2026-03-29", "03:30", "2026-03-30", "08:00"],
    ["the night the clocks go back", "2026-10-25", "02:30", "2026-10-26", "08:00"],
  ])("%s", (_, date, time, nextDate, nextTime) => {
    expect(nextAllowed(at(date, time), marketing, place)).toBe(at(nextDate, nextTime));
  });

  it("follows the recipient's zone, not ours", () => {
    const newYork = { ...place, zone: "America/New_York" };
    expect(nextAllowed("2026-03-02T12:00:00.000Z", marketing, newYork)).toBe(
      "2026-03-02T13:00:00.000Z",
    );
  });

  it("keeps milliseconds of a moment that is allowed already", () => {
    const moment = "2026-03-02T12:00:00.123Z";
    expect(nextAllowed(moment, marketing, place)).toBe(moment);
    expect(isAllowed(moment, marketing, place)).toBe(true);
    expect(isAllowed(at("2026-03-08", "12:00"), marketing, place)).toBe(false);
  });

  it("takes windows in the order of the day, whatever order they are written in", () => {
    const split = {
      ...marketing,
      weekday: [
        { from: "15:00", to: "17:00" },
        { from: "08:00", to: "11:00" },
      ],
    };
    expect(nextAllowed(at("2026-03-02", "06:00"), split, place)).toBe(at("2026-03-02", "08:00"));
    expect(nextAllowed(at("2026-03-02", "12:00"), split, place)).toBe(at("2026-03-02", "15:00"));
  });

  it("shortens a window over the spring night and lengthens one over the autumn night", () => {
    const nightly: SendingWindows = {
      weekday: [],
      saturday: [],
      holiday: [{ from: "01:00", to: "04:00" }],
    };
    const open = (date: string) => {
      let minutes = 0;
      for (
        let moment = Date.parse(at(date, "00:00"));
        moment < Date.parse(at(date, "12:00"));
        moment += 60_000
      ) {
        if (isAllowed(new Date(moment).toISOString(), nightly, place)) minutes++;
      }
      return minutes;
    };
    expect([open("2026-03-22"), open("2026-03-29"), open("2026-10-25")]).toEqual([180, 120, 240]);
  });

  it("is never open in a window that the spring night swallows", () => {
    const gone: SendingWindows = {
      weekday: [],
      saturday: [],
      holiday: [{ from: "02:45", to: "03:15" }],
    };
    expect(nextAllowed(at("2026-03-29", "00:30"), gone, place)).toBe(at("2026-04-03", "02:45"));
  });

  it("is what a clock and an almanac would say, minute by minute", () => {
    const isOpen = (moment: number): boolean => {
      const instant = new Date(moment).toISOString();
      const time = localTimeOf(instant, place.zone);
      const kind = dayKind(localDateOf(instant, place.zone), place.holidays);
      return marketing[kind].some(({ from, to }) => from <= time && time < to);
    };
    const minutes = fc.integer({
      min: Date.parse("2024-01-01") / 60_000,
      max: Date.parse("2031-01-01") / 60_000,
    });
    fc.assert(
      fc.property(minutes, (minute) => {
        let moment = minute * 60_000;
        while (!isOpen(moment)) moment += 60_000;
        const instant = new Date(minute * 60_000).toISOString();
        expect(nextAllowed(instant, marketing, place)).toBe(new Date(moment).toISOString());
      }),
      { seed: 21, numRuns: 60 },
    );
  });

  it("never goes back, and is allowed where it leads", () => {
    const minutes = fc.integer({ min: 0, max: 40 * 365 * 1440 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const instant = new Date(Date.parse("2020-01-01") + minute * 60_000).toISOString();
        const next = nextAllowed(instant, marketing, place);
        expect(next >= instant).toBe(true);
        expect(isAllowed(next, marketing, place)).toBe(true);
      }),
      { seed: 22, numRuns: 1_000 },
    );
  });
});

describe("window settings", () => {
  const message = (value: unknown) => SendingWindows.safeParse(value).error?.issues[0]?.message;

  it("are refused when nothing ever opens", () => {
    expect(message({ weekday: [], saturday: [], holiday: [] })).toMatch(
      /do not open on any day within 30 days/,
    );
  });

  it("are refused when a window ends before it begins", () => {
    const over = { weekday: [{ from: "20:00", to: "08:00" }], saturday: [], holiday: [] };
    expect(message(over)).toMatch(/write one over midnight as two/);
  });

  it("may run to midnight", () => {
    expect(
      message({ weekday: [{ from: "00:00", to: "24:00" }], saturday: [], holiday: [] }),
    ).toBeUndefined();
  });

  it("stay shut where added holidays close all days for more than 30 days", () => {
    const summer = (days: number) => ({
      ...SWEDISH_HOLIDAYS,
      add: Array.from({ length: days }, (_, day) => ({
        date: addDays("2026-07-01", day),
        name: { sv: "Semester", en: "Holiday" },
        kind: "public" as const,
      })),
    });
    expect(shutFrom(marketing, summer(40))).toBe("2026-07-01");
    expect(shutFrom(marketing, summer(25))).toBeUndefined();
    expect(shutFrom({ ...marketing, holiday: marketing.saturday }, summer(40))).toBeUndefined();
  });

  it("name the remedy where unchecked settings never open", () => {
    const shut: SendingWindows = { weekday: [], saturday: [], holiday: [] };
    expect(() => nextAllowed(at("2026-03-02", "12:00"), shut, place)).toThrow(/widen the windows/);
  });
});
