import type { LocalDate } from "@perennial/contract";
import { nthOccurrence, subtractFromDate } from "../schedule/date.ts";
import type { FlowRules } from "./flow-rules.ts";

/** The days that flow rules mean on a day; once for all customers. */
export interface FlowLimits {
  readonly day: LocalDate;
  /** One that last bought on this day or earlier is lost. */
  readonly lost: LocalDate;
  /** One that last bought on this day or earlier is inactive. */
  readonly inactive: LocalDate;
  /** What was bought after this day is of the last trend period. */
  readonly trend: LocalDate;
  /** What was bought after this day, and not in the last, is of the one before it. */
  readonly before: LocalDate;
}

/** The days that flow rules mean on a day. */
export function flowLimits(
  rules: Pick<FlowRules, "lostAfter" | "inactiveAfter" | "trend">,
  day: LocalDate,
): FlowLimits {
  return {
    day,
    lost: subtractFromDate(day, rules.lostAfter),
    inactive: subtractFromDate(day, rules.inactiveAfter),
    trend: subtractFromDate(day, rules.trend),
    before: nthOccurrence(day, rules.trend, -2),
  };
}
