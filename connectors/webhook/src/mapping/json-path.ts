import { JSONPathEnvironment, JSONPathError, type JSONPathNode, jsonpath } from "json-p3";
import { z } from "zod";
import type { Json } from "./read-json.ts";

const { FilterSelector } = jsonpath.selectors;
const { FunctionExtension, InfixExpression, LogicalExpression, PrefixExpression } =
  jsonpath.expressions;
const { FilterQuery } = jsonpath.expressions;

/** The longest path that is taken. */
const LONGEST = 300;

const environment = new JSONPathEnvironment({ strict: true, maxRecursionDepth: 100 });

/** A value that a path found, and the way to it. */
export interface Found {
  readonly value: Json;
  readonly location: readonly (string | number)[];
}

/** A path that is ready to be asked. */
export interface JsonPath {
  /** Whether it starts at the item (`@`), or at the whole body (`$`). */
  readonly ofItem: boolean;
  /** What it finds, in order and only as far as it is asked. */
  find(value: Json): Iterable<Found>;
}

type Compiled = JsonPath | { readonly fault: string };

/**
 * A JSONPath (RFC 9535) from the whole body (`$.customer.id`) or from the item that a rule is at (`@.sku`). A part of
 * the language whose work grows with the body and no faster: no `..`, one selector in a bracket, no functions, and
 * filters that ask about single values of the thing they filter.
 */
export const Path = z
  .string()
  .min(1)
  .max(LONGEST)
  .superRefine((text, context) => {
    const compiled = compile(text);
    if ("fault" in compiled) context.addIssue({ code: "custom", message: compiled.fault });
  })
  .meta({ id: "JsonPath", description: "A JSONPath from the body ($.a.b) or the item (@.a)." });

/** Makes a path ready; one that no schema has let through finds nothing. */
export function jsonPath(text: string): JsonPath {
  const compiled = compile(text);
  return "fault" in compiled ? { ofItem: false, find: () => [] } : compiled;
}

function compile(text: string): Compiled {
  const ofItem = text.startsWith("@");
  try {
    const query = environment.compile(ofItem ? `$${text.slice(1)}` : text);
    const fault = query.segments.map(segmentFault).find((each) => each !== undefined);
    if (fault !== undefined) return { fault: `${text}: ${fault}` };
    return { ofItem, find: (value) => founds(query.lazyQuery(value as never)) };
  } catch (error) {
    if (error instanceof JSONPathError) return { fault: `no JSONPath: ${error.message}` };
    throw error;
  }
}

function* founds(nodes: Iterable<JSONPathNode>): Generator<Found> {
  for (const { value, location } of nodes) yield { value: value as Json, location };
}

function segmentFault(segment: jsonpath.JSONPathSegment): string | undefined {
  if (segment.toString().startsWith("..")) return "write the way out; .. is not taken";
  const [selector, ...others] = segment.selectors;
  if (others.length > 0) return "write one selector in a bracket";
  return selector instanceof FilterSelector ? filterFault(selector.expression) : undefined;
}

function filterFault(expression: unknown): string | undefined {
  if (expression instanceof FunctionExtension) return "functions are not taken in a filter";
  if (expression instanceof LogicalExpression) return filterFault(expression.expression);
  if (expression instanceof PrefixExpression) return filterFault(expression.right);
  if (expression instanceof InfixExpression) {
    return filterFault(expression.left) ?? filterFault(expression.right);
  }
  if (!(expression instanceof FilterQuery)) return undefined;
  if (expression.toString().startsWith("$")) return "a filter asks about @, not about $";
  return expression.path.singularQuery() ? undefined : "a filter asks about one value, such as @.a";
}
