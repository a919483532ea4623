import type { Instant } from "@perennial/contract";

const LONGEST = 24 * 60 * 60 * 1000;

/**
 * Milliseconds that a `Retry-After` header asks us to wait (RFC 9110, 10.2.3: seconds or a date),
 * at most a day. A date is measured against the answer's own `Date` header where it has one, so that
 * clocks need not agree. Undefined where the header is missing or makes no sense.
 */
export function retryAfter(
  header: string | undefined,
  date: string | undefined,
  now: Instant,
): number | undefined {
  const text = header?.trim();
  if (text === undefined || text === "") return undefined;
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, LONGEST);
  const until = Date.parse(text);
  const sent = Date.parse(date ?? "");
  if (Number.isNaN(until)) return undefined;
  const from = Number.isNaN(sent) ? Date.parse(now) : sent;
  return Math.min(Math.max(until - from, 0), LONGEST);
}
