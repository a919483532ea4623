import { LocalDate, LocalizedText } from "@perennial/contract";
import { z } from "zod";
import { addDays, weekday } from "./date.ts";

/** The Swedish holidays by the names that settings use. */
export const HOLIDAY_IDS = [
  "new-years-day",
  "epiphany",
  "good-friday",
  "easter-sunday",
  "easter-monday",
  "may-day",
  "ascension-day",
  "whit-sunday",
  "national-day",
  "midsummer-eve",
  "midsummer-day",
  "all-saints-day",
  "christmas-eve",
  "christmas-day",
  "boxing-day",
  "new-years-eve",
] as const;
export type HolidayId = (typeof HOLIDAY_IDS)[number];

/** A day that is no business day: `public` by law, `bank` by custom, as the eves of Midsummer, Christmas and New Year. */
export interface Holiday {
  readonly date: LocalDate;
  readonly name: LocalizedText;
  readonly kind: "public" | "bank";
}

/** A country's holidays with a tenant's own days added and others taken away (product.md must-have 13). */
export const HolidayCalendar = z
  .strictObject({
    /** @default "SE" */
    country: z.enum(["SE", "none"]).default("SE"),
    /** Days of the tenant's own, such as a company holiday. */
    add: z
      .array(
        z.strictObject({
          date: LocalDate,
          name: LocalizedText,
          kind: z.enum(["public", "bank"]).default("public"),
        }),
      )
      .default([]),
    /** Holidays to treat as ordinary days: every year by name, or once by date. */
    remove: z.array(z.union([z.enum(HOLIDAY_IDS), LocalDate])).default([]),
  })
  .meta({
    id: "HolidayCalendar",
    description: "Holidays of a country, plus and minus a tenant's own.",
  });
export type HolidayCalendar = z.infer<typeof HolidayCalendar>;

/** The holidays of Sweden without additions. */
export const SWEDISH_HOLIDAYS: HolidayCalendar = { country: "SE", add: [], remove: [] };
/** No holidays at all: every Monday to Friday is a business day. */
export const NO_HOLIDAYS: HolidayCalendar = { country: "none", add: [], remove: [] };

/**
 * Easter Sunday of a year in the Gregorian calendar, by the method of Meeus, Jones and Butcher
 * (Jean Meeus, Astronomical Algorithms, chapter 8).
 */
export function easterSunday(year: number): LocalDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const leaps = Math.floor(yearOfCentury / 4);
  const toSunday = (32 + 2 * (century % 4) + 2 * leaps - epact - (yearOfCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const sum = epact + toSunday - 7 * late + 114;
  return dated(year, Math.floor(sum / 31), (sum % 31) + 1);
}

/**
 * The Swedish holidays of a year from 2005 on, in order: the public ones of lag (1989:253), and as bank days
 * the three eves on which nobody works.
 */
export function swedishHolidays(year: number): readonly (Holiday & { readonly id: HolidayId })[] {
  const easter = easterSunday(year);
  const midsummerDay = firstSaturday(dated(year, 6, 20));
  const days = [
    day("new-years-day", dated(year, 1, 1), "Nyårsdagen", "New Year's Day"),
    day("epiphany", dated(year, 1, 6), "Trettondedag jul", "Epiphany"),
    day("good-friday", addDays(easter, -2), "Långfredagen", "Good Friday"),
    day("easter-sunday", easter, "Påskdagen", "Easter Sunday"),
    day("easter-monday", addDays(easter, 1), "Annandag påsk", "Easter Monday"),
    day("may-day", dated(year, 5, 1), "Första maj", "May Day"),
    day("ascension-day", addDays(easter, 39), "Kristi himmelsfärdsdag", "Ascension Day"),
    day("whit-sunday", addDays(easter, 49), "Pingstdagen", "Whit Sunday"),
    day("national-day", dated(year, 6, 6), "Sveriges nationaldag", "Sweden's National Day"),
    eve("midsummer-eve", addDays(midsummerDay, -1), "Midsommarafton", "Midsummer Eve"),
    day("midsummer-day", midsummerDay, "Midsommardagen", "Midsummer Day"),
    day(
      "all-saints-day",
      firstSaturday(dated(year, 10, 31)),
      "Alla helgons dag",
      "All Saints' Day",
    ),
    eve("christmas-eve", dated(year, 12, 24), "Julafton", "Christmas Eve"),
    day("christmas-day", dated(year, 12, 25), "Juldagen", "Christmas Day"),
    day("boxing-day", dated(year, 12, 26), "Annandag jul", "Boxing Day"),
    eve("new-years-eve", dated(year, 12, 31), "Nyårsafton", "New Year's Eve"),
  ];
  return days.sort((a, b) => (a.date < b.date ? -1 : 1));
}

// A year's days are computed once for each calendar; calendars are settings and never changed in place.
const years = new WeakMap<HolidayCalendar, Map<string, ReadonlyMap<LocalDate, Holiday>>>();

/** The holiday that falls on a date, where there is one. */
export function holidayOn(date: LocalDate, calendar: HolidayCalendar): Holiday | undefined {
  const year = date.slice(0, 4);
  let known = years.get(calendar);
  if (known === undefined) {
    known = new Map();
    years.set(calendar, known);
  }
  let days = known.get(year);
  if (days === undefined) {
    days = daysOfYear(Number(year), calendar);
    known.set(year, days);
  }
  return days.get(date);
}

function daysOfYear(year: number, calendar: HolidayCalendar): ReadonlyMap<LocalDate, Holiday> {
  const removed = new Set<string>(calendar.remove);
  const days = new Map<LocalDate, Holiday>();
  for (const { id, ...holiday } of calendar.country === "SE" ? swedishHolidays(year) : []) {
    if (!removed.has(id) && !removed.has(holiday.date)) days.set(holiday.date, holiday);
  }
  for (const holiday of calendar.add) days.set(holiday.date, holiday);
  return days;
}

function dated(year: number, month: number, day: number): LocalDate {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

function firstSaturday(from: LocalDate): LocalDate {
  let date = from;
  while (weekday(date) !== "saturday") date = addDays(date, 1);
  return date;
}

function day(id: HolidayId, date: LocalDate, sv: string, en: string) {
  return { id, date, name: { sv, en }, kind: "public" } as const;
}

function eve(id: HolidayId, date: LocalDate, sv: string, en: string) {
  return { id, date, name: { sv, en }, kind: "bank" } as const;
}
