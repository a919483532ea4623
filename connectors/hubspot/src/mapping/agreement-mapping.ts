import type { Candidate } from "@perennial/connector-kit";
import type { Agreement, Misunderstanding } from "@perennial/contract";
import type { AgreementSource } from "../hubspot-settings.ts";
import type { HubspotRecord, OwnedRecord } from "../read/hubspot-record.ts";
import type { MappingContext } from "./mapping-context.ts";
import { PropertyReader } from "./property-reader.ts";
import { agreementFields, SUBSCRIPTION_STATUSES, typeOf, WON, wordOf } from "./source-fields.ts";

/** A record as an agreement of a source; nothing where its stage or its dates say that it is none. */
export function mapAgreement(
  { record, contactId }: OwnedRecord,
  source: AgreementSource,
  context: MappingContext,
): (Candidate | Misunderstanding)[] {
  const status = statusOf(record, source);
  if (status === undefined) return [];
  const word = wordOf(typeOf(source));
  const about = `${word} ${record.id}`;
  if (contactId === undefined) return [ownerless(about)];
  const read = new PropertyReader(about, record, context);
  const fields = agreementFields(source);
  const currency = read.currency(source.currency ?? fields.currency);
  const archivedAt = record.archivedAt ?? undefined;
  const isOver = archivedAt !== undefined && status !== "ended" && status !== "cancelled";
  const parts = {
    id: idOf(record.id, source),
    customerId: contactId,
    party: source.party,
    product: read.textOf(source.product) ?? read.text(fields.product) ?? source.name,
    kind: read.textOf(source.kind) ?? source.name,
    status: isOver ? "cancelled" : status,
    start: read.date(source.start) ?? read.date(fields.start) ?? read.date(createdOf(record)),
    end: read.date(source.end),
    noticeDays: read.count(source.noticeDays),
    orderedAt: read.instant(source.orderedAt),
    orderChannel: read.text(source.orderChannel),
    acceptedAt: read.instant(source.acceptedAt),
    signedAt: read.instant(source.signedAt),
    cancelledAt: read.instant(source.cancelledAt) ?? (isOver ? archivedAt : undefined),
    renewalOf: renewedOf(read.text(source.renewalOf), source),
    yearlyValue: read.money(source.yearlyValue, currency),
    currency,
    attributes: read.attributes(source.attributes),
    updatedAt: archivedAt ?? record.updatedAt,
  };
  const agreement = Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  );
  const id = `agreement:${parts.id}:${parts.updatedAt}:${context.fingerprint}`;
  const signal = { type: "agreement.changed", id, at: parts.updatedAt, agreement };
  return [{ place: about, about, signal }, ...read.problems];
}

/** Says that a record should have a customer and has none. */
export function ownerless(about: string): Misunderstanding {
  return {
    place: about,
    message: `${about} belongs to no contact; add the contact to it in HubSpot`,
  };
}

function idOf(recordId: string, source: AgreementSource): string {
  const id = `${wordOf(typeOf(source))}:${recordId}`;
  return source.from === "contact-dates" ? `${id}:${source.name}` : id;
}

/** People write the id of the record; our own form of it is taken too. */
function renewedOf(text: string | undefined, source: AgreementSource): string | undefined {
  if (text === undefined || text.includes(":")) return text;
  return idOf(text, source);
}

function createdOf({ properties }: HubspotRecord): string {
  return properties.createdate === undefined ? "hs_createdate" : "createdate";
}

function statusOf(
  { properties }: HubspotRecord,
  source: AgreementSource,
): Agreement["status"] | undefined {
  const fields = agreementFields(source);
  const { statuses, pipelines, from } = source;
  const pipeline = fields.pipeline === null ? undefined : properties[fields.pipeline];
  if (pipelines.length > 0 && !pipelines.includes(pipeline ?? "")) return undefined;
  // Without its date there is no agreement on the contact.
  if (from === "contact-dates" && !(properties[source.end ?? source.start ?? ""] ?? ""))
    return undefined;
  const value = properties[source.statusProperty ?? fields.status ?? ""] ?? "";
  if (Object.keys(statuses).length > 0) return ownValue(statuses, value);
  if (from === "deals") return properties[WON] === "true" ? "active" : undefined;
  if (from === "subscriptions") return ownValue(SUBSCRIPTION_STATUSES, value.toLowerCase());
  return "active";
}

function ownValue<Value>(values: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
