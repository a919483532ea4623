import type { JsonSchema } from "@perennial/lifecycle";
import type { Path } from "./paths.ts";
import { propertiesOf, type SchemaWalk } from "./schema-walk.ts";
import { yamlCursor } from "./yaml-cursor.ts";

/** Something that may be written at the cursor. */
export interface Suggestion {
  readonly label: string;
  /** What is put there. */
  readonly apply: string;
  readonly kind: "key" | "value";
  /** What it means. */
  readonly info?: string;
}

/** What may be written, and where the word begins that it replaces. */
export interface Suggestions {
  readonly from: number;
  readonly items: readonly Suggestion[];
}

/** Names that the program or the company has, for the value of a key. */
export type NamesFor = (key: string, path: Path) => readonly string[];

/** What may be written at a place of a program's file, by its schema and the names there are. */
export function completeYaml(
  text: string,
  offset: number,
  { walk, names }: { readonly walk: SchemaWalk; readonly names: NamesFor },
): Suggestions | undefined {
  const cursor = yamlCursor(text, offset);
  if (!cursor) return undefined;
  const { path, key, from, siblings } = cursor;
  if (key !== undefined) {
    const schemas = walk.at([...path, key], undefined);
    const known = schemas.flatMap(valuesOf);
    const values = [...new Set([...known, ...names(key, path)])];
    const items = values.map((value) => ({ label: value, apply: value, kind: "value" as const }));
    return items.length === 0 ? undefined : { from, items };
  }
  const found = new Map<string, JsonSchema>();
  for (const schema of walk.at(path, siblings)) {
    for (const [name, property] of Object.entries(propertiesOf(schema))) {
      if (!Object.hasOwn(siblings, name) && !found.has(name)) found.set(name, property);
    }
  }
  const items = [...found].map(
    ([name, property]): Suggestion => ({
      ...{ label: name, apply: `${name}: `, kind: "key" },
      ...(typeof property.description === "string" && { info: property.description }),
    }),
  );
  return items.length === 0 ? undefined : { from, items };
}

function valuesOf(schema: JsonSchema): readonly string[] {
  if (typeof schema.const === "string") return [schema.const];
  if (schema.type === "boolean") return ["true", "false"];
  if (!Array.isArray(schema.enum)) return [];
  return schema.enum.filter((value): value is string => typeof value === "string");
}
