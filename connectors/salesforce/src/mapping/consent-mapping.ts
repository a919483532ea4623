import type { Candidate, FieldReader } from "@perennial/connector-kit";
import type { ConsentSetting } from "../settings/consent-settings.ts";

/** Whose consent it is, and when the record said so. */
export interface ConsentOf {
  readonly customerId: string;
  readonly at: string | undefined;
}

/**
 * What a contact's fields say of its consent. An empty field says nothing, and neither does a no that is not ticked: that
 * nobody refused is no permission.
 */
export function mapConsents(
  read: FieldReader,
  settings: readonly ConsentSetting[],
  { customerId, at }: ConsentOf,
): readonly Candidate[] {
  const about = `contact ${customerId}`;
  return settings.flatMap(({ field, channel, purpose, topic, means, value }) => {
    const raw = read.raw(field);
    const isSo = raw === value;
    if (raw === undefined || (means === "no" && !isSo)) return [];
    const state = means === "yes" && isSo ? "given" : "withdrawn";
    const said = { channel, purpose, state, ...(topic !== undefined && { topic }) };
    const id = `consent:${customerId}:${field}:${channel}:${state}:${at}`;
    const consent = { customerId, source: "salesforce", ...said, at };
    return [{ place: about, about, signal: { type: "consent.changed", id, at, consent } }];
  });
}
