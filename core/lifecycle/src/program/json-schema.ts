import { z } from "zod";
import { Program } from "./program.ts";
import { KEY_WORDS, STEP_WORDS } from "./schema-words.ts";

/** A node of a JSON Schema, as far as we look into it. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * The JSON Schema of a program file (draft 7, which YAML editors understand best), with a description of
 * every key. What it cannot say, `checkProgram` does.
 *
 * @example
 * // first line of a program file, for the YAML language server
 * // # yaml-language-server: $schema=../program.schema.json
 * writeFileSync("program.schema.json", JSON.stringify(programJsonSchema(), null, 2));
 */
export function programJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(Program, { io: "input", target: "draft-7" });
  return {
    ...described(schema, undefined),
    title: "Perennial program",
    description: "A program: a process sheet that runs.",
  };
}

/** Copies a schema, with words for every key and step kind that has none. */
function described(node: unknown, group: string | undefined): JsonSchema {
  if (!isNode(node)) return {};
  const entries = Object.entries(node).map(([keyword, value]): [string, unknown] => {
    if (keyword === "properties" && isNode(value)) return [keyword, properties(value, group)];
    return [keyword, copied(value, group)];
  });
  const copy = Object.fromEntries(entries);
  const words = stepWords(node);
  return words ? { ...copy, ...words } : copy;
}

function copied(value: unknown, group: string | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => copied(item, group));
  return isNode(value) ? described(value, group) : value;
}

function properties(nodes: JsonSchema, group: string | undefined): JsonSchema {
  const kind = constOf(nodes.do) ?? group;
  return Object.fromEntries(
    Object.entries(nodes).map(([key, node]) => {
      const words = KEY_WORDS[`${kind}.${key}`] ?? KEY_WORDS[key];
      return [key, withWords(described(node, key), words)];
    }),
  );
}

/** Words stand beside the rest; beside a reference they would count for nothing in draft 7. */
function withWords(node: JsonSchema, words: string | undefined): JsonSchema {
  if (words === undefined) return node;
  if ("$ref" in node) return { description: words, allOf: [node] };
  return { description: words, ...node };
}

function stepWords(node: JsonSchema): JsonSchema | undefined {
  const kind = isNode(node.properties) ? constOf(node.properties.do) : undefined;
  if (kind === undefined || !isStepKind(kind)) return undefined;
  return { title: kind, description: STEP_WORDS[kind] };
}

function isStepKind(kind: string): kind is keyof typeof STEP_WORDS {
  return Object.hasOwn(STEP_WORDS, kind);
}

function constOf(node: unknown): string | undefined {
  return isNode(node) && typeof node.const === "string" ? node.const : undefined;
}

function isNode(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
