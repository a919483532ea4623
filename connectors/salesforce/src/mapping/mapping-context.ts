import { createHash } from "node:crypto";
import type { FieldContext } from "@perennial/connector-kit";
import type { SalesforceSettings } from "../salesforce-settings.ts";

/** What of the settings says how records are read. */
export type ReadSettings = Pick<
  SalesforceSettings,
  "phoneCountry" | "customers" | "agreements" | "purchases" | "consents" | "campaigns" | "calls"
>;

/** What records are mapped with. */
export interface MappingContext extends FieldContext {
  readonly settings: ReadSettings;
  /** What people call an owner, by the owner's id; undefined for one that nobody knows. */
  readonly ownerName: (id: string) => string | undefined;
  /** Stands for the mapping in the ids of signals: the same record read by another mapping is news. */
  readonly fingerprint: string;
}

/** A short text that changes with what settings make of records. */
export function fingerprintOf(settings: SalesforceSettings): string {
  const { phoneCountry, currency, customers, agreements, purchases, consents } = settings;
  const { campaigns, calls } = settings;
  const records = { phoneCountry, currency, customers, agreements, purchases, consents };
  // Where they are not read, the mapping is the one it was before there could be any.
  const reading = {
    ...records,
    ...(campaigns.shown && { campaigns }),
    ...(calls.read && { calls }),
  };
  return createHash("sha256").update(JSON.stringify(reading)).digest("base64url").slice(0, 8);
}
