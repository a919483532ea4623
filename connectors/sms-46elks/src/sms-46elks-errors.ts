import type { Exception, Refusal } from "@perennial/connector-kit";

const A_QUARTER = 15 * 60 * 1000;

/**
 * Where 46elks differs from the common table of statuses. An empty account answers 403 "Not enough
 * credits"; that refuses the moment, not the message, so the message waits until the account is filled.
 */
export function sms46elksExceptions({ status, words }: Refusal): Exception | undefined {
  const emptyAccount = (status === 402 || status === 403) && /credit|balance/i.test(words);
  return emptyAccount ? { kind: "unavailable", retryAfter: A_QUARTER } : undefined;
}
