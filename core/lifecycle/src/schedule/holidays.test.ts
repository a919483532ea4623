import { describe, expect, it } from "vitest";
import { weekday } from "./date.ts";
import {
  easterSunday,
  HolidayCalendar,
  holidayOn,
  NO_HOLIDAYS,
  SWEDISH_HOLIDAYS,
  swedishHolidays,
} from "./holidays.ts";

// Worked out by hand from each year's Easter and compared with a published list: Good Friday, Easter, Easter Monday, Ascension, Whit Sunday,
// Midsummer Eve and Day, All Saints' Day.
const MOVABLE: Readonly<Record<number, readonly string[]>> = {
  2024: ["03-29", "03-31", "04-01", "05-09", "05-19", "06-21", "06-22", "11-02"],
  2025: ["04-18", "04-20", "04-21", "05-29", "06-08", "06-20", "06-21", "11-01"],
  2026: ["04-03", "04-05", "04-06", "05-14", "05-24", "06-19", "06-20", "10-31"],
  2027: ["03-26", "03-28", "03-29", "05-06", "05-16", "06-25", "06-26", "11-06"],
  2028: ["04-14", "04-16", "04-17", "05-25", "06-04", "06-23", "06-24", "11-04"],
  2029: ["03-30", "04-01", "04-02", "05-10", "05-20", "06-22", "06-23", "11-03"],
  2030: ["04-19", "04-21", "04-22", "05-30", "06-09", "06-21", "06-22", "11-02"],
};
const FIXED = ["01-01", "01-06", "05-01", "06-06", "12-24", "12-25", "12-26", "12-31"];

const EASTER_SUNDAYS = [
  "2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01 2030-04-21 2031-04-13",
  "2032-03-28 2033-04-17 2034-04-09 2035-03-25 2036-04-13 2037-04-05 2038-04-25 2039-04-10",
  "2040-04-01 2041-04-21 2042-04-06 2043-03-29 2044-04-17 2045-04-09",
].flatMap((line) => line.split(" "));

describe("Swedish holidays", () => {
  it("are those of the almanac from 2024 to 2030", () => {
    for (const [year, movable] of Object.entries(MOVABLE)) {
      const expected = [...FIXED, ...movable].map((day) => `${year}-${day}`).sort();
      expect(swedishHolidays(Number(year)).map(({ date }) => date)).toEqual(expected);
    }
  });

  it("have Easter on the right Sunday from 2024 to 2045", () => {
    const computed = EASTER_SUNDAYS.map((date) => easterSunday(Number(date.slice(0, 4))));
    expect(computed).toEqual(EASTER_SUNDAYS);
  });

  it("fall on their weekdays every year from 2024 to 2045", () => {
    const weekdays = {
      "good-friday": "friday",
      "easter-sunday": "sunday",
      "easter-monday": "monday",
      "ascension-day": "thursday",
      "whit-sunday": "sunday",
      "midsummer-eve": "friday",
      "midsummer-day": "saturday",
      "all-saints-day": "saturday",
    };
    for (let year = 2024; year <= 2045; year++) {
      const days = new Map(swedishHolidays(year).map((holiday) => [holiday.id, holiday]));
      for (const [id, day] of Object.entries(weekdays)) {
        const found = [...days.values()].find((holiday) => holiday.id === id);
        expect(weekday(found?.date ?? "")).toBe(day);
      }
      expect(days.size).toBe(16);
      expect(days.get("midsummer-day")?.date.slice(5) ?? "").toMatch(/^06-2[0-6]$/);
      expect(days.get("all-saints-day")?.date.slice(5) ?? "").toMatch(/^(10-31|11-0[1-6])$/);
    }
  });

  it("count the three eves as bank days", () => {
    const eves = swedishHolidays(2026).filter(({ kind }) => kind === "bank");
    expect(eves.map(({ name }) => name.sv)).toEqual(["Midsommarafton", "Julafton", "Nyårsafton"]);
  });
});

describe("a tenant's calendar", () => {
  it("adds days and takes days away, by name every year or by date once", () => {
    const calendar = HolidayCalendar.parse({
      add: [{ date: "2026-05-15", name: { sv: "Klämdag", en: "Bridge day" } }],
      remove: ["epiphany", "2026-12-31"],
    });
    expect(holidayOn("2026-05-15", calendar)?.name.sv).toBe("Klämdag");
    expect(holidayOn("2026-01-06", calendar)).toBeUndefined();
    expect(holidayOn("2027-01-06", calendar)).toBeUndefined();
    expect(holidayOn("2026-12-31", calendar)).toBeUndefined();
    expect(holidayOn("2027-12-31", calendar)?.kind).toBe("bank");
    expect(holidayOn("2026-12-25", calendar)?.name.en).toBe("Christmas Day");
  });

  it("may be empty", () => {
    expect(holidayOn("2026-12-25", NO_HOLIDAYS)).toBeUndefined();
    expect(HolidayCalendar.parse({})).toEqual(SWEDISH_HOLIDAYS);
  });
});
