import type { JsonSchema } from "@perennial/lifecycle";
import { isRecord, type Path } from "./paths.ts";

/** A schema that is looked into. */
export interface SchemaWalk {
  /** Every form that the part of the file at a path may have. */
  at(path: Path, siblings?: Siblings): readonly JsonSchema[];
}

/** What is written beside a place: a step's `do` decides what else it may have. */
export type Siblings = Readonly<Record<string, string>>;

const NO_SIBLINGS: Siblings = {};

/** Walks a JSON Schema by the paths of the file it describes. */
export function walkSchema(root: JsonSchema): SchemaWalk {
  return {
    at(path, siblings = NO_SIBLINGS) {
      let here = forms(root, root);
      for (const segment of path) here = here.flatMap((each) => child(each, segment, root));
      return here.filter((each) => fits(each, siblings));
    },
  };
}

/** A schema's properties; none for what is no map. */
export function propertiesOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  if (!isRecord(schema.properties)) return {};
  return Object.fromEntries(
    Object.entries(schema.properties).filter((entry): entry is [string, JsonSchema] =>
      isRecord(entry[1]),
    ),
  );
}

function child(schema: JsonSchema, segment: string | number, root: JsonSchema) {
  if (typeof segment === "number") return forms(schema.items, root);
  const property = propertiesOf(schema)[segment];
  return forms(property ?? schema.additionalProperties, root);
}

/** A schema with what it refers to and chooses between laid side by side. */
function forms(schema: unknown, root: JsonSchema): readonly JsonSchema[] {
  if (!isRecord(schema)) return [];
  if (typeof schema.$ref === "string") return forms(referred(schema.$ref, root), root);
  const parts = [schema.allOf, schema.anyOf, schema.oneOf].filter(Array.isArray).flat();
  if (parts.length === 0) return [schema];
  return parts.flatMap((part) => forms(part, root));
}

function referred(reference: string, root: JsonSchema): unknown {
  return reference
    .replace(/^#\/?/, "")
    .split("/")
    .filter((key) => key !== "")
    .reduce<unknown>((node, key) => (isRecord(node) ? node[key] : undefined), root);
}

/** Whether a form can be that of a map with what stands in it already. */
function fits(schema: JsonSchema, siblings: Siblings): boolean {
  const properties = propertiesOf(schema);
  return Object.entries(siblings).every(([key, value]) => {
    const property = properties[key];
    if (property === undefined) return schema.additionalProperties !== false;
    return property.const === undefined || property.const === value;
  });
}
