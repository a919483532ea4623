import type { Connector } from "@perennial/contract";
import { LocalizedText } from "@perennial/contract";
import { z } from "zod";

/** A JSON Schema, as far as it is looked at here; whatever else it may be is left alone. */
type Schema = Readonly<Record<string, unknown>>;

/** A field of a connector's settings. */
export interface SettingsField {
  readonly name: string;
  readonly required: boolean;
  /** Whether it has a label in Swedish and English. */
  readonly labelled: boolean;
}

/** A connector's settings as forms see them. */
export function settingsSchema(connector: Connector): Schema {
  return z.toJSONSchema(connector.settings, { io: "input", unrepresentable: "any" });
}

/** The outermost fields, those of all alternatives together. */
export function fieldsOf(schema: Schema): readonly SettingsField[] {
  const required = listOf(schema.required);
  const own = Object.entries(asSchema(schema.properties)).map(([name, field]) => ({
    name,
    required: required.includes(name),
    labelled: LocalizedText.safeParse(asSchema(field).label).success,
  }));
  return [...own, ...alternatives(schema).flatMap(fieldsOf)];
}

/** The values of all fields marked secret. */
export function secretsIn(schema: Schema, value: unknown): readonly string[] {
  if (schema.secret === true) return typeof value === "string" ? [value] : [];
  const values = asSchema(value);
  const own = Object.entries(asSchema(schema.properties)).flatMap(([name, field]) =>
    secretsIn(asSchema(field), values[name]),
  );
  const items = Array.isArray(value)
    ? value.flatMap((item) => secretsIn(asSchema(schema.items), item))
    : [];
  const others = alternatives(schema).flatMap((one) => secretsIn(one, value));
  return [...new Set([...own, ...items, ...others])];
}

/** The secrets, and every form in which they may travel: escaped, in base64, joined with a user name. */
export function tracesOf(secrets: readonly string[], settings: unknown): readonly string[] {
  const others = textsIn(settings);
  const joined = secrets.flatMap((secret) =>
    others.flatMap((other) => [`${other}:${secret}`, `\0${other}\0${secret}`]),
  );
  return [...secrets, ...joined].flatMap((text) => [
    ...(secrets.includes(text) ? [text, encodeURIComponent(text)] : []),
    Buffer.from(text).toString("base64").replace(/=+$/, ""),
  ]);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function alternatives(schema: Schema): readonly Schema[] {
  return ["anyOf", "oneOf", "allOf"].flatMap((name) => {
    const list = schema[name];
    return Array.isArray(list) ? list.map(asSchema) : [];
  });
}

function asSchema(value: unknown): Schema {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
