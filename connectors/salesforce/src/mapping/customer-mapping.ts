import { type Candidate, understand } from "@perennial/connector-kit";
import { PHASES, type Understanding, VALUE_CLASSES } from "@perennial/contract";
import type { SalesforceRecord } from "../salesforce-client.ts";
import { FieldReader } from "./field-reader.ts";
import type { MappingContext } from "./mapping-context.ts";

/** Opted out of e-mail. Where it is hidden from us it is not known, and says nothing. */
const OPTED_OUT = "HasOptedOutOfEmail";

/** A contact as a customer, and what it says of consent. Pure: the same record gives the same signals under the same ids. */
export function mapContact(record: SalesforceRecord, context: MappingContext): Understanding {
  const { customers: names, fingerprint } = context;
  const about = `contact ${record.Id}`;
  const read = new FieldReader(about, record, context);
  const updatedAt = read.instant("SystemModstamp");
  const [firstName, lastName] = [read.text(names.firstName), read.text(names.lastName)];
  const email = read.email(names.email);
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
  const optedOut = read.boolean(OPTED_OUT) === true ? [optOutOf(record.Id, updatedAt)] : [];
  return understand([own, ...optedOut, ...read.problems]);
}

function optOutOf(customerId: string, at: string | undefined): Candidate {
  const about = `contact ${customerId}`;
  const said = { channel: "email", purpose: "marketing", state: "withdrawn" };
  return {
    ...{ place: about, about },
    signal: {
      ...{ type: "consent.changed", at, id: `consent:${customerId}:email:all:withdrawn:${at}` },
      consent: { customerId, source: "salesforce", ...said, at },
    },
  };
}

/** Salesforce writes `sv` and `en_US`; a language it does not know is left to the default. */
function languageOf(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : Intl.getCanonicalLocales(text.replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}
