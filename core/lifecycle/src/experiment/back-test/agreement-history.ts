import type { Agreement, Instant } from "@perennial/contract";
import { startOfDay } from "../../condition/condition-date.ts";
import { localDateOf } from "../../schedule/calendar.ts";

/**
 * The moments at which something of an agreement's record became known, oldest first: the first one is when there was a
 * record at all.
 */
export function momentsOf(agreement: Agreement, zone: string): readonly Instant[] {
  const { orderedAt, acceptedAt, signedAt, start } = agreement;
  const begins = startOfDay(start, zone);
  const stopped = stoppedAt(agreement);
  const moments = [orderedAt, acceptedAt, signedAt, begins, stopped, agreement.cancelledAt];
  const known = moments.filter((each) => each !== undefined).map(utc);
  return [...new Set(known)].sort();
}

/**
 * An agreement as its record was at a moment, with nothing that is dated later. A record holds one last day only: that of an
 * agreement that was cancelled later is taken to have been its last day all along.
 */
export function agreementAt(agreement: Agreement, moment: Instant, zone: string): Agreement {
  const { orderedAt, acceptedAt, signedAt, cancelledAt, ...rest } = agreement;
  const isPast = (at: Instant | undefined) => at !== undefined && utc(at) <= moment;
  return {
    ...rest,
    status: statusAt(agreement, moment, zone),
    ...(isPast(orderedAt) && { orderedAt }),
    ...(isPast(acceptedAt) && { acceptedAt }),
    ...(isPast(signedAt) && { signedAt }),
    ...(isPast(cancelledAt) && { cancelledAt }),
    updatedAt: moment,
  };
}

function statusAt(agreement: Agreement, moment: Instant, zone: string): Agreement["status"] {
  const { status, start, end } = agreement;
  const today = localDateOf(moment, zone);
  const stopped = stoppedAt(agreement);
  if (stopped !== undefined && utc(stopped) <= moment) {
    return status === "cancelled" ? "cancelled" : "ended";
  }
  if (status === "ordered" || start > today) return "ordered";
  return end !== undefined && end < today ? "ended" : "active";
}

/** When it stopped before its last day, as `dateAgreements` has it. */
function stoppedAt({ status, end, cancelledAt, updatedAt }: Agreement): Instant | undefined {
  if (status === "cancelled") return cancelledAt ?? updatedAt;
  return status === "ended" && end === undefined ? updatedAt : undefined;
}

/** Moments with offsets of their own as they are compared. */
function utc(instant: Instant): Instant {
  return new Date(instant).toISOString();
}
