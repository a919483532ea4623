import { LocalDate } from "@perennial/contract";
import { z } from "zod";
import { weekday } from "../schedule/date.ts";
import { HolidayCalendar, holidayOn } from "../schedule/holidays.ts";

const Calls = z.int().nonnegative();

/** How many calls the company's agents can make on a day: a setting of the tenant (product.md 2, item 7). */
export const AgentCapacity = z
  .strictObject({
    /** Calls on an ordinary day of the week. @default none on Saturday and Sunday */
    perDay: z.strictObject({
      monday: Calls,
      tuesday: Calls,
      wednesday: Calls,
      thursday: Calls,
      friday: Calls,
      saturday: Calls.default(0),
      sunday: Calls.default(0),
    }),
    /** Days on which nobody calls. @default the holidays of Sweden */
    holidays: HolidayCalendar.prefault({}),
    /** Days that are otherwise, such as one with a course; they hold on holidays too. @default none */
    days: z.array(z.strictObject({ date: LocalDate, calls: Calls })).default([]),
    /**
     * The share of a day's calls that is kept for what cannot be planned, such as promised calls, 0 to 1.
     * @default 0
     */
    reserve: z.number().min(0).max(1).default(0),
  })
  .meta({ id: "AgentCapacity", description: "How many calls the agents can make on a day." });
export type AgentCapacity = z.infer<typeof AgentCapacity>;

/** Why a call is held that waits for its turn. */
export const AWAITING_AGENT = "awaiting-agent";

/** The same number of calls on every day from Monday to Friday that is no Swedish holiday. */
export function weekdayCapacity(calls: number): AgentCapacity {
  const perDay = {
    ...{ monday: calls, tuesday: calls, wednesday: calls, thursday: calls, friday: calls },
    ...{ saturday: 0, sunday: 0 },
  };
  return AgentCapacity.parse({ perDay });
}

/** How many calls can be planned on a date: its own number, none on a holiday, or that of its day of the week. */
export function callsOn(date: LocalDate, capacity: AgentCapacity): number {
  const own = capacity.days.find((day) => day.date === date);
  const calls = own?.calls ?? ordinaryCalls(date, capacity);
  return Math.floor(calls * (1 - capacity.reserve));
}

function ordinaryCalls(date: LocalDate, { perDay, holidays }: AgentCapacity): number {
  return holidayOn(date, holidays) === undefined ? perDay[weekday(date)] : 0;
}
