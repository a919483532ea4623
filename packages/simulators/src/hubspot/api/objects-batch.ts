import type { DoorAnswer } from "../../door/door-request.ts";
import type { ObjectType } from "../record/object-type.ts";
import { type HubspotRecord, recordBody, type Values } from "../record/record.ts";
import { linkNew, NEW_ASSOCIATIONS } from "./associations-link.ts";
import { batchAnswer, checkDistinct, checkSize, writeRows } from "./batch.ts";
import {
  askedProperties,
  type Call,
  checkUniqueProperty,
  liveRecord,
  mannerOf,
  noHistory,
  onlyQuery,
  recordBy,
  typeFor,
  wantsArchived,
} from "./call.ts";
import { written } from "./objects-single.ts";
import { invalid, notFound } from "./refusal.ts";
import { list, object, readJson, table, text } from "./shape.ts";

const NAMES = list(text);
const READ = object(
  { inputs: list(object({ id: text })) },
  { properties: NAMES, propertiesWithHistory: NAMES, idProperty: text },
);
const CREATE = object({
  inputs: list(
    object(
      { properties: table(text) },
      { associations: NEW_ASSOCIATIONS, objectWriteTraceId: text },
    ),
  ),
});
const KEYED = object({
  inputs: list(
    object({ id: text, properties: table(text) }, { idProperty: text, objectWriteTraceId: text }),
  ),
});
const ARCHIVE = object({ inputs: list(object({ id: text })) });

interface KeyedRow {
  readonly id: string;
  readonly properties: Values;
  readonly idProperty?: string;
  readonly objectWriteTraceId?: string;
}

/** `POST …/batch/read`: what is there, and one error that names the ids that are not. */
export function batchRead(call: Call): DoorAnswer {
  const type = typeFor(call, "read");
  onlyQuery(call, "archived");
  const body = readJson(call.request, READ);
  checkSize(body.inputs);
  noHistory(body.propertiesWithHistory);
  const key = body.idProperty;
  if (key !== undefined) checkUniqueProperty(call, type, key);
  const names = askedProperties(call, type, body.properties ?? []);
  const archived = wantsArchived(call);
  const results: object[] = [];
  const missing: string[] = [];
  for (const id of new Set(body.inputs.map((input) => input.id))) {
    const record = anyRecord(call, type, { id, key });
    if (record !== undefined && (record.archivedMs !== undefined) === archived)
      results.push(recordBody(type, record, names));
    else missing.push(id);
  }
  if (missing.length === 0) return batchAnswer(call, 200, { results });
  const error = {
    status: "error",
    category: "OBJECT_NOT_FOUND",
    message: `Could not get some ${type.singular.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids: missing },
  };
  return batchAnswer(call, 200, { results, errors: [error] });
}

/** `POST …/batch/create`. */
export function batchCreate(call: Call): DoorAnswer {
  const type = typeFor(call, "write");
  onlyQuery(call);
  const { inputs } = readJson(call.request, CREATE);
  checkSize(inputs);
  const { records } = call.portal;
  const manner = mannerOf(call);
  const outcome = writeRows(inputs, {
    judge: (row) => {
      linkNew(call, type, row.associations ?? []);
      records.judge(type, row.properties, { record: undefined, manner });
      checkUniqueWithin(call, type, inputs);
    },
    write: (row) => {
      const link = linkNew(call, type, row.associations ?? []);
      const record = records.create(type, row.properties, manner);
      const id = String(record.id);
      const { properties, objectWriteTraceId: traceId } = row;
      call.log(written(call, "create", type, { id, properties, traceId }));
      link(record.id);
      return recordBody(type, record, Object.keys(record.values));
    },
  });
  return batchAnswer(call, 201, outcome);
}

/** `POST …/batch/update`: ids that were merged away are not resolved here (crm/hubspot.md, 10.5). */
export function batchUpdate(call: Call): DoorAnswer {
  const type = typeFor(call, "write");
  const inputs = keyedInputs(call, type);
  const find = (row: KeyedRow) => present(call, type, row);
  const outcome = writeRows(inputs, {
    judge: (row) => {
      judge(call, type, { row, record: find(row) });
      checkUniqueWithin(call, type, inputs);
    },
    write: (row) => update(call, type, { row, record: find(row) }),
  });
  return batchAnswer(call, 200, outcome);
}

/** `POST …/batch/upsert`: updates what the key names and creates what it does not; by e-mail all or nothing (crm/hubspot.md, 4.3). */
export function batchUpsert(call: Call): DoorAnswer {
  const type = typeFor(call, "write");
  const inputs = keyedInputs(call, type);
  const key = inputs[0]?.idProperty;
  const byId = key === undefined || key === "hs_object_id";
  const find = (row: KeyedRow): HubspotRecord | undefined =>
    byId ? present(call, type, row) : keyed(call, type, row);
  const outcome = writeRows(inputs, {
    whole: key === "email",
    judge: (row) => {
      judge(call, type, { row: withKey(row), record: find(row) });
      checkUniqueWithin(call, type, inputs);
    },
    write: (row) => {
      const record = find(row);
      if (record !== undefined) return { ...update(call, type, { row, record }), new: false };
      return { ...create(call, type, withKey(row)), new: true };
    },
  });
  return batchAnswer(call, 200, outcome);
}

/** `POST …/batch/archive`: 204, also for what is gone. */
export function batchArchive(call: Call): DoorAnswer {
  const type = typeFor(call, "write");
  onlyQuery(call);
  const { inputs } = readJson(call.request, ARCHIVE);
  checkSize(inputs);
  for (const { id } of inputs) {
    const record = liveRecord(call, type, id);
    if (record === undefined) continue;
    call.portal.records.archive(type, record, mannerOf(call));
    call.log({ portalId: call.portal.id, act: "archive", objectType: type.name, id });
  }
  return { status: 204 };
}

function keyedInputs(call: Call, type: ObjectType): readonly KeyedRow[] {
  onlyQuery(call);
  const { inputs } = readJson(call.request, KEYED);
  checkSize(inputs);
  const keys = new Set(inputs.map((row) => row.idProperty));
  if (keys.size > 1) throw invalid("All inputs must have the same idProperty");
  for (const key of keys)
    if (key !== undefined && key !== "hs_object_id") checkUniqueProperty(call, type, key);
  checkDistinct(inputs.map((row) => row.id));
  return inputs;
}

function present(call: Call, type: ObjectType, row: KeyedRow): HubspotRecord {
  const record = keyed(call, type, row);
  if (record !== undefined) return record;
  const name = type.singular.toUpperCase();
  throw notFound(`Could not get ${name} ${row.id}, it may be deleted or not exist.`, {
    ids: [row.id],
  });
}

function keyed(call: Call, type: ObjectType, row: KeyedRow): HubspotRecord | undefined {
  const key = row.idProperty;
  if (key === undefined || key === "hs_object_id") return liveRecord(call, type, row.id);
  return recordBy(call, type, { property: key, value: row.id });
}

/** The key belongs to the properties of a record that is made by it. */
function withKey(row: KeyedRow): KeyedRow {
  const key = row.idProperty;
  if (key === undefined || key === "hs_object_id") return row;
  return { ...row, properties: { [key]: row.id, ...row.properties } };
}

/** Rows that are written together may not claim the same value of a unique property. */
function checkUniqueWithin(
  call: Call,
  type: ObjectType,
  rows: readonly { readonly properties: Values }[],
): void {
  const unique = call.portal.records
    .book(type)
    .all()
    .filter((one) => one.hasUniqueValue);
  const names = unique.map(({ name }) => name);
  if (type.name === "contacts") names.push("email");
  for (const name of names)
    checkDistinct(rows.flatMap(({ properties }) => properties[name]?.toLowerCase() || []));
}

function judge(
  call: Call,
  type: ObjectType,
  { row, record }: { row: KeyedRow; record: HubspotRecord | undefined },
): void {
  call.portal.records.judge(type, row.properties, { record, manner: mannerOf(call) });
}

function update(
  call: Call,
  type: ObjectType,
  { row, record }: { row: KeyedRow; record: HubspotRecord },
): object {
  const { properties, objectWriteTraceId: traceId } = row;
  const next = call.portal.records.update(type, record, { properties, manner: mannerOf(call) });
  call.log(written(call, "update", type, { id: String(record.id), properties, traceId }));
  return recordBody(type, next, Object.keys(properties));
}

function create(call: Call, type: ObjectType, row: KeyedRow): object {
  const { properties, objectWriteTraceId: traceId } = row;
  const record = call.portal.records.create(type, properties, mannerOf(call));
  call.log(written(call, "create", type, { id: String(record.id), properties, traceId }));
  return recordBody(type, record, Object.keys(record.values));
}

function anyRecord(
  call: Call,
  type: ObjectType,
  { id, key }: { id: string; key: string | undefined },
): HubspotRecord | undefined {
  if (key !== undefined) return recordBy(call, type, { property: key, value: id });
  return /^\d{1,15}$/.test(id) ? call.portal.records.store(type).get(Number(id)) : undefined;
}
