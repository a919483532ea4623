import type { FieldValue } from "../schema/field.ts";
import type { Values } from "./record.ts";

/** The values without those that are nothing. */
export function withoutEmpty(values: Values): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

/** What differs between two states of a record, with what it is now. */
export function changedValues(before: Values, after: Values): Record<string, FieldValue> {
  const changed: Record<string, FieldValue> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
    if ((before[name] ?? null) !== (after[name] ?? null)) changed[name] = after[name] ?? null;
  return changed;
}
