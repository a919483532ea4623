import { z } from "zod";
import { fieldsOf, innerOf, isWrapper } from "../setup/settings-fields.ts";

/** Settings of a connection, secrets opened. */
export type Settings = Readonly<Record<string, unknown>>;

/**
 * Present settings with changes: an object is merged field by field, beginning with its default where it is not filled
 * in, a list is replaced, and what is left out stays, secrets included. Null turns off a field that may be off, which
 * is not the same as its default, and takes any other field away.
 */
export function mergeSettings(schema: z.ZodType, present: Settings, changes: Settings): Settings {
  const merged = new Map(Object.entries(present));
  for (const [name, value] of Object.entries(changes)) {
    const field = fieldAt(schema, name);
    if (value === null && !field?.safeParse(null).success) merged.delete(name);
    else if (isSettings(value)) {
      const before = merged.get(name);
      const start = isSettings(before) ? before : defaultOf(field);
      merged.set(name, mergeSettings(field ?? z.unknown(), start, value));
    } else merged.set(name, value);
  }
  return Object.fromEntries(merged);
}

/** Whether a value is an object with fields. */
export function isSettings(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The schema of a field, or of what stands under a name that the settings' owner has chosen. */
function fieldAt(schema: z.ZodType, name: string): z.ZodType | undefined {
  if (isWrapper(schema)) return fieldAt(innerOf(schema), name);
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  const fields = fieldsOf(schema);
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function defaultOf(field: z.ZodType | undefined): Settings {
  if (field === undefined || !isWrapper(field)) return {};
  const value =
    field instanceof z.ZodDefault || field instanceof z.ZodPrefault ? field.def.defaultValue : null;
  return isSettings(value) ? value : defaultOf(innerOf(field));
}
