import { daysBetween } from "@perennial/lifecycle";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatFault, readDate, readDateTime, readyFormat } from "./date-format.ts";
import { nextDate } from "./next-date.ts";
import { moveDate } from "./span.ts";

const read = (text: string, ...formats: string[]) => readDate(text, formats.map(readyFormat));

const day = fc
  .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** A date as somebody would write it in a format. */
function written(date: string, format: string): string {
  const [year = "", month = "", dayOfMonth = ""] = date.split("-");
  const parts: Readonly<Record<string, string>> = {
    ...{ YYYY: year, MM: month, DD: dayOfMonth },
    ...{ M: String(Number(month)), D: String(Number(dayOfMonth)) },
  };
  return format.replace(/YYYY|MM|M|DD|D/g, (part) => parts[part] ?? part);
}

describe("dates", () => {
  test.each([
    "YYYY-MM-DD",
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "YYYYMMDD",
    "D.M.YYYY",
    "D/M YYYY",
    "[YYYY] DD(MM)",
  ])("any day written as %s is read back", (format) => {
    fc.assert(
      fc.property(day, (date) => {
        expect(read(written(date, format), format)).toBe(date);
      }),
      { seed: 6 },
    );
  });

  test("the first format that fits is taken", () => {
    expect(read("2026-03-01", "DD/MM/YYYY", "YYYY-MM-DD")).toBe("2026-03-01");
  });

  test("days that the calendar lacks are refused, however they are written", () => {
    expect(() => read("31/02/2026", "DD/MM/YYYY")).toThrow(
      /"31\/02\/2026" is no day of the calendar/,
    );
    expect(() => read("20250229", "YYYYMMDD")).toThrow(/no day/);
    expect(() => read("0000-01-01", "YYYY-MM-DD")).toThrow(/no day/);
    expect(read("29/02/2024", "DD/MM/YYYY")).toBe("2024-02-29");
  });

  test("what has another form is told with the forms there are", () => {
    expect(() => read("1/3/26", "DD/MM/YYYY", "YYYY-MM-DD")).toThrow(
      /"1\/3\/26" is no date written as DD\/MM\/YYYY or YYYY-MM-DD/,
    );
  });

  test("serials of Excel are days, before and after the 29 February 1900 that never was", () => {
    expect(read("1", "excel")).toBe("1900-01-01");
    expect(read("59", "excel")).toBe("1900-02-28");
    expect(() => read("60", "excel")).toThrow(/no day that Excel can show/);
    expect(read("61", "excel")).toBe("1900-03-01");
    expect(read("46082.75", "excel")).toBe("2026-03-01");
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        expect(daysBetween("1900-03-01", read(String(serial), "excel"))).toBe(serial - 61);
      }),
      { seed: 7 },
    );
  });

  test("a format needs each part of a date once and nothing that stands for no part", () => {
    expect(formatFault("DD/MM/YYYY", "date")).toBeUndefined();
    expect(formatFault("excel", "date")).toBeUndefined();
    expect(formatFault("DD/MM/YY", "date")?.en).toMatch(/YYYY/);
    expect(formatFault("DD/MM/YYYY", "instant")?.en).toMatch(/HH/);
    expect(formatFault("YYYY-MM-DDTHH:mm:ss", "instant")).toBeUndefined();
    expect(formatFault("YYYY-MM-DD DD", "date")?.en).toMatch(/twice/);
    expect(formatFault("YYYY MMM DD", "date")?.en).toMatch(/twice/);
    expect(formatFault("YYYY-MM-DD xx", "date")?.en).toMatch(/"x" stands for no part/);
  });
});

test("a time of day comes with its date, and one that no clock shows is refused", () => {
  const at = (text: string) => readDateTime(text, [readyFormat("D/M/YYYY H:mm:ss")]);
  expect(at("3/2/2026 8:05:30")).toEqual({ date: "2026-02-03", time: "08:05", seconds: 30 });
  for (const text of ["3/2/2026 24:00:00", "3/2/2026 8:60:00", "3/2/2026 8:00:60"]) {
    expect(() => at(text)).toThrow(/no time of day/);
  }
});

describe("date arithmetic", () => {
  test("months are clamped to the last day, and days counted", () => {
    expect(moveDate("2026-01-31", "P1M", "plus")).toBe("2026-02-28");
    expect(moveDate("2026-03-31", "P1M", "minus")).toBe("2026-02-28");
    expect(moveDate("2024-02-29", "P1Y", "plus")).toBe("2025-02-28");
  });

  test("what is no date, and what leaves the calendar, is told", () => {
    expect(() => moveDate("soon", "P1D", "plus")).toThrow(/"soon" is no date.*convert it first/);
    expect(() => moveDate("9999-12-31", "P1D", "plus")).toThrow(/outside of the calendar/);
  });

  test("the next time a date comes round is the first after the other date, never the date itself", () => {
    expect(nextDate("2023-05-01", "P1Y", "2026-03-01")).toBe("2026-05-01");
    expect(nextDate("2023-05-01", "P1Y", "2026-05-01")).toBe("2027-05-01");
    expect(nextDate("2026-03-01", "P2Y", "2026-03-01")).toBe("2028-03-01");
    expect(nextDate("2027-01-01", "P1Y", "2026-03-01")).toBe("2028-01-01");
    expect(nextDate("2024-02-29", "P1Y", "2027-02-28")).toBe("2028-02-29");
    expect(() => nextDate("2026-01-01", "P0D", "2026-03-01")).toThrow(/never comes round/);
  });

  test("the next time comes after the other date, and the time before does not", () => {
    const within = fc
      .date({ min: new Date("1900-01-01"), max: new Date("2100-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const period = fc.constantFrom("P1D", "P10D", "P1M", "P3M", "P1Y", "P2Y", "P1M15D");
    fc.assert(
      fc.property(within, period, within, (start, every, after) => {
        const next = nextDate(start, every, after);
        expect(next > after && next > start).toBe(true);
        const longest = { P1D: 1, P10D: 10, P1M: 31, P3M: 92, P1Y: 366, P2Y: 731, P1M15D: 46 }[
          every
        ];
        const before = daysBetween(after > start ? after : start, next);
        // Clamped month ends may make one period a little longer than its months.
        expect(before).toBeLessThanOrEqual((longest ?? 0) + 3);
      }),
      { seed: 8 },
    );
  });
});
