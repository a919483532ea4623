import { createHash } from "node:crypto";
import type { DynamicsSettings } from "../dynamics-settings.ts";

/** What of the settings says how rows are read. */
export type ReadSettings = Pick<
  DynamicsSettings,
  | "phoneCountry"
  | "timeZone"
  | "currency"
  | "customers"
  | "agreements"
  | "purchases"
  | "consents"
  | "calls"
>;

/** What rows are mapped with. */
export interface MappingContext {
  readonly settings: ReadSettings;
  /** The ISO 4217 code of a currency of the organisation's, by its row's id. */
  readonly currencyCode: (id: string) => string | undefined;
  /** What people call an owner, by the owner's id; undefined for one that nobody knows. */
  readonly ownerName: (id: string) => string | undefined;
  /** Stands for the mapping in the ids of signals: the same row read by another mapping is news. */
  readonly fingerprint: string;
}

/** A short text that changes with what settings make of rows. */
export function fingerprintOf(settings: DynamicsSettings): string {
  const { phoneCountry, timeZone, currency, customers, agreements, purchases, consents } = settings;
  const { calls } = settings;
  const rows = { phoneCountry, timeZone, currency, customers, agreements, purchases, consents };
  // Where they are not read, the mapping is the one it was before there could be any.
  const reading = { ...rows, ...(calls.read && { calls }) };
  return createHash("sha256").update(JSON.stringify(reading)).digest("base64url").slice(0, 8);
}
