import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDuration,
  instantAt,
  isZone,
  localDateOf,
  localTimeOf,
  startOfNextMonth,
  stillRuns,
} from "./calendar.ts";
import { addDays, nthOccurrence } from "./date.ts";
import { ScheduleError } from "./schedule-error.ts";

const HOUR = 3_600_000;
const STOCKHOLM = "Europe/Stockholm";
const iso = (moment: number) => new Date(moment).toISOString();

// Summer time in the European Union: from the last Sunday of March to that of October, at 01:00 UTC
// (directive 2000/84/EC). Written out here so that the zone data is not compared with itself.
function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month, 0));
  return Date.UTC(year, month - 1, last.getUTCDate() - last.getUTCDay(), 1);
}
const spring = (year: number) => lastSunday(year, 3);
const autumn = (year: number) => lastSunday(year, 10);
function swedishOffset(moment: number): number {
  const year = new Date(moment).getUTCFullYear();
  return moment >= spring(year) && moment < autumn(year) ? 2 * HOUR : HOUR;
}
function swedishMoment(local: number): number {
  const summer = local - 2 * HOUR;
  if (swedishOffset(summer) === 2 * HOUR) return summer;
  return local - HOUR;
}

const YEARS = Array.from({ length: 21 }, (_, index) => 2020 + index);
const start = Date.UTC(2020, 0, 1);
const end = Date.UTC(2040, 11, 30);
/** Minutes from 2020 to 2040, every other one within two days of a change to or from summer time. */
const moments = fc.oneof(
  fc.integer({ min: start / 60_000, max: end / 60_000 }).map((minute) => minute * 60_000),
  fc
    .tuple(fc.constantFrom(...YEARS), fc.boolean(), fc.integer({ min: -2880, max: 2880 }))
    .map(([year, inSpring, minute]) => (inSpring ? spring(year) : autumn(year)) + minute * 60_000),
);

describe("local time in Sweden against the rule of the directive", () => {
  it("changes at the last Sunday of March and October, 2020 to 2040", () => {
    for (const year of YEARS) {
      expect(localTimeOf(iso(spring(year) - 1), STOCKHOLM)).toBe("01:59");
      expect(localTimeOf(iso(spring(year)), STOCKHOLM)).toBe("03:00");
      expect(localTimeOf(iso(autumn(year) - 1), STOCKHOLM)).toBe("02:59");
      expect(localTimeOf(iso(autumn(year)), STOCKHOLM)).toBe("02:00");
    }
  });

  it("reads any moment", () => {
    fc.assert(
      fc.property(moments, (moment) => {
        const local = iso(moment + swedishOffset(moment));
        expect(localDateOf(iso(moment), STOCKHOLM)).toBe(local.slice(0, 10));
        expect(localTimeOf(iso(moment), STOCKHOLM)).toBe(local.slice(11, 16));
      }),
      { seed: 1, numRuns: 3_000 },
    );
  });

  it("finds any local time: later where spring skips it, the first where autumn has it twice", () => {
    fc.assert(
      fc.property(moments, (local) => {
        const [date, time] = [iso(local).slice(0, 10), iso(local).slice(11, 16)];
        expect(instantAt(date, time, STOCKHOLM)).toBe(iso(swedishMoment(local)));
      }),
      { seed: 2, numRuns: 3_000 },
    );
  });

  it("returns to the local time it came from, but for the hours that do not exist or come again", () => {
    fc.assert(
      fc.property(moments, (moment) => {
        const [date, time] = [
          localDateOf(iso(moment), STOCKHOLM),
          localTimeOf(iso(moment), STOCKHOLM),
        ];
        const back = instantAt(date, time, STOCKHOLM);
        expect([0, HOUR]).toContain(moment - Date.parse(back));
        expect(localTimeOf(back, STOCKHOLM)).toBe(time);
      }),
      { seed: 3, numRuns: 2_000 },
    );
  });

  it("keeps the local time over calendar parts and counts hours exactly", () => {
    const durations = fc.record({
      months: fc.integer({ min: 0, max: 26 }),
      days: fc.integer({ min: 0, max: 400 }),
      hours: fc.integer({ min: 0, max: 50 }),
    });
    fc.assert(
      fc.property(moments, durations, (moment, { months, days, hours }) => {
        const local = iso(moment + swedishOffset(moment));
        const date = addDays(nthOccurrence(local.slice(0, 10), "P1M", months), days);
        const shifted =
          months + days === 0 ? moment : swedishMoment(Date.parse(`${date}${local.slice(10)}`));
        const sum = addDuration(iso(moment), `P${months}M${days}DT${hours}H`, STOCKHOLM);
        expect(sum).toBe(iso(shifted + hours * HOUR));
      }),
      { seed: 4, numRuns: 3_000 },
    );
  });
});

describe("a duration that still runs", () => {
  it("ends when adding it says so", () => {
    const durations = fc.constantFrom("P7D", "PT24H", "P1M", "P1Y", "P1M3DT5H", "PT0M");
    const passed = fc.oneof(
      fc.integer({ min: 0, max: 400 * 1440 }),
      fc.constantFrom(1440, 7 * 1440),
    );
    fc.assert(
      fc.property(moments, durations, passed, (moment, duration, minutes) => {
        const now = iso(moment + minutes * 60_000);
        const ends = addDuration(iso(moment), duration, STOCKHOLM);
        expect(stillRuns(iso(moment), duration, now, STOCKHOLM)).toBe(ends > now);
        expect(stillRuns(iso(moment), duration, ends, STOCKHOLM)).toBe(false);
      }),
      { seed: 6, numRuns: 2_000 },
    );
  });
});

describe("other zones against Intl", () => {
  const zones = ["America/New_York", "Asia/Kolkata", "Pacific/Apia", "Africa/Casablanca", "UTC"];
  const formats = new Map(
    zones.map((zone) => [
      zone,
      new Intl.DateTimeFormat("sv-SE", {
        timeZone: zone,
        dateStyle: "short",
        timeStyle: "short",
      }),
    ]),
  );

  it("reads any moment and finds it again", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, (zone, moment) => {
        const wall = `${localDateOf(iso(moment), zone)} ${localTimeOf(iso(moment), zone)}`;
        expect(wall).toBe(formats.get(zone)?.format(moment));
        const [date = "", time = ""] = wall.split(" ");
        expect([0, HOUR]).toContain(moment - Date.parse(instantAt(date, time, zone)));
      }),
      { seed: 5, numRuns: 2_000 },
    );
  });

  it("gives a day that an island skipped to the next", () => {
    expect(instantAt("2011-12-30", "12:00", "Pacific/Apia")).toBe("2011-12-30T22:00:00.000Z");
    expect(localDateOf("2011-12-30T22:00:00.000Z", "Pacific/Apia")).toBe("2011-12-31");
  });
});

describe("the measured pitfalls", () => {
  it("moves 02:30 on the spring night to 03:30 and takes the first 02:30 of the autumn night", () => {
    expect(instantAt("2026-03-29", "02:30", STOCKHOLM)).toBe("2026-03-29T01:30:00.000Z");
    expect(instantAt("2026-10-25", "02:30", STOCKHOLM)).toBe("2026-10-25T00:30:00.000Z");
  });

  it("tells a day from 24 hours when the clocks change", () => {
    const before = "2026-03-28T08:00:00.000Z";
    expect(addDuration(before, "P1D", STOCKHOLM)).toBe("2026-03-29T07:00:00.000Z");
    expect(addDuration(before, "PT24H", STOCKHOLM)).toBe("2026-03-29T08:00:00.000Z");
  });

  it("does not fall out of the second 02:30 when only hours are added", () => {
    expect(addDuration("2026-10-25T01:30:00.000Z", "PT0M", STOCKHOLM)).toBe(
      "2026-10-25T01:30:00.000Z",
    );
  });

  it("keeps milliseconds", () => {
    expect(addDuration("2026-01-31T23:30:15.123Z", "P1M", STOCKHOLM)).toBe(
      "2026-02-28T23:30:15.123Z",
    );
  });

  it("reads 24:00 as the start of the next day", () => {
    expect(instantAt("2026-03-28", "24:00", STOCKHOLM)).toBe("2026-03-28T23:00:00.000Z");
    expect(instantAt("2026-12-31", "24:00", STOCKHOLM)).toBe("2026-12-31T23:00:00.000Z");
  });

  it("starts the next month by the local calendar", () => {
    expect(startOfNextMonth("2026-01-31T22:59:00.000Z", STOCKHOLM)).toBe(
      "2026-01-31T23:00:00.000Z",
    );
    expect(startOfNextMonth("2026-01-31T23:00:00.000Z", STOCKHOLM)).toBe(
      "2026-02-28T23:00:00.000Z",
    );
  });
});

describe("what cannot be read", () => {
  it("knows zones by their IANA names", () => {
    expect(["Europe/Stockholm", "UTC", "America/New_York"].map(isZone)).toEqual([true, true, true]);
    expect(["Europe/Stokholm", "", "+02:00", "svensk tid"].map(isZone)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it("says what is wrong and what to write", () => {
    const now = "2026-01-01T00:00:00.000Z";
    expect(() => localDateOf(now, "Mars/Olympus")).toThrow(ScheduleError);
    expect(() => localDateOf(now, "Mars/Olympus")).toThrow(/"Mars\/Olympus" is no time zone/);
    expect(() => localDateOf("yesterday", STOCKHOLM)).toThrow(/"yesterday" is no instant/);
    expect(() => instantAt("2026-01-01", "8 o'clock", STOCKHOLM)).toThrow(/no time of day/);
    expect(() => addDuration(now, "P9000Y", STOCKHOLM)).toThrow(/outside the years/);
    expect(() => addDuration(now, "P99999999999999999999Y", STOCKHOLM)).toThrow(
      /outside the years/,
    );
  });
});
