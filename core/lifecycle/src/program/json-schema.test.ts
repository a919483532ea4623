import { expect, test } from "vitest";
import { type JsonSchema, programJsonSchema } from "./json-schema.ts";
import { STEP_WORDS } from "./schema-words.ts";

const schema = programJsonSchema();

function isNode(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null;
}

/** Every node of the schema with the way to it. */
function nodesOf(node: unknown, path = "#"): readonly (readonly [string, JsonSchema])[] {
  if (!isNode(node)) return [];
  const below = Object.entries(node).flatMap(([key, value]) => nodesOf(value, `${path}/${key}`));
  return Array.isArray(node) ? below : [[path, node], ...below];
}

function at(...path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (isNode(node) ? node[key] : undefined), schema);
}

test("it is a draft 7 schema of a program", () => {
  expect(schema).toMatchObject({
    $schema: "http://json-schema.org/draft-07/schema#",
    $ref: "#/definitions/Program",
    title: "Perennial program",
  });
  expect(at("definitions", "Program", "additionalProperties")).toBe(false);
  expect(at("definitions", "Program", "required")).toEqual([
    "id",
    "name",
    "updated",
    "objective",
    "target",
    "targetGroup",
    "responsible",
    "doneBy",
    "subject",
    "triggers",
    "steps",
  ]);
});

test("every reference leads somewhere", () => {
  const references = nodesOf(schema).flatMap(([, node]) =>
    typeof node.$ref === "string" ? [node.$ref] : [],
  );
  expect(references.length).toBeGreaterThan(50);
  for (const reference of references) {
    expect(at(...reference.replace("#/", "").split("/")), reference).toBeDefined();
  }
});

test("every key has a description", () => {
  const lacking = nodesOf(schema).flatMap(([path, { properties }]) =>
    isNode(properties)
      ? Object.entries(properties)
          .filter(([, node]) => !isNode(node) || typeof node.description !== "string")
          .map(([key]) => `${path}/${key}`)
      : [],
  );
  expect(lacking).toEqual([]);
});

test("every kind of step is named and described", () => {
  const kinds = at("definitions", "Program", "properties", "steps", "items", "oneOf");
  const titles = Array.isArray(kinds) ? kinds.map((kind: JsonSchema) => kind.title) : [];
  expect([...titles].sort()).toEqual(Object.keys(STEP_WORDS).sort());
});

test("it survives JSON unchanged", () => {
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
});
