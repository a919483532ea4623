import { notNegative, positive } from "../check-number.ts";
import { ValueError } from "../value-error.ts";
import { customerDuration, yearlyChurn } from "./duration.ts";

/** A year of customers (D-06), or another time of them, with what follows of it. Won-back customers count as gained. */
export interface CustomerStatement {
  readonly start: number;
  readonly gained: number;
  readonly lost: number;
  /** Start plus gained less lost. */
  readonly end: number;
  /** Half-way between start and end. */
  readonly average: number;
  /** Lost in the time of the statement, as a share of those at the start (D-07); none of an empty start. */
  readonly churn: number | undefined;
  /** Customers at the start divided by those lost in a year (D-05); none where nobody was lost. */
  readonly durationYears: number | undefined;
}

/**
 * The yearly statement: start + new − lost = end (D-06).
 *
 * The documents give 950 new, 700 lost and a division 2 200/700, and not when in the year there were 2 200
 * (requirements.md 1.7): here a duration is always reckoned on the start, and `customerDuration` takes any base.
 * @throws ValueError when more are lost than there were.
 */
export function customerStatement(of: {
  readonly start: number;
  readonly gained: number;
  readonly lost: number;
  /** How long the statement is. @default 1 */
  readonly years?: number;
}): CustomerStatement {
  const start = notNegative(of.start, "customers at the start");
  const gained = notNegative(of.gained, "new customers");
  const lost = notNegative(of.lost, "lost customers");
  const end = start + gained - lost;
  if (end < 0) {
    throw new ValueError(`${lost} were lost of ${start} + ${gained}; check the three numbers`);
  }
  return {
    start,
    gained,
    lost,
    end,
    average: (start + end) / 2,
    churn: yearlyChurn(lost, start),
    durationYears: customerDuration(start, lost / positive(of.years ?? 1, "the statement's years")),
  };
}
