import type { Exception, Refusal } from "@perennial/connector-kit";

const A_QUARTER = 15 * 60 * 1000;

/**
 * Where 46elks differs from the common table of statuses. It answers 403 to a field that is missing,
 * which is the message's fault. It also answers 403 "Not enough credits" for an empty account; that refuses
 * the moment, not the message, so the message waits until the account is filled.
 */
export function sms46elksExceptions({ status, words }: Refusal): Exception | undefined {
  if (status !== 402 && status !== 403) return undefined;
  if (/credit|balance/i.test(words)) return { kind: "unavailable", retryAfter: A_QUARTER };
  return /^(?:missing|invalid) /i.test(words) ? { kind: "invalid" } : undefined;
}
