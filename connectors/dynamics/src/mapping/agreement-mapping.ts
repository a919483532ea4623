import { understand } from "@perennial/connector-kit";
import type { Agreement, Misunderstanding, Understanding } from "@perennial/contract";
import type { DynamicsRow } from "../dynamics-client.ts";
import type { AgreementSource } from "../settings/source-settings.ts";
import { ColumnReader } from "./column-reader.ts";
import { recordIdOf } from "./customer-id.ts";
import type { MappingContext } from "./mapping-context.ts";
import { lookupOf, rowValue, versionOf } from "./row-value.ts";

/** A row together with the id that its record has here, and the customer it belongs to, as far as that is known. */
export interface OwnedRow {
  readonly row: DynamicsRow;
  readonly id: string;
  readonly customerId: string | undefined;
}

/** Dynamics' own columns for what an agreement needs, and what its statuses mean by number. */
interface AgreementColumns {
  readonly start?: string;
  readonly end?: string;
  readonly product?: string;
  readonly renewalOf?: string;
  readonly statuses: Readonly<Record<string, Agreement["status"]>>;
}

/** When a row was made. */
export const CREATED = "createdon";

/** Columns and `statecode` of the two tables of Dynamics' that hold agreements (crm/dynamics.md, 5). A draft is none. */
const COLUMNS: Readonly<Record<string, AgreementColumns>> = {
  entitlement: {
    ...{ product: "name", start: "startdate", end: "enddate" },
    statuses: { 1: "active", 2: "cancelled", 3: "ended", 4: "ordered" },
  },
  contract: {
    ...{ product: "title", start: "activeon", end: "expireson" },
    renewalOf: "originatingcontract",
    statuses: { 1: "ordered", 2: "active", 3: "active", 4: "cancelled", 5: "ended" },
  },
};
/** A table of the organisation's own is active or inactive until the settings say otherwise. */
const OTHER: AgreementColumns = { statuses: { 0: "active", 1: "ended" } };

/** The columns that a table's agreements are read by where the settings name none. */
export function agreementColumns({ from }: Pick<AgreementSource, "from">): AgreementColumns {
  return COLUMNS[from] ?? OTHER;
}

/** What each status means, by its number: the settings', or else Dynamics' own. */
export function statusesOf(source: AgreementSource): Readonly<Record<string, Agreement["status"]>> {
  const { statuses } = source;
  return Object.keys(statuses).length > 0 ? statuses : agreementColumns(source).statuses;
}

/**
 * A row as an agreement of a source; nothing where its status says that it is none. Pure: the same row gives the same
 * signals under the same ids.
 */
export function mapAgreement(
  { row, id, customerId }: OwnedRow,
  source: AgreementSource,
  context: MappingContext,
): Understanding {
  const status = statusOf(row, source);
  if (status === undefined) return understand([]);
  const about = id.replace(":", " ");
  if (customerId === undefined) return understand([ownerless(about)]);
  const read = new ColumnReader(about, row, context);
  const columns = agreementColumns(source);
  const currency = read.currency(source.currency);
  const updatedAt = read.instant("modifiedon");
  const parts = {
    id,
    customerId,
    party: source.party,
    product: read.textFrom(source.product) ?? read.text(columns.product) ?? source.name,
    kind: read.textFrom(source.kind) ?? source.name,
    status,
    start: read.date(source.start) ?? read.date(columns.start) ?? read.date(CREATED),
    end: read.date(source.end ?? columns.end),
    noticeDays: noticeOf(read, source),
    orderedAt: read.instant(source.orderedAt),
    orderChannel: read.text(source.orderChannel),
    acceptedAt: read.instant(source.acceptedAt),
    signedAt: read.instant(source.signedAt),
    cancelledAt: read.instant(source.cancelledAt),
    renewalOf: renewedBy(row, source),
    yearlyValue: read.money(source.yearlyValue, currency),
    currency,
    attributes: read.attributesFrom(source.attributes),
    updatedAt,
  };
  const agreement = Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  );
  const signalId = `agreement:${id}:${source.name}:${versionOf(row)}:${context.fingerprint}`;
  const signal = { type: "agreement.changed", id: signalId, at: updatedAt, agreement };
  return understand([{ place: about, about, signal }, ...read.problems]);
}

/** Says that a row should have a customer and has none. */
export function ownerless(about: string): Misunderstanding {
  const message = `${about} belongs to no customer; name one in Dynamics, or give its account a primary contact`;
  return { place: about, message };
}

/** The agreement that a row continues: a lookup to a row of the same table, unless the organisation says otherwise. */
function renewedBy(row: DynamicsRow, source: AgreementSource): string | undefined {
  const found = lookupOf(row, source.renewalOf ?? agreementColumns(source).renewalOf ?? "");
  if (found === undefined) return undefined;
  return recordIdOf({ table: found.table ?? source.from, id: found.id.toLowerCase() });
}

function noticeOf(read: ColumnReader, { noticeDays }: AgreementSource): number | undefined {
  const days = read.number(noticeDays);
  if (days === undefined || days >= 0) return days && Math.round(days);
  read.problem(noticeDays ?? "", "is below zero; give it a number of zero or more");
  return undefined;
}

function statusOf(row: DynamicsRow, source: AgreementSource): Agreement["status"] | undefined {
  const value = String(rowValue(row, source.statusColumn) ?? "");
  const statuses = statusesOf(source);
  return Object.hasOwn(statuses, value) ? statuses[value] : undefined;
}
