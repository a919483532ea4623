import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js";
import { importWords } from "../../words/import-messages.ts";
import { shown, UnfitError, type Value } from "../value.ts";

/** Whether numbers of a country can be read. */
export function isPhoneCountry(country: string): country is CountryCode {
  return isSupportedCountry(country);
}

/**
 * A telephone number in E.164; one without a country code is taken to be of the country.
 * @throws UnfitError for what is no number that can be called.
 */
export function toE164(value: Value, country: CountryCode): string {
  const number = parsePhoneNumberFromString(String(value), country);
  if (number?.isValid()) return number.number;
  throw new UnfitError(importWords("no-phone-of", { value: shown(value), country }));
}
