import type { toE164 } from "@perennial/connector-kit";

/** A country whose numbers may be written without a country code. */
export type Country = NonNullable<Parameters<typeof toE164>[1]>;

/** Whether it is written as one; of a country that does not exist, no number is one. */
export function isCountry(text: string): text is Country {
  return /^[A-Z]{2}$/.test(text);
}
