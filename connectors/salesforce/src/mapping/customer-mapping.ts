import { type Candidate, FieldReader, understand } from "@perennial/connector-kit";
import { type Instant, PHASES, type Understanding, VALUE_CLASSES } from "@perennial/contract";
import type { GoneRecord } from "../read/object-changes.ts";
import type { SalesforceRecord } from "../salesforce-client.ts";
import { mapConsents } from "./consent-mapping.ts";
import type { MappingContext } from "./mapping-context.ts";

/** Mail to the contact's address came back (crm/salesforce.md, 5): it is no address to write to. */
export const BOUNCED = "IsEmailBounced";

/** Says that a contact is gone: in the bin, emptied out of it, or merged into another. Pure. */
export function mapGone({ id, mergedInto }: GoneRecord, at: Instant): Candidate {
  const about = `contact ${id}`;
  const base = { at, customerId: id };
  const signal =
    mergedInto === undefined
      ? { ...base, type: "customer.deleted", id: `contact:${id}:deleted:${at}` }
      : {
          ...base,
          type: "customer.merged",
          id: `contact:${id}:merged:${mergedInto}`,
          into: mergedInto,
        };
  return { place: about, about, signal };
}

/** A contact as a customer, and what it says of consent. Pure: the same record gives the same signals under the same ids. */
export function mapContact(record: SalesforceRecord, context: MappingContext): Understanding {
  const { settings, fingerprint } = context;
  const { customers: names } = settings;
  const about = `contact ${record.Id}`;
  const read = new FieldReader(about, record, context);
  const updatedAt = read.instant("SystemModstamp");
  const [firstName, lastName] = [read.text(names.firstName), read.text(names.lastName)];
  const email = record[BOUNCED] === true ? undefined : read.email(names.email);
  const full = [firstName, lastName].filter((part) => part !== undefined).join(" ");
  const address = names.postalAddress.map((name) => read.text(name));
  const owner = read.raw(names.owner);
  const parts = {
    id: record.Id,
    name: full || email || `Contact ${record.Id}`,
    ...{ firstName, lastName, email },
    locale: languageOf(read.text(names.language)),
    mobile: read.phone(names.mobile),
    phone: read.phone(names.phone),
    postalAddress: address.filter((part) => part !== undefined).join(", ") || undefined,
    segment: read.text(names.segment),
    tier: read.text(names.tier),
    phase: read.translated(names.phase, PHASES),
    valueClass: read.translated(names.valueClass, VALUE_CLASSES),
    doNotCall: read.boolean(names.doNotCall),
    pausedUntil: read.instant(names.pausedUntil),
    customerSince: read.date(names.customerSince),
    owner: owner === undefined ? undefined : (context.ownerName(owner) ?? owner),
    attributes: read.attributes(names.attributes),
    updatedAt,
  };
  const customer = Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  );
  const id = `contact:${record.Id}:${updatedAt}:${fingerprint}`;
  const signal = { type: "customer.changed", id, at: updatedAt, customer };
  const own: Candidate = { place: about, about, signal };
  const consents = mapConsents(read, settings.consents, { customerId: record.Id, at: updatedAt });
  return understand([own, ...consents, ...read.problems]);
}

/** Salesforce writes `sv` and `en_US`; a language it does not know is left to the default. */
function languageOf(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : Intl.getCanonicalLocales(text.replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}
