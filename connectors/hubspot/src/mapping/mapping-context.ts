import { createHash } from "node:crypto";
import type { HubspotSettings } from "../hubspot-settings.ts";

/** What of a portal its records are read by. */
export interface Portal {
  /** An IANA name. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
}

/** What records are mapped with. */
export interface MappingContext {
  readonly settings: HubspotSettings;
  readonly portal: Portal;
  /** What people call an owner, by the owner's id; undefined for one that nobody knows. */
  readonly ownerName: (id: string) => string | undefined;
  /** Stands for the mapping in the ids of signals: the same record read by another mapping is news. */
  readonly fingerprint: string;
}

/** A short text that changes with what settings make of records. */
export function fingerprintOf(settings: HubspotSettings): string {
  const { phoneCountry, customers, agreements, purchases, calls, consents, smsConsent } = settings;
  const reading = { phoneCountry, customers, agreements, purchases, calls, consents, smsConsent };
  return createHash("sha256").update(JSON.stringify(reading)).digest("base64url").slice(0, 8);
}
