import type { Locale } from "@perennial/contract";
import type { Tenant } from "@perennial/store";

/** The language that a company's people are written to in, by the company's locale: Swedish where it is not English. */
export function languageOfTenant({ locale }: Pick<Tenant, "locale">): Locale {
  return locale.toLowerCase().startsWith("en") ? "en" : "sv";
}
