import type { Values } from "../record/record.ts";
import type { Committed, RecordChange } from "../record/transaction.ts";
import type { Field, FieldValue } from "../schema/field.ts";
import type { Schema } from "../schema/schema.ts";
import type { SObjectType } from "../schema/sobject-type.ts";

/** What a change event tells beside the fields (Change Data Capture Developer Guide). */
export interface ChangeEventHeader {
  readonly entityName: string;
  readonly recordIds: readonly string[];
  readonly changeType: string;
  readonly changeOrigin: string;
  readonly transactionKey: string;
  readonly sequenceNumber: number;
  readonly commitTimestamp: number;
  readonly commitNumber: number;
  readonly commitUser: string;
  readonly changedFields: readonly string[];
}

/** A change as it is sent. */
export interface ChangePayload {
  readonly ChangeEventHeader: ChangeEventHeader;
  readonly [field: string]: unknown;
}

/** What the events of one transaction have in common. */
export interface CommitContext {
  readonly schema: Schema;
  readonly atMs: number;
  readonly commitNumber: number;
  readonly transactionKey: string;
  /** Whether a type is listened to at all. */
  isCaptured(type: SObjectType): boolean;
  isHidden(type: SObjectType, field: Field): boolean;
}

/** Fields that no event has. */
const LEFT_OUT = ["Id", "IsDeleted", "SystemModstamp", "LastActivityDate"];
const COMPOUND = /^(Billing|Shipping|Mailing|Other)(Street|City|State|PostalCode|Country)$/;
const NAME_PARTS = ["Salutation", "FirstName", "LastName"];
/** More changes of fields than these in one transaction are told of in one event for each type. */
const MOST_CHANGES = 100_000;
const LARGEST = 1_000_000;
const API = "com/salesforce/api/rest/67.0";
const NOBODY = "000000000000000AAA";

/** The events of a transaction, in order: changes of one kind that are alike are one event with several ids. */
export function eventsOf(committed: Committed, context: CommitContext): ChangePayload[] {
  const heard = committed.changes.filter(({ type }) => context.isCaptured(type));
  const count = heard.reduce(
    (sum, { changed }) => sum + Math.max(1, Object.keys(changed).length),
    0,
  );
  if (count > MOST_CHANGES) return overflows(heard, committed, context);
  const groups = new Map<string, { change: RecordChange; ids: string[] }>();
  for (const change of heard) {
    const { changeType, type, changed } = change;
    const isAlike = changeType === "UPDATE" || changeType === "DELETE";
    const key = isAlike ? JSON.stringify([changeType, type.name, changed]) : change.id;
    const group = groups.get(key) ?? { change, ids: [] };
    group.ids.push(change.id);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ change, ids }, index) =>
    payloadOf({ change, ids, sequenceNumber: index + 1 }, committed, context),
  );
}

/** An event that tells only that something happened. */
export function gapEvent(
  what: {
    readonly entityName: string;
    readonly changeType: string;
    readonly recordIds: readonly string[];
  },
  context: Pick<CommitContext, "atMs" | "commitNumber" | "transactionKey"> & {
    readonly userId: string;
  },
): ChangePayload {
  return {
    ChangeEventHeader: {
      ...what,
      changeOrigin: "",
      transactionKey: context.transactionKey,
      sequenceNumber: 1,
      commitTimestamp: context.atMs,
      commitNumber: context.commitNumber,
      commitUser: context.userId,
      changedFields: [],
    },
  };
}

function overflows(
  changes: readonly RecordChange[],
  { manner }: Committed,
  context: CommitContext,
): ChangePayload[] {
  const names = new Set(changes.map(({ type }) => type.name));
  return [...names].map((entityName) =>
    gapEvent(
      { entityName, changeType: "GAP_OVERFLOW", recordIds: [NOBODY] },
      { ...context, userId: manner.userId },
    ),
  );
}

function payloadOf(
  what: { change: RecordChange; ids: readonly string[]; sequenceNumber: number },
  { manner }: Committed,
  context: CommitContext,
): ChangePayload {
  const { change, ids, sequenceNumber } = what;
  const { type, changeType } = change;
  const shown = changeType === "DELETE" ? {} : visible(change, context);
  const isUpdate = changeType === "UPDATE";
  const client = manner.client === undefined ? "" : `;client=${manner.client}`;
  const payload = {
    ChangeEventHeader: {
      entityName: type.name,
      recordIds: ids,
      changeType,
      changeOrigin: manner.ruled ? `${API}${client}` : "",
      transactionKey: context.transactionKey,
      sequenceNumber,
      commitTimestamp: context.atMs,
      commitNumber: context.commitNumber,
      commitUser: manner.userId,
      changedFields: isUpdate ? Object.keys(shown).map((name) => compoundName(type, name)) : [],
    },
    ...nested(type, shown),
  };
  if (JSON.stringify(payload).length <= LARGEST) return payload;
  return gapEvent(
    { entityName: type.name, changeType: `GAP_${changeType}`, recordIds: ids },
    { ...context, userId: manner.userId },
  );
}

function visible({ type, changed, changeType }: RecordChange, context: CommitContext): Values {
  const shown: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(changed)) {
    const field = context.schema.field(type, name);
    const isEmpty = value === null && changeType !== "UPDATE";
    if (field === undefined || LEFT_OUT.includes(name) || isEmpty) continue;
    // A name that Salesforce puts together is told of by its parts.
    if (name === "Name" && !field.createable) continue;
    if (!context.isHidden(type, field)) shown[name] = value;
  }
  return shown;
}

function compoundName(type: SObjectType, name: string): string {
  const address = COMPOUND.exec(name);
  if (address !== null) return `${address[1]}Address.${address[2]}`;
  return hasNameParts(type) && NAME_PARTS.includes(name) ? `Name.${name}` : name;
}

function nested(type: SObjectType, values: Values): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const [outer = name, inner] = compoundName(type, name).split(".");
    if (inner === undefined) body[outer] = value;
    else body[outer] = { ...Object(body[outer]), [inner]: value };
  }
  return body;
}

function hasNameParts({ name }: SObjectType): boolean {
  return name === "Contact" || name === "Lead" || name === "Individual";
}
