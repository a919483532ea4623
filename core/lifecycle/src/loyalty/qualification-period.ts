import type { LocalDate } from "@perennial/contract";
import { addDays, nthOccurrence, subtractFromDate } from "../schedule/date.ts";
import type { TierRules } from "./tier-rules.ts";

/** A span of days; both ends belong to it. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** On which day it is asked, and from which day the member's own months and years are counted. */
export interface MemberDay {
  /** The day of joining; nothing where neither a membership, a purchase nor an agreement is known. */
  readonly joined?: LocalDate | undefined;
  readonly today: LocalDate;
}

/** The day before which nothing is looked at where everything counts. */
export const FIRST_DAY: LocalDate = "0001-01-01";

/**
 * The days whose purchases or points count towards tiers today (product.md, 19), whole periods to their last day. A
 * `rolling` period ends today, and `ever` and tenure begin as early as there is anything. A member without a day of
 * joining has no years of its own: with `anniversary` only today counts.
 */
export function qualificationPeriod(
  rules: Pick<TierRules, "qualification" | "basis">,
  { joined, today }: MemberDay,
): Period {
  if (rules.basis === "tenure") return { from: joined ?? today, to: today };
  const { qualification } = rules;
  switch (qualification.period) {
    case "rolling":
      return { from: addDays(subtractFromDate(today, qualification.length), 1), to: today };
    case "ever":
      return { from: FIRST_DAY, to: today };
    default:
      return yearPeriod(rules, { joined, today }, 0) ?? { from: today, to: today };
  }
}

/** The period before the present one, whose figure still holds; nothing where periods are not years. */
export function periodBefore(
  rules: Pick<TierRules, "qualification" | "basis">,
  on: MemberDay,
): Period | undefined {
  return yearPeriod(rules, on, -1);
}

/**
 * A year of the club or of the member: 0 is the present one, 1 the next, -1 the one before. Nothing where periods are no
 * years, or where a member's own year is asked for and the day of joining is not known.
 */
export function yearPeriod(
  { qualification, basis }: Pick<TierRules, "qualification" | "basis">,
  { joined, today }: MemberDay,
  offset: number,
): Period | undefined {
  if (basis === "tenure") return undefined;
  if (qualification.period === "calendar") {
    return yearOf(`2000-${qualification.starts}`, today, offset);
  }
  if (qualification.period !== "anniversary" || joined === undefined) return undefined;
  return yearOf(joined, today, offset);
}

/** Years are reckoned from their first start, so that one that began on 29 February does so again in leap years. */
function yearOf(start: LocalDate, today: LocalDate, offset: number): Period {
  const passed = Math.floor(wholeMonths(start, today) / 12) + offset;
  return {
    from: nthOccurrence(start, "P1Y", passed),
    to: addDays(nthOccurrence(start, "P1Y", passed + 1), -1),
  };
}

/**
 * Whole months of membership: what tenure counts. A month is over on the same day of the next, or on its last; nobody
 * has been a member before the day of joining.
 */
export function monthsOfMembership({ joined, today }: MemberDay): number {
  return joined === undefined || joined > today ? 0 : wholeMonths(joined, today);
}

function wholeMonths(from: LocalDate, to: LocalDate): number {
  const months = monthNumber(to) - monthNumber(from);
  return nthOccurrence(from, "P1M", months) > to ? months - 1 : months;
}

function monthNumber(date: LocalDate): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}
