import type { Agreement, LocalDate, MinorAmount } from "@perennial/contract";
import { localDateOf } from "../schedule/calendar.ts";
import type { Counting } from "./known-purchase.ts";

/** An own agreement that has come into force, by its days in the tenant's zone. */
export interface DatedAgreement {
  readonly from: LocalDate;
  /** The last day it was to hold; none for one that runs until further notice. */
  readonly end?: LocalDate;
  /** The day the customer cancelled it, whether or not it has stopped since. */
  readonly cancelledOn?: LocalDate;
  /** The day it stopped before its end; the last day it held. */
  readonly stoppedOn?: LocalDate;
  /** In minor units of the tenant's currency; 0 in another, or where it is not known. */
  readonly yearlyValue: MinorAmount;
}

/**
 * Dates a customer's own agreements, oldest first. Orders that are not in force and agreements that stopped before
 * they began are left out. A cancelled one stops the day it was cancelled, one that has ended without a last day the
 * day its record last changed; one that is active with a cancellation goes on to its end, as a period of notice does.
 */
export function dateAgreements(
  agreements: readonly Agreement[],
  counting: Counting,
): readonly DatedAgreement[] {
  return agreements
    .filter(({ party, status }) => party === "own" && status !== "ordered")
    .map((agreement) => dated(agreement, counting))
    .filter(({ from, stoppedOn }) => stoppedOn === undefined || stoppedOn >= from)
    .sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
}

function dated(agreement: Agreement, { zone, currency }: Counting): DatedAgreement {
  const { start, end, status, cancelledAt, updatedAt, yearlyValue } = agreement;
  const cancelledAtAll = cancelledAt ?? (status === "cancelled" ? updatedAt : undefined);
  const stoppedAt = stopOf(agreement);
  return {
    from: start,
    ...(end !== undefined && { end }),
    ...(cancelledAtAll !== undefined && { cancelledOn: localDateOf(cancelledAtAll, zone) }),
    ...(stoppedAt !== undefined && { stoppedOn: localDateOf(stoppedAt, zone) }),
    yearlyValue: agreement.currency === currency ? (yearlyValue ?? 0) : 0,
  };
}

function stopOf({ status, end, cancelledAt, updatedAt }: Agreement): string | undefined {
  if (status === "cancelled") return cancelledAt ?? updatedAt;
  return status === "ended" && end === undefined ? updatedAt : undefined;
}

/** Whether an agreement holds on a day: it has begun, and neither its end nor its stop has passed. */
export function runsOn({ from, end, stoppedOn }: DatedAgreement, day: LocalDate): boolean {
  const hasEnded = end !== undefined && end < day;
  const hasStopped = stoppedOn !== undefined && stoppedOn < day;
  return from <= day && !hasEnded && !hasStopped;
}
