import type { Language } from "perennial-hubspot-shared";

type Words = Readonly<Record<Language, string>>;

/** As much of JSON Schema 2020-12 as settings are written in, with the words that a form shows. */
export interface FieldSchema {
  readonly type?: string;
  readonly label?: Words;
  readonly help?: Words;
  readonly secret?: boolean;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly items?: FieldSchema;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly FieldSchema[];
  readonly propertyNames?: FieldSchema;
  readonly additionalProperties?: FieldSchema | boolean;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
}

/** What kind of field a schema asks for, with what that kind needs. */
export type FieldKind =
  | { readonly kind: "nullable"; readonly inner: FieldSchema }
  | { readonly kind: "variants"; readonly variants: readonly FieldSchema[] }
  | { readonly kind: "object"; readonly properties: Readonly<Record<string, FieldSchema>> }
  | { readonly kind: "record"; readonly values: FieldSchema; readonly names: FieldSchema }
  | { readonly kind: "list"; readonly items: FieldSchema }
  | { readonly kind: "enum"; readonly options: readonly string[] }
  | { readonly kind: "boolean" | "number" | "text" };

/** Reads which kind of field a schema asks for; what is not known is asked for as text. */
export function kindOf(schema: FieldSchema): FieldKind {
  const { type, properties, items, anyOf, additionalProperties } = schema;
  if (anyOf) return kindOfUnion(anyOf);
  if (properties) return { kind: "object", properties };
  if (typeof additionalProperties === "object") {
    return { kind: "record", values: additionalProperties, names: schema.propertyNames ?? {} };
  }
  if (items) return { kind: "list", items };
  if (schema.enum) return { kind: "enum", options: schema.enum };
  if (type === "boolean") return { kind: "boolean" };
  return { kind: type === "number" || type === "integer" ? "number" : "text" };
}

function kindOfUnion(anyOf: readonly FieldSchema[]): FieldKind {
  const variants = anyOf.filter(({ type }) => type !== "null");
  const [only] = variants;
  const inner = variants.length === 1 && only ? only : { anyOf: variants };
  if (variants.length < anyOf.length) return { kind: "nullable", inner };
  return only && variants.length === 1 ? kindOf(only) : { kind: "variants", variants };
}

/** Which variant of a union a value is of: the first whose required fields it has. */
export function variantOf(
  variants: readonly FieldSchema[],
  value: unknown,
): FieldSchema | undefined {
  if (!isValues(value)) return undefined;
  return variants.find(({ required = [] }) => required.every((name) => name in value));
}

/** The values of an object of a form. */
export type Values = Readonly<Record<string, unknown>>;

/** Whether a value is an object with fields. */
export function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value with the defaults of what it leaves out, so that a form shows what holds. */
export function withDefaults(schema: FieldSchema, given: unknown): unknown {
  const value = given === undefined ? schema.default : given;
  const kind = kindOf(schema);
  if (kind.kind === "nullable") return value === null ? null : withDefaults(kind.inner, value);
  if (kind.kind === "list" && Array.isArray(value)) {
    return value.map((item) => withDefaults(kind.items, item));
  }
  if (!isValues(value)) return value;
  if (kind.kind === "variants") {
    return withDefaults(variantOf(kind.variants, value) ?? {}, value);
  }
  if (kind.kind !== "object") return value;
  const named = Object.entries(kind.properties).map(([name, field]) => [
    name,
    withDefaults(field, value[name]),
  ]);
  return { ...value, ...Object.fromEntries(named.filter(([, each]) => each !== undefined)) };
}

/** What a new item of a list, or a field that is turned on, starts with. */
export function blankOf(schema: FieldSchema): unknown {
  if (schema.default !== undefined) return withDefaults(schema, undefined);
  const kind = kindOf(schema);
  if (kind.kind === "variants") return blankOf(kind.variants[0] ?? {});
  if (kind.kind === "list") return [];
  if (kind.kind === "record") return {};
  if (kind.kind === "enum") return kind.options[0];
  if (kind.kind === "text") return "";
  if (kind.kind !== "object") return undefined;
  const { required = [] } = schema;
  const fields = Object.entries(kind.properties).map(([name, field]) => [
    name,
    required.includes(name) ? blankOf(field) : withDefaults(field, undefined),
  ]);
  return Object.fromEntries(fields.filter(([, each]) => each !== undefined));
}
