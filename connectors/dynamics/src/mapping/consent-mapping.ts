import type { Candidate } from "@perennial/connector-kit";
import type { ConsentSetting } from "../settings/consent-settings.ts";

/** Whose consent it is, and when the row said so. */
export interface ConsentOf {
  readonly customerId: string;
  readonly at: string | undefined;
}

/**
 * What a customer's columns say of its consent, by what `raw` has in them. An empty column says nothing, and neither does a no that is not set: that
 * nobody refused is no permission.
 */
export function mapConsents(
  raw: (column: string) => string | undefined,
  settings: readonly ConsentSetting[],
  { customerId, at }: ConsentOf,
): readonly Candidate[] {
  const about = `customer ${customerId}`;
  return settings.flatMap(({ column, channel, purpose, topic, means, value }) => {
    const there = raw(column);
    const isSo = there === value;
    if (there === undefined || (means === "no" && !isSo)) return [];
    const state = means === "yes" && isSo ? "given" : "withdrawn";
    const said = { channel, purpose, state, ...(topic !== undefined && { topic }) };
    const id = `consent:${customerId}:${column}:${channel}:${state}:${at}`;
    const consent = { customerId, source: "dynamics", ...said, at };
    return [{ place: about, about, signal: { type: "consent.changed", id, at, consent } }];
  });
}
