import { refused } from "../record/dml-refusal.ts";
import { keptValue } from "../record/field-value.ts";
import type { Values } from "../record/record.ts";
import { longId } from "../record/record-id.ts";
import { noSuchColumn } from "../record/write-check.ts";
import type { Field, FieldValue } from "../schema/field.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import { type Call, isObject } from "./call.ts";
import { notFound, refuse, type SalesforceRefusal } from "./refusal.ts";

/** A record as a request writes it, its names and the types of its values checked. */
export interface ParsedRecord {
  readonly type: SObjectType;
  /** As it was given, with 15 or 18 characters. */
  readonly id?: string;
  readonly values: Values;
  /** Parents that are named by a value of theirs instead of an id. */
  readonly parents: readonly ParentByValue[];
}

/** A parent named by a value of one of its external id fields. */
export interface ParentByValue {
  readonly reference: Field;
  readonly type: SObjectType;
  readonly field: Field;
  readonly value: FieldValue;
}

/** The type that a record of a collection names in `attributes`. */
export function typeByAttributes(call: Call, body: Readonly<Record<string, unknown>>): SObjectType {
  const name = isObject(body.attributes) ? body.attributes.type : undefined;
  if (typeof name !== "string")
    throw refuse("INVALID_TYPE", "The SObject type is missing from the attributes of a record");
  const type = call.org.records.schema.type(name);
  if (type !== undefined && call.org.permissions.canRead(type)) return type;
  throw refuse("INVALID_TYPE", `sObject type '${name}' is not supported.`);
}

/** Reads a record; throws where its names or values are not even of the right kind: that refuses the whole request. */
export function parseRecord(
  call: Call,
  type: SObjectType,
  body: Readonly<Record<string, unknown>>,
): ParsedRecord {
  const { schema } = call.org.records;
  const values: Record<string, FieldValue> = {};
  const parents: ParentByValue[] = [];
  let id: string | undefined;
  for (const [name, value] of Object.entries(body)) {
    if (name.toLowerCase() === "attributes") continue;
    if (name.toLowerCase() === "id") {
      id = typeof value === "string" ? value : undefined;
      continue;
    }
    if (isObject(value)) {
      parents.push(parentOf(call, type, name, value));
      continue;
    }
    const field = schema.field(type, name);
    if (field === undefined || call.org.permissions.isHidden(type, field))
      throw refuse("INVALID_FIELD", noSuchColumn(name, type.name));
    values[field.name] = readable(field, value);
  }
  return { type, values, parents, ...(id === undefined ? {} : { id }) };
}

/** The values of a record with the ids of its parents. */
export function resolvedValues(call: Call, record: ParsedRecord): Values {
  const values: Record<string, FieldValue> = { ...record.values };
  for (const { reference, type, field, value } of record.parents) {
    const [found, ...others] = call.org.records.matching(type, field, value);
    if (found === undefined)
      throw refused(
        "INVALID_FIELD",
        `Foreign key external ID: ${value} not found for field ${field.name} in entity ${type.name}`,
      );
    if (others.length > 0)
      throw refused(
        "DUPLICATE_EXTERNAL_ID",
        `${field.name}: more than one record found for external id field: ${value}`,
      );
    values[reference.name] = found.id;
  }
  return values;
}

/** A field by whose values records are found, as upserts do. */
export function externalField(call: Call, type: SObjectType, name: string): Field {
  const field = call.org.records.schema.field(type, name);
  const isKey = field !== undefined && (field.externalId || field.name === "Id");
  if (isKey && !call.org.permissions.isHidden(type, field)) return field;
  throw notFound(`Provided external ID field does not exist or is not accessible: ${name}`);
}

/** Salesforce's words for a value that no field of the type can hold. */
export function unreadable(field: Field, value: unknown): SalesforceRefusal {
  const kind =
    value === null
      ? "VALUE_NULL"
      : `VALUE_${typeof value === "string" ? "STRING" : typeof value === "number" ? "NUMBER" : "BOOLEAN"}`;
  return refuse(
    "JSON_PARSER_ERROR",
    `Cannot deserialize instance of ${field.type} from ${kind} value ${value} or request may be missing a required field`,
  );
}

function readable(field: Field, value: unknown): FieldValue {
  if (keptValue(field, value) === "unreadable") throw unreadable(field, value);
  if (value === null || typeof value === "boolean" || typeof value === "number") return value;
  return String(value);
}

function parentOf(
  call: Call,
  type: SObjectType,
  name: string,
  value: Readonly<Record<string, unknown>>,
): ParentByValue {
  const { schema } = call.org.records;
  const reference = schema.relationship(type, name);
  const [entry, ...more] = Object.entries(value).filter(([key]) => key !== "attributes");
  const target = schema.type(reference?.referenceTo[0] ?? "");
  if (reference === undefined || target === undefined)
    throw refuse("INVALID_FIELD", noSuchColumn(name, type.name));
  if (entry === undefined || more.length > 0)
    throw refuse("INVALID_FIELD", `${name} must name one external id field of its record`);
  const field = externalField(call, target, entry[0]);
  return { reference, type: target, field, value: readable(field, entry[1]) };
}

/** An id with 18 characters of the given type; throws the refusal of one record. */
export function checkedId(type: SObjectType, id: string | undefined): string {
  if (id === undefined || id === "")
    throw refused("MISSING_ARGUMENT", "Id not specified in an update call");
  const long = longId(id);
  if (long === undefined || !long.startsWith(type.keyPrefix))
    throw refused("MALFORMED_ID", `${type.label} ID: id value of incorrect type: ${id}`, ["Id"]);
  return long;
}
