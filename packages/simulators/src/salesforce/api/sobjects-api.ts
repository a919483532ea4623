import type { DoorAnswer } from "../../door/door-request.ts";
import { keptValue } from "../record/field-value.ts";
import { isDeleted, type SObjectRecord } from "../record/record.ts";
import { longId } from "../record/record-id.ts";
import type { Field } from "../schema/field.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import { attributes, type Row, wireValue } from "../soql/render.ts";
import { type Call, jsonOf, objectOf, typeOf } from "./call.ts";
import { externalField, parseRecord, unreadable } from "./parse-record.ts";
import { notFound, refuse } from "./refusal.ts";
import {
  createRecord,
  deleteRecord,
  transacted,
  updateRecord,
  upsertRecord,
} from "./save-record.ts";

/** `POST /sobjects/{type}`. */
export function createOne(call: Call): DoorAnswer {
  const type = typeOf(call);
  const parsed = parseRecord(call, type, objectOf(jsonOf(call)));
  const { id } = transacted(call, (inner, transaction) => createRecord(inner, parsed, transaction));
  return { status: 201, body: { id, success: true, errors: [] } };
}

/** `GET /sobjects/{type}/{id}?fields=`. */
export function getOne(call: Call): DoorAnswer {
  const type = typeOf(call);
  return { status: 200, body: shown(call, recordOf(call, type), askedFields(call, type)) };
}

/** `PATCH /sobjects/{type}/{id}`. */
export function updateOne(call: Call): DoorAnswer {
  const type = typeOf(call);
  const parsed = parseRecord(call, type, objectOf(jsonOf(call)));
  if (parsed.id !== undefined)
    throw refuse("INVALID_FIELD", "The Id field should not be specified in the sobject data.");
  const { id } = recordOf(call, type);
  transacted(call, (inner, transaction) => updateRecord(inner, { ...parsed, id }, transaction));
  return { status: 204 };
}

/** `DELETE /sobjects/{type}/{id}`. */
export function deleteOne(call: Call): DoorAnswer {
  const type = typeOf(call);
  const { id } = recordOf(call, type);
  transacted(call, (inner, transaction) => deleteRecord(inner, type, id, transaction));
  return { status: 204 };
}

/** `GET /sobjects/{type}/{field}/{value}`: by an external id; several records are a list of addresses with 300. */
export function getByKey(call: Call): DoorAnswer {
  const { type, field } = keyOf(call);
  const found = keyed(call, type, field);
  const [record] = found;
  if (record === undefined) throw notFound();
  if (found.length > 1) return choices(call, type, found);
  return { status: 200, body: shown(call, record, askedFields(call, type)) };
}

/** `PATCH /sobjects/{type}/{field}/{value}`: changes the record with that external id, or makes it. */
export function upsertOne(call: Call): DoorAnswer {
  const { type, field } = keyOf(call);
  const body = objectOf(jsonOf(call));
  if (Object.keys(body).some((name) => name.toLowerCase() === field.name.toLowerCase()))
    throw refuse(
      "INVALID_FIELD",
      `The ${field.name} field should not be specified in the sobject data.`,
    );
  const parsed = parseRecord(call, type, body);
  const found = keyed(call, type, field);
  if (found.length > 1) return choices(call, type, found);
  const values = { ...parsed.values, [field.name]: keyValue(call, field) };
  const { id, created } = transacted(call, (inner, transaction) =>
    upsertRecord(inner, { ...parsed, values }, { field, transaction }),
  );
  return { status: created ? 201 : 200, body: { id, success: true, errors: [], created } };
}

/** `DELETE /sobjects/{type}/{field}/{value}`. */
export function deleteByKey(call: Call): DoorAnswer {
  const { type, field } = keyOf(call);
  const found = keyed(call, type, field);
  const [record] = found;
  if (record === undefined) throw notFound();
  if (found.length > 1) return choices(call, type, found);
  transacted(call, (inner, transaction) => deleteRecord(inner, type, record.id, transaction));
  return { status: 204 };
}

/** A record as these endpoints show it. */
export function shown(call: Call, record: SObjectRecord, fields: readonly Field[]): Row {
  const row: Row = { attributes: attributes(record, call.version) };
  for (const { name, type } of fields)
    row[name] = wireValue(type, record.values[name] ?? (type === "boolean" ? false : null));
  return row;
}

/** Fields by their names; throws for one that there is not. */
export function fieldsNamed(
  call: Call,
  type: SObjectType,
  names: readonly string[],
): readonly Field[] {
  return names.map((name) => {
    const field = call.org.records.schema.field(type, name);
    if (field !== undefined && !call.org.permissions.isHidden(type, field)) return field;
    throw refuse("INVALID_FIELD", `No such column '${name}' on sobject of type ${type.name}`);
  });
}

function askedFields(call: Call, type: SObjectType): readonly Field[] {
  const asked = call.query.get("fields");
  if (asked !== null) return fieldsNamed(call, type, asked.split(","));
  const { schema } = call.org.records;
  return schema.fields(type).filter((field) => !call.org.permissions.isHidden(type, field));
}

function recordOf(call: Call, type: SObjectType): SObjectRecord {
  const id = longId(call.params.id ?? "");
  if (id === undefined || !id.startsWith(type.keyPrefix))
    throw refuse(
      "NOT_FOUND",
      "Provided external ID field does not exist or is not accessible: Id",
      404,
    );
  const record = call.org.records.store(type).get(id);
  if (record === undefined) throw notFound();
  if (isDeleted(record)) throw refuse("ENTITY_IS_DELETED", "entity is deleted", 404);
  return record;
}

function keyOf(call: Call): { readonly type: SObjectType; readonly field: Field } {
  const type = typeOf(call);
  return { type, field: externalField(call, type, call.params.field ?? "") };
}

function keyValue(call: Call, field: Field): string | number | boolean {
  const text = call.params.value ?? "";
  const value = keptValue(field, text);
  if (typeof value === "string" && value !== "unreadable") return value;
  if (typeof value === "number" || typeof value === "boolean") return value;
  throw unreadable(field, text);
}

function keyed(call: Call, type: SObjectType, field: Field): readonly SObjectRecord[] {
  return call.org.records.matching(type, field, keyValue(call, field));
}

function choices(call: Call, type: SObjectType, found: readonly SObjectRecord[]): DoorAnswer {
  const base = `/services/data/v${call.version}/sobjects/${type.name}`;
  return { status: 300, body: found.map(({ id }) => `${base}/${id}`) };
}
