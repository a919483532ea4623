import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";

/**
 * A phone number in E.164 (`+46701234567`), however it is written; a national number needs `country`.
 * Undefined where it cannot be a number. Whether anyone has it is not asked.
 */
export function toE164(text: string, country?: CountryCode): string | undefined {
  const number = parsePhoneNumberFromString(text, {
    ...(country ? { defaultCountry: country } : {}),
    extract: false,
  });
  return number?.isPossible() ? number.number : undefined;
}
