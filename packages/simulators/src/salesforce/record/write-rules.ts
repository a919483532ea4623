import type { SObjectType } from "../schema/sobject-type.ts";
import { DmlRefusal, refused } from "./dml-refusal.ts";
import type { OrgRules } from "./org-rules.ts";
import type { Values } from "./record.ts";
import type { RecordRegistry } from "./record-registry.ts";
import type { WriteManner } from "./transaction.ts";

/** A write that a record is about to get. */
export interface RuledWrite {
  readonly type: SObjectType;
  readonly after: Values;
  readonly before: Values | undefined;
  /** Missing for a new record. */
  readonly id: string | undefined;
  readonly manner: WriteManner;
}

/** Refuses what the org's rules do not allow: first validation, then uniqueness, then duplicates. */
export function checkOrgRules(
  records: RecordRegistry & { readonly rules: OrgRules },
  write: RuledWrite,
): void {
  if (write.manner.ruled) checkValidations(records.rules, write);
  checkUnique(records, write);
  if (write.manner.ruled) checkDuplicates(records, write);
}

function checkValidations(rules: OrgRules, { type, after, before }: RuledWrite): void {
  const broken = rules.validations.filter(
    (rule) => rule.type === type.name && rule.refuses(after, before),
  );
  if (broken.length > 0)
    throw new DmlRefusal(
      broken.map(({ message, field }) => ({
        statusCode: "FIELD_CUSTOM_VALIDATION_EXCEPTION",
        message,
        fields: field === undefined ? [] : [field],
      })),
    );
}

function checkUnique(records: RecordRegistry, { type, after, id }: RuledWrite): void {
  for (const field of records.schema.fields(type)) {
    const value = after[field.name] ?? null;
    if (!field.unique || value === null) continue;
    const owner = records.findBy(type, field.name, value);
    if (owner === undefined || owner.id === id) continue;
    throw refused(
      "DUPLICATE_VALUE",
      `duplicate value found: ${field.name} duplicates value on record with id: ${owner.id}`,
    );
  }
}

function checkDuplicates(
  records: RecordRegistry & { readonly rules: OrgRules },
  { type, after, before, id, manner }: RuledWrite,
): void {
  for (const rule of records.rules.duplicates) {
    const value = after[rule.field] ?? null;
    if (rule.type !== type.name || value === null || value === before?.[rule.field]) continue;
    if (rule.action === "alert" && manner.allowDuplicates) continue;
    for (const other of records.store(type).all()) {
      if (other.id === id || other.values.IsDeleted === true) continue;
      if (same(other.values[rule.field], value))
        throw refused("DUPLICATES_DETECTED", "Use one of these records?");
    }
  }
}

function same(one: Values[string] | undefined, other: Values[string]): boolean {
  return String(one ?? "").toLowerCase() === String(other).toLowerCase();
}
