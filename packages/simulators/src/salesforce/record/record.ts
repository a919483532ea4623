import type { FieldValue } from "../schema/field.ts";
import type { SObjectType } from "../schema/sobject-type.ts";

/** The fields of a record that have a value, by their names as the schema writes them. */
export type Values = Readonly<Record<string, FieldValue>>;

/** A record; changed by replacing it, so that what a query found stays as it was found. */
export interface SObjectRecord {
  /** With 18 characters. */
  readonly id: string;
  readonly type: SObjectType;
  readonly values: Values;
}

/** What a field holds; `null` where it holds nothing. */
export function fieldOf(record: SObjectRecord, name: string): FieldValue {
  return record.values[name] ?? null;
}

/** What a field of text or a reference holds. */
export function textOf(record: SObjectRecord, name: string): string | undefined {
  const value = record.values[name];
  return typeof value === "string" ? value : undefined;
}

/** Whether it lies in the bin. */
export function isDeleted(record: SObjectRecord): boolean {
  return record.values.IsDeleted === true;
}
