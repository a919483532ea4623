import { refused } from "../record/dml-refusal.ts";
import { isDeleted, type SObjectRecord } from "../record/record.ts";
import type { Transaction } from "../record/transaction.ts";
import type { SalesforceAct } from "../salesforce-act.ts";
import type { Field } from "../schema/field.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import { type Call, clientOf, mannerOf } from "./call.ts";
import { checkedId, type ParsedRecord, resolvedValues } from "./parse-record.ts";

/** What became of a record that was written. */
export interface Saved {
  readonly id: string;
  readonly created: boolean;
}

/** Makes a record of a request. */
export function createRecord(call: Call, parsed: ParsedRecord, transaction: Transaction): Saved {
  if (parsed.id !== undefined)
    throw refused("INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", ["Id"]);
  const { id } = call.org.create(parsed.type, resolvedValues(call, parsed), transaction);
  logWrite(call, "create", parsed, id);
  return { id, created: true };
}

/** Changes the record that a request names by its id. */
export function updateRecord(call: Call, parsed: ParsedRecord, transaction: Transaction): Saved {
  const before = liveRecord(call, parsed.type, checkedId(parsed.type, parsed.id));
  call.org.update(before, resolvedValues(call, parsed), transaction);
  logWrite(call, "update", parsed, before.id);
  return { id: before.id, created: false };
}

/** Changes the record that has a value in an external id field, or makes one. */
export function upsertRecord(
  call: Call,
  parsed: ParsedRecord,
  { field, transaction }: { field: Field; transaction: Transaction },
): Saved {
  if (field.name === "Id")
    return parsed.id === undefined
      ? createRecord(call, parsed, transaction)
      : updateRecord(call, parsed, transaction);
  const value = parsed.values[field.name] ?? null;
  if (value === null)
    throw refused("MISSING_ARGUMENT", `${field.name} not specified`, [field.name]);
  const found = call.org.records.matching(parsed.type, field, value);
  if (found.length > 1)
    throw refused(
      "DUPLICATE_EXTERNAL_ID",
      `${field.name}: more than one record found for external id field: [${found.map(({ id }) => id).join(", ")}]`,
    );
  const [before] = found;
  if (before === undefined) return createRecord(call, parsed, transaction);
  call.org.update(before, resolvedValues(call, parsed), transaction);
  logWrite(call, "update", parsed, before.id);
  return { id: before.id, created: false };
}

/** Puts the record of an id into the bin. */
export function deleteRecord(call: Call, type: SObjectType, id: string, transaction: Transaction) {
  const record = liveRecord(call, type, checkedId(type, id));
  call.org.delete(record, transaction);
  call.log({ orgId: call.org.id, act: "delete", type: type.name, id: record.id });
  return { id: record.id, created: false };
}

function liveRecord(call: Call, type: SObjectType, id: string): SObjectRecord {
  const record = call.org.records.store(type).get(id);
  if (record === undefined)
    throw refused("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
  if (isDeleted(record)) throw refused("ENTITY_IS_DELETED", "entity is deleted");
  return record;
}

function logWrite(call: Call, act: "create" | "update", parsed: ParsedRecord, id: string): void {
  const client = clientOf(call.request);
  const { type, values } = parsed;
  call.log({
    orgId: call.org.id,
    act,
    type: type.name,
    id,
    values,
    ...(client === undefined ? {} : { client }),
  });
}

/** Does writes as one transaction and notes them once they are through. */
export function transacted<T>(call: Call, work: (call: Call, transaction: Transaction) => T): T {
  const acts: SalesforceAct[] = [];
  const result = call.org.records.transact(mannerOf(call), (transaction) =>
    work({ ...call, log: (act) => acts.push(act) }, transaction),
  );
  for (const act of acts) call.log(act);
  return result;
}
