import type { LocalDate } from "@perennial/contract";
import { addDays, daysBetween, endOfMonth } from "../../schedule/date.ts";

/** What tenure is counted in: the periods after which customers renew or leave. */
export const TENURE_PERIODS = ["month", "year"] as const;
export type TenurePeriod = (typeof TENURE_PERIODS)[number];

/** How many of a period make a year. */
export function periodsInYear(period: TenurePeriod): number {
  return period === "month" ? 12 : 1;
}

/**
 * Whole periods from a start through a last day, by the calendar: 1 January to 31 December is one year, and 31
 * January to 27 February one month, since a month later than the 31st is the month's last day.
 */
export function wholePeriods(start: LocalDate, lastDay: LocalDate, period: TenurePeriod): number {
  const months = wholeMonths(start, addDays(lastDay, 1));
  return period === "month" ? months : Math.floor(months / 12);
}

function wholeMonths(start: LocalDate, after: LocalDate): number {
  const months = monthNumber(after) - monthNumber(start);
  const reached = dayNumber(after) >= Math.min(dayNumber(start), dayNumber(endOfMonth(after)));
  return reached ? months : months - 1;
}

const monthNumber = (date: LocalDate) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
const dayNumber = (date: LocalDate) => Number(date.slice(8));

/** The period a tenure ended in, counted from 1: who leaves after exactly one period has left in the first. */
export function periodOfEnd(start: LocalDate, lastDay: LocalDate, period: TenurePeriod): number {
  return wholePeriods(start, addDays(lastDay, -1), period) + 1;
}

const DAYS_IN_YEAR = 365.25;

/** How much of the period under way has passed after a last day, from 0 to just under 1. */
export function partOfPeriod(start: LocalDate, lastDay: LocalDate, period: TenurePeriod): number {
  const whole = wholePeriods(start, lastDay, period);
  const days = daysBetween(start, lastDay) + 1;
  const passed = (days * periodsInYear(period)) / DAYS_IN_YEAR - whole;
  return Math.min(0.999, Math.max(0, passed));
}
