import type { Field, FieldValue } from "../schema/field.ts";
import type { Schema } from "../schema/schema.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import { type DmlError, DmlRefusal, refused } from "./dml-refusal.ts";
import { keptValue } from "./field-value.ts";
import { isDeleted, type SObjectRecord, type Values } from "./record.ts";
import type { WriteManner } from "./transaction.ts";

/** What a write is judged by. */
export interface WriteCheck {
  readonly schema: Schema;
  readonly type: SObjectType;
  /** The record that is written to; missing for a new one. */
  readonly before: SObjectRecord | undefined;
  readonly manner: WriteManner;
  /** Whether the security of fields keeps the caller from writing one. */
  isReadOnly(type: SObjectType, field: Field): boolean;
  find(id: string): SObjectRecord | undefined;
}

/** What remains of a write once each value fits its field; throws the refusal. */
export function checkedValues(given: Values, check: WriteCheck): Record<string, FieldValue> {
  const { schema, type, before, manner } = check;
  const kept: Record<string, FieldValue> = before === undefined ? defaults(schema, type) : {};
  const locked: string[] = [];
  const problems: DmlError[] = [];
  for (const [name, value] of Object.entries(given)) {
    const field = schema.field(type, name);
    if (field === undefined) throw refused("INVALID_FIELD", noSuchColumn(name, type.name), [name]);
    if (!manner.bySalesforce && !isOpen(field, check)) locked.push(field.name);
    const result = keptValue(field, value);
    if (result === "unreadable")
      problems.push({
        statusCode: "INVALID_TYPE_ON_FIELD_IN_RECORD",
        message: `${field.label}: value not of required type: ${value}`,
        fields: [field.name],
      });
    else if (result !== null && typeof result === "object")
      problems.push({ ...result, fields: [field.name] });
    else kept[field.name] = result;
  }
  if (locked.length > 0) throw notWritable(locked);
  if (problems.length > 0) throw new DmlRefusal(problems);
  checkRequired(kept, check);
  for (const [name, value] of Object.entries(kept)) checkReference(name, value, check);
  return kept;
}

/** Salesforce's words for a field that a type does not have, or that the caller may not see. */
export function noSuchColumn(name: string, typeName: string): string {
  return `No such column '${name}' on sobject of type ${typeName}`;
}

function isOpen(field: Field, check: WriteCheck): boolean {
  const may = check.before === undefined ? field.createable : field.updateable;
  return may && !(check.manner.ruled && check.isReadOnly(check.type, field));
}

function notWritable(names: readonly string[]): DmlRefusal {
  return refused(
    "INVALID_FIELD_FOR_INSERT_UPDATE",
    `Unable to create/update fields: ${names.join(", ")}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    names,
  );
}

function defaults(schema: Schema, type: SObjectType): Record<string, FieldValue> {
  const values: Record<string, FieldValue> = {};
  for (const { name, defaultValue } of schema.fields(type))
    if (defaultValue !== null) values[name] = defaultValue;
  return values;
}

function checkRequired(kept: Values, check: WriteCheck): void {
  const { schema, type, before } = check;
  const missing = schema
    .fields(type)
    .filter((field) => isRequired(field) && isEmpty(kept[field.name], before, field.name))
    .map(({ name }) => name);
  const isPerson = isPersonAccount(kept, before) && type.name === "Account";
  const really = missing.filter((name) => !(isPerson && name === "Name"));
  if (really.length > 0)
    throw refused(
      "REQUIRED_FIELD_MISSING",
      `Required fields are missing: [${really.join(", ")}]`,
      really,
    );
}

function isPersonAccount(kept: Values, before: SObjectRecord | undefined): boolean {
  return kept.IsPersonAccount === true || before?.values.IsPersonAccount === true;
}

function isRequired({ nillable, createable, updateable, name, type }: Field): boolean {
  // A checkbox that nobody set is off, not missing.
  return !nillable && type !== "boolean" && (createable || updateable) && name !== "OwnerId";
}

function isEmpty(value: FieldValue | undefined, before: SObjectRecord | undefined, name: string) {
  if (value !== undefined) return value === null;
  return before === undefined || (before.values[name] ?? null) === null;
}

function checkReference(name: string, value: FieldValue, check: WriteCheck): void {
  const field = check.schema.field(check.type, name);
  if (field?.type !== "reference" || typeof value !== "string") return;
  if (check.before?.values[name] === value) return;
  const target = check.schema.typeOfId(value);
  if (target === undefined || !field.referenceTo.includes(target.name))
    throw refused("MALFORMED_ID", `${field.label}: id value of incorrect type: ${value}`, [name]);
  const found = check.find(value);
  if (found === undefined)
    throw refused("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", []);
  if (isDeleted(found)) throw refused("ENTITY_IS_DELETED", "entity is deleted", []);
}
