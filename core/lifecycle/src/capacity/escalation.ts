import type { LocalDate, MinorAmount } from "@perennial/contract";

/** A customer who is to be called because nothing else led to an answer, as far as planning has to know it. */
export interface Escalation {
  readonly id: string;
  readonly customerId: string;
  readonly agreementId?: string;
  /** The first day on which it may be called, such as after the text message's wait. @default at once */
  readonly earliest?: LocalDate;
  /** The last day on which a call is of use, such as the agreement's last. */
  readonly deadline: LocalDate;
  /** What is lost if the customer leaves: minor units in a year. */
  readonly valueAtRisk: MinorAmount;
  /** The chance that a call renews it, 0 to 1. */
  readonly chance: number;
}

/** The chance where nothing is known of the customer. */
const UNKNOWN_CHANCE = 0.5;

/** The chance that a call renews an agreement, by the probability that the customer leaves, 0 to 1. */
export function renewalChance(churn: number | null | undefined): number {
  return churn === null || churn === undefined ? UNKNOWN_CHANCE : 1 - churn;
}

/** What a call is worth: the value at risk times the chance that it is kept (product.md 2, item 7). */
export function worthOf({ valueAtRisk, chance }: Escalation): number {
  return valueAtRisk * chance;
}

/** The order in which escalations are called: by worth; of equal ones the first to run out, then by id. */
export function byWorth(a: Escalation, b: Escalation): number {
  return worthOf(b) - worthOf(a) || compare(a.deadline, b.deadline) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
