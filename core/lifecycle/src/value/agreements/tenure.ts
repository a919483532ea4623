import type { Agreement, LocalDate } from "@perennial/contract";
import { compareIds } from "../../portfolio/compare-ids.ts";
import { localDateOf } from "../../schedule/calendar.ts";
import { epochDay } from "../../schedule/date.ts";

/** An unbroken time as a customer with agreements. */
export interface Tenure {
  readonly customerId: string;
  readonly start: LocalDate;
  /** The last day of it; none while it lasts. */
  readonly end: LocalDate | undefined;
  /** What the agreements that run are worth in a year, in minor units; 0 of a tenure that has ended. */
  readonly yearlyValue: number;
}

/** What a tenure is read from. */
export type TenureAgreement = Pick<
  Agreement,
  "customerId" | "party" | "status" | "start" | "end" | "cancelledAt" | "yearlyValue"
>;

/** How agreements become tenures. */
export interface TenureOptions {
  readonly asOf: LocalDate;
  /** The zone that says on which day a cancellation without a last day came. */
  readonly zone: string;
  /** A renewal that starts at most so many days after the last agreement's end goes on with the same tenure. @default 30 */
  readonly gapDays?: number;
}

interface Span {
  readonly start: LocalDate;
  readonly end: LocalDate | undefined;
  readonly yearlyValue: number;
}

/**
 * Joins a customer's own agreements, renewals and several at once, into unbroken tenures. Agreements that are only
 * ordered, or start after the day of the report, do not count yet; a competitor's never.
 */
export function tenuresOf(agreements: Iterable<TenureAgreement>, options: TenureOptions): Tenure[] {
  const spans = new Map<string, Span[]>();
  for (const agreement of agreements) {
    if (agreement.party !== "own" || agreement.status === "ordered") continue;
    if (agreement.start > options.asOf) continue;
    const span = spanOf(agreement, options);
    if (span.end !== undefined && span.end < span.start) continue;
    const list = spans.get(agreement.customerId);
    if (list === undefined) spans.set(agreement.customerId, [span]);
    else list.push(span);
  }
  return [...spans]
    .sort(([left], [right]) => compareIds(left, right))
    .flatMap(([customerId, list]) => joinSpans(customerId, list, options.gapDays ?? 30));
}

function spanOf(agreement: TenureAgreement, { asOf, zone }: TenureOptions): Span {
  const { start, status, cancelledAt } = agreement;
  const stopped =
    agreement.end ??
    (status === "cancelled" && cancelledAt !== undefined
      ? localDateOf(cancelledAt, zone)
      : undefined);
  // An agreement said to have ended, and not when, is known to have lasted till its start alone.
  const end = stopped ?? (status === "ended" || status === "cancelled" ? start : undefined);
  const runs = end === undefined || end >= asOf;
  return {
    start,
    end: runs ? undefined : end,
    yearlyValue: runs ? (agreement.yearlyValue ?? 0) : 0,
  };
}

function joinSpans(customerId: string, spans: Span[], gapDays: number): Tenure[] {
  spans.sort((left, right) => epochDay(left.start) - epochDay(right.start));
  const tenures: Tenure[] = [];
  for (const span of spans) {
    const last = tenures.at(-1);
    if (last === undefined || !goesOn(last.end, span.start, gapDays)) {
      tenures.push({ customerId, ...span });
      continue;
    }
    tenures[tenures.length - 1] = {
      customerId,
      start: last.start,
      end: laterEnd(last.end, span.end),
      yearlyValue: last.yearlyValue + span.yearlyValue,
    };
  }
  return tenures;
}

function goesOn(end: LocalDate | undefined, start: LocalDate, gapDays: number): boolean {
  return end === undefined || epochDay(start) - epochDay(end) - 1 <= gapDays;
}

function laterEnd(left: LocalDate | undefined, right: LocalDate | undefined) {
  if (left === undefined || right === undefined) return undefined;
  return left > right ? left : right;
}
