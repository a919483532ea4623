import type { CustomerSettings } from "../settings/customer-settings.ts";

/** What records are mapped with. */
export interface MappingContext {
  readonly customers: CustomerSettings;
  /** Of phone numbers without a country code, as two capitals. */
  readonly phoneCountry: string;
  /** The org's, as an IANA name. */
  readonly timeZone: string;
  /** The company's own, in ISO 4217. */
  readonly currency: string;
  /** What people call an owner, by the owner's id; undefined for one that nobody knows. */
  readonly ownerName: (id: string) => string | undefined;
  /** Stands for the mapping in the ids of signals: the same record read by another mapping is news. */
  readonly fingerprint: string;
}
