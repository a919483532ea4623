import type { UpdateConsent } from "@perennial/contract";
import type { HubspotProperty } from "./property-catalog.ts";

/** The property that holds consent for text messages, and its value for yes. */
export interface SmsConsentProperty {
  readonly property: string;
  readonly value: string;
}

/** Words for no, in the order in which they are looked for. */
const NO = ["false", "no", "nej", "0", "off", "opted_out", "unsubscribed"];

/**
 * The value that a permission for text messages is written as; undefined where the property has nothing that clearly
 * means no. A no is never written as an empty value, which says nothing.
 */
export function smsConsentValue(
  { value }: SmsConsentProperty,
  { state }: Pick<UpdateConsent, "state">,
  property: HubspotProperty,
): string | undefined {
  if (state === "given") return value;
  const others = property.options.map((one) => one.value).filter((one) => one !== value);
  if (property.options.length === 0) return NO.find((one) => one !== value.toLowerCase());
  const known = NO.flatMap((word) => others.filter((one) => one.toLowerCase() === word));
  return known[0] ?? (others.length === 1 ? others[0] : undefined);
}
