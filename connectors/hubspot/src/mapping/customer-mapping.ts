import type { Candidate } from "@perennial/connector-kit";
import { isZone } from "@perennial/connector-kit";
import { type Misunderstanding, PHASES, VALUE_CLASSES } from "@perennial/contract";
import type { HubspotRecord } from "../read/hubspot-record.ts";
import { countryCode } from "./country.ts";
import type { MappingContext } from "./mapping-context.ts";
import { PropertyReader } from "./property-reader.ts";

/** What HubSpot gives of merges, for contacts. */
export const MERGED_IDS = "hs_merged_object_ids";

/** A contact as a customer. One without a name goes by its address, or by its number. */
export function mapCustomer(
  record: HubspotRecord,
  context: MappingContext,
): (Candidate | Misunderstanding)[] {
  const { customers: names } = context.settings;
  const about = `contact ${record.id}`;
  const read = new PropertyReader(about, record, context);
  const firstName = read.text(names.firstName);
  const lastName = read.text(names.lastName);
  const email = read.email(names.email);
  const full = [firstName, lastName].filter((part) => part !== undefined).join(" ");
  const parts = {
    id: record.id,
    name: full || email || `Contact ${record.id}`,
    ...{ firstName, lastName, email },
    locale: languageOf(read.text(names.language)),
    timeZone: zoneOf(read, names.timeZone),
    country: countryOf(read.text(names.country)),
    mobile: read.phone(names.mobile),
    phone: read.phone(names.phone),
    postalAddress: addressOf(names.postalAddress.map((name) => read.text(name))),
    segment: read.text(names.segment),
    tier: read.text(names.tier),
    phase: read.translated(names.phase, PHASES),
    valueClass: read.translated(names.valueClass, VALUE_CLASSES),
    doNotCall: read.boolean(names.doNotCall),
    pausedUntil: read.instant(names.pausedUntil),
    customerSince: read.date(names.customerSince),
    owner: ownerOf(read.raw(names.owner), context),
    attributes: read.attributes(names.attributes),
    updatedAt: record.updatedAt,
  };
  const id = `contact:${record.id}:${record.updatedAt}:${context.fingerprint}`;
  const customer = Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  );
  const signal = { type: "customer.changed", id, at: record.updatedAt, customer };
  return [...mapMerges(record), { place: about, about, signal }, ...read.problems];
}

/** The contacts that were merged into this one. */
export function mapMerges(record: HubspotRecord): Candidate[] {
  const ids = (record.properties[MERGED_IDS] ?? "").split(";").map((id) => id.trim());
  return ids
    .filter((id) => id !== "" && id !== record.id)
    .flatMap((gone) => mergeCandidates(gone, record.id, record.updatedAt));
}

/**
 * Says that what is known of a contact now belongs to another, and then that nothing is left of it. The ids are the
 * same however it was found.
 */
export function mergeCandidates(gone: string, into: string, at: string): readonly Candidate[] {
  const place = `contact ${gone}`;
  const base = { at, customerId: gone };
  const id = `contact:${gone}:merged:${into}`;
  return [
    { place, signal: { ...base, type: "customer.merged", id, into } },
    { place, signal: { ...base, type: "customer.deleted", id: `contact:${gone}:deleted:merged` } },
  ];
}

function addressOf(parts: readonly (string | undefined)[]): string | undefined {
  const written = parts.filter((part) => part !== undefined);
  return written.length === 0 ? undefined : written.join(", ");
}

/** HubSpot writes `sv` and `en-us`; a language it does not know is left to the default. */
function languageOf(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : Intl.getCanonicalLocales(text.replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}

/** HubSpot writes zones as `europe_slash_stockholm` in its own property, and people as they like. */
function zoneOf(read: PropertyReader, name: string | null): string | undefined {
  const text = read.text(name)?.replaceAll("_slash_", "/");
  if (text === undefined || name === null) return undefined;
  if (isZone(text))
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  read.problem(name, "is not a time zone such as Europe/Stockholm");
  return undefined;
}

/** Free text in many portals: what is no country is left out without a word. */
function countryOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : countryCode(text);
}

function ownerOf(id: string | undefined, { ownerName }: MappingContext): string | undefined {
  return id === undefined ? undefined : (ownerName(id) ?? id);
}
