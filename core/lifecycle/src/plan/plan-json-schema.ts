import { z } from "zod";
import type { JsonSchema } from "../program/json-schema.ts";
import { LifecyclePlan } from "./lifecycle-plan.ts";
import { PLAN_KEY_WORDS } from "./plan-words.ts";

/**
 * The JSON Schema of a plan's file (draft 7, which YAML editors understand best), with a description of its keys. What it
 * cannot say, `checkPlan` does.
 *
 * @example
 * // first line of a plan's file, for the YAML language server
 * // # yaml-language-server: $schema=../plan.schema.json
 * writeFileSync("plan.schema.json", JSON.stringify(planJsonSchema(), null, 2));
 */
export function planJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(LifecyclePlan, { io: "input", target: "draft-7" });
  return {
    ...described(schema, undefined),
    title: "Perennial lifecycle plan",
    description:
      "How a company tells its customers apart: tiers, phases, value, segments and flows.",
  };
}

/** Under which key of a plan each of its parts stands. */
const HOLDERS: Readonly<Record<string, string>> = {
  TierRules: "tiers",
  PointsRules: "points",
  PhaseRules: "phases",
  ValueClassRules: "valueClasses",
  MatrixRules: "matrix",
  FlowRules: "flows",
  ChurnRules: "churn",
  CostSignalRules: "costSignals",
};

/** Copies a schema, with words for the keys that have any. */
function described(node: unknown, holder: string | undefined): JsonSchema {
  if (!isNode(node)) return {};
  return Object.fromEntries(
    Object.entries(node).map(([keyword, value]): [string, unknown] => {
      if (keyword === "definitions" && isNode(value)) return [keyword, definitions(value)];
      if (keyword !== "properties" || !isNode(value)) return [keyword, copied(value, holder)];
      const properties = Object.entries(value).map(([key, each]): [string, JsonSchema] => {
        const words = PLAN_KEY_WORDS[`${holder}.${key}`] ?? PLAN_KEY_WORDS[key];
        return [key, withWords(described(each, key), words)];
      });
      return [keyword, Object.fromEntries(properties)];
    }),
  );
}

function definitions(nodes: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(nodes).map(([id, node]) => [id, described(node, HOLDERS[id])]),
  );
}

function copied(value: unknown, holder: string | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => copied(item, holder));
  return isNode(value) ? described(value, holder) : value;
}

/** Words stand beside the rest; beside a reference they would count for nothing in draft 7. */
function withWords(node: JsonSchema, words: string | undefined): JsonSchema {
  if (words === undefined) return node;
  return "$ref" in node ? { description: words, allOf: [node] } : { ...node, description: words };
}

function isNode(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
