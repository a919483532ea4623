import type { LocalizedText } from "@perennial/contract";
import { z } from "zod";

/** What a form shows beside a field of a connector's settings. */
export interface SettingWords {
  readonly label: LocalizedText;
  readonly help?: LocalizedText;
}

/** Names a settings field in its metadata, where forms and the JSON Schema of the settings find it. */
export function setting<Schema extends z.ZodType>(schema: Schema, words: SettingWords): Schema {
  return schema.meta({ ...words, title: words.label.en, description: words.help?.en });
}

/**
 * A settings field that is sealed at rest, never shown again and never written to a log or an error.
 * Its metadata has `secret: true`.
 */
export function secret(words: SettingWords, schema: z.ZodString = z.string().min(1)): z.ZodString {
  const meta = { ...words, title: words.label.en, description: words.help?.en };
  return schema.meta({ ...meta, secret: true });
}

/** The values of all fields marked secret, for redaction. */
export function secretValues(schema: z.ZodType, settings: unknown): readonly string[] {
  if (settings === undefined || settings === null) return [];
  if (schema.meta()?.secret === true) return typeof settings === "string" ? [settings] : [];
  if (isWrapper(schema)) {
    const inner = schema.unwrap();
    return inner instanceof z.ZodType ? secretValues(inner, settings) : [];
  }
  if (!(schema instanceof z.ZodObject) || typeof settings !== "object") return [];
  const values = new Map(Object.entries(settings));
  return Object.entries(schema.shape).flatMap(([name, field]) =>
    field instanceof z.ZodType ? secretValues(field, values.get(name)) : [],
  );
}

function isWrapper(
  schema: z.ZodType,
): schema is z.ZodOptional | z.ZodDefault | z.ZodPrefault | z.ZodNullable {
  return (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
  );
}
