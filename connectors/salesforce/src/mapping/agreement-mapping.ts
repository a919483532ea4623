import { type Candidate, FieldReader, understand } from "@perennial/connector-kit";
import type { Agreement, Instant, Misunderstanding, Understanding } from "@perennial/contract";
import type { SalesforceRecord } from "../salesforce-client.ts";
import type { AgreementSource } from "../settings/source-settings.ts";
import type { MappingContext } from "./mapping-context.ts";

/** A record together with the contact it belongs to, as far as that is known. */
export interface OwnedRecord {
  readonly record: SalesforceRecord;
  readonly contactId: string | undefined;
}

/** Salesforce's own fields for what an agreement needs; none where an object has no such field. */
interface AgreementFields {
  readonly status?: string;
  readonly start?: string;
  readonly end?: string;
  readonly signedAt?: string;
  readonly yearlyValue?: string;
  readonly product?: string;
}

const FIELDS: Readonly<Record<string, AgreementFields>> = {
  Contract: {
    ...{ status: "StatusCode", start: "StartDate", end: "EndDate" },
    signedAt: "CustomerSignedDate",
  },
  Asset: { status: "Status", start: "PurchaseDate", end: "UsageEndDate", product: "Name" },
  Opportunity: { status: "StageName", start: "CloseDate", yearlyValue: "Amount" },
};
const CONTRACT_STATUSES: Readonly<Record<string, Agreement["status"]>> = {
  Activated: "active",
  Terminated: "cancelled",
  Expired: "ended",
};
/** Says that an opportunity is won, whatever its stage is called. */
export const WON = "IsWon";
/** When a record was made. */
export const CREATED = "CreatedDate";

/** The fields that an object's agreements are read by where the settings name none. */
export function agreementFields({ from }: AgreementSource): AgreementFields {
  return FIELDS[from] ?? {};
}

/**
 * A record as an agreement of a source; nothing where its status says that it is none. One in the bin is cancelled. Pure: the same record gives the same
 * signals under the same ids.
 */
export function mapAgreement(
  { record, contactId }: OwnedRecord,
  source: AgreementSource,
  context: MappingContext,
): Understanding {
  const told = statusOf(record, source);
  if (told === undefined) return understand([]);
  const status = isBinned(record) ? "cancelled" : told;
  const about = `${source.from} ${record.Id}`;
  if (contactId === undefined) return understand([ownerless(about)]);
  const read = new FieldReader(about, record, context);
  const fields = agreementFields(source);
  const currency = read.currency(source.currency);
  const updatedAt = read.instant("SystemModstamp");
  const parts = {
    id: record.Id,
    customerId: contactId,
    party: source.party,
    product: read.textOf(source.product) ?? read.text(fields.product) ?? source.name,
    kind: read.textOf(source.kind) ?? source.name,
    status,
    start: read.date(source.start) ?? read.date(fields.start) ?? read.date(CREATED),
    end: read.date(source.end ?? fields.end),
    noticeDays: noticeOf(read, source),
    orderedAt: read.instant(source.orderedAt),
    orderChannel: read.text(source.orderChannel),
    acceptedAt: read.instant(source.acceptedAt),
    signedAt: read.instant(source.signedAt ?? fields.signedAt),
    cancelledAt: isBinned(record) ? updatedAt : read.instant(source.cancelledAt),
    renewalOf: read.text(source.renewalOf),
    yearlyValue: read.money(source.yearlyValue ?? fields.yearlyValue, currency),
    currency,
    attributes: read.attributes(source.attributes),
    updatedAt,
  };
  const agreement = Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  );
  const id = `agreement:${record.Id}:${updatedAt}:${context.fingerprint}`;
  const signal = { type: "agreement.changed", id, at: updatedAt, agreement };
  return understand([{ place: about, about, signal }, ...read.problems]);
}

/** Says that an agreement that was told before is gone, its record with it: it is cancelled. Pure. */
export function mapCancelled(
  agreement: Omit<Agreement, "updatedAt">,
  object: string,
  at: Instant,
): Candidate {
  const about = `${object} ${agreement.id}`;
  const ended = { ...agreement, status: "cancelled", cancelledAt: at, updatedAt: at };
  const id = `agreement:${agreement.id}:gone:${at}`;
  return { place: about, about, signal: { type: "agreement.changed", id, at, agreement: ended } };
}

/** What lies in the bin holds no longer. */
export function isBinned(record: SalesforceRecord): boolean {
  return record.IsDeleted === true;
}

/** Says that a record should have a customer and has none. */
export function ownerless(about: string): Misunderstanding {
  const message = `${about} belongs to no contact; give its account a contact in Salesforce`;
  return { place: about, message };
}

function noticeOf(read: FieldReader, { noticeDays }: AgreementSource): number | undefined {
  const days = read.number(noticeDays);
  if (days === undefined || days >= 0) return days && Math.round(days);
  read.problem(noticeDays ?? "", "is below zero; give it a number of zero or more");
  return undefined;
}

function statusOf(
  record: SalesforceRecord,
  source: AgreementSource,
): Agreement["status"] | undefined {
  const { statuses, statusField, from } = source;
  const value = String(record[statusField ?? agreementFields(source).status ?? ""] ?? "");
  if (Object.keys(statuses).length > 0) return ownValue(statuses, value);
  if (from === "Opportunity") return record[WON] === true ? "active" : undefined;
  return from === "Contract" ? ownValue(CONTRACT_STATUSES, value) : "active";
}

function ownValue<Value>(values: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
