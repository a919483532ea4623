import type { Interaction, LocalDate } from "@perennial/contract";
import { EXIT_SURVEY } from "../churn/exit-reasons.ts";
import { localDateOf } from "../schedule/calendar.ts";

/** Some days, by a zone's calendar. */
export interface ExitSpan {
  /** The first and last day that count. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** IANA name. */
  readonly zone: string;
}

/** How many customers gave a reason for leaving in the exit survey (M-20), each counted once. */
export function countExitAnswers(
  interactions: Iterable<Interaction>,
  { from, to, zone }: ExitSpan,
): number {
  const customers = new Set<string>();
  for (const { kind, text, outcome, at, customerId } of interactions) {
    if (kind !== "survey-answer" || outcome === undefined) continue;
    if (text.split(":", 1)[0] !== EXIT_SURVEY) continue;
    const on = localDateOf(at, zone);
    if (on >= from && on <= to) customers.add(customerId);
  }
  return customers.size;
}
