/** Settings as they are filled in. */
export type Values = Readonly<Record<string, unknown>>;

/** The part of JSON Schema that settings are described in, with words in both languages. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly default?: unknown;
  readonly label?: { readonly sv: string; readonly en: string };
  readonly help?: { readonly sv: string; readonly en: string };
  readonly secret?: boolean;
  readonly format?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** How a field is shown. */
export type FieldKind =
  | "text"
  | "secret"
  | "number"
  | "boolean"
  | "choice"
  | "choices"
  | "group"
  | "list"
  | "union"
  | "json";

/** Whether something is a schema. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null;
}

/** What a schema stands for: what it refers to, and what remains of it when it may also be null. */
export function bare(schema: Schema, root: Schema): Schema {
  const { $ref, anyOf, allOf } = schema;
  if ($ref !== undefined) {
    const found = root.$defs?.[$ref.split("/").at(-1) ?? ""];
    return found ? bare({ ...found, ...without(schema) }, root) : schema;
  }
  const [only] = allOf ?? [];
  if (allOf?.length === 1 && only) return bare({ ...only, ...without(schema) }, root);
  const rest = anyOf?.filter(({ type }) => type !== "null") ?? [];
  const [first] = rest;
  if (anyOf && rest.length === 1 && first) return bare({ ...first, ...without(schema) }, root);
  return schema;
}

function without({ $ref: _, anyOf: __, allOf: ___, ...rest }: Schema): Schema {
  return rest;
}

/** Whether a field may be turned off with null. */
export function mayBeNull({ anyOf, type }: Schema): boolean {
  return (
    (anyOf?.some((each) => each.type === "null") ?? false) ||
    (Array.isArray(type) && type.includes("null"))
  );
}

/** How a field is shown; what no form can show is written as JSON. */
export function kindOf(schema: Schema, root: Schema): FieldKind {
  const { type, enum: options, properties, items, secret } = schema;
  if (secret) return "secret";
  if (options) return "choice";
  if (type === "boolean") return "boolean";
  if (type === "integer" || type === "number") return "number";
  if (type === "string") return "text";
  if (optionsOf(schema, root)) return "union";
  if (type === "object" && properties) return "group";
  if (type === "array" && items) {
    const item = bare(items, root);
    if (item.enum) return "choices";
    if (item.type === "object" && item.properties) return "list";
  }
  return "json";
}

/** Several shapes of one field, told apart by one of its fields. */
export interface Options {
  /** The field that says which it is. */
  readonly by: string;
  readonly shapes: readonly { readonly name: string; readonly schema: Schema }[];
}

/** The shapes that a field can have; nothing for a field of one shape. */
export function optionsOf({ oneOf, anyOf }: Schema, root: Schema): Options | undefined {
  const shapes = (oneOf ?? anyOf ?? []).map((each) => bare(each, root));
  const by = Object.entries(shapes[0]?.properties ?? {}).find(
    ([, field]) => field.const !== undefined,
  )?.[0];
  if (by === undefined || shapes.length < 2) return undefined;
  const named = shapes.flatMap((schema) => {
    const name = schema.properties?.[by]?.const;
    return name === undefined ? [] : [{ name: String(name), schema }];
  });
  return named.length === shapes.length ? { by, shapes: named } : undefined;
}

/** What a new form begins with: defaults are left for the server to fill in. */
export function emptyOf(_schema: Schema): Values {
  return {};
}

/** Values with one changed; what is emptied is left out. */
export function withValue(values: Values, name: string, value: unknown): Values {
  if (value === undefined) {
    const { [name]: _, ...rest } = values;
    return rest;
  }
  return { ...values, [name]: value };
}

/** Whether something has fields. */
export function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
