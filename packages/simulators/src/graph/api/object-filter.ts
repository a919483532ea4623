import type { FilterNode, Literal } from "../../dataverse/odata/filter-node.ts";
import { GraphRefusal } from "../graph-refusal.ts";
import type { Json } from "./json-shape.ts";

/** A filter as a test of objects as Graph shows them; comparisons and `startswith` alone. */
export function filterOf(node: FilterNode, type: string): (body: Json) => boolean {
  if (node.kind === "and" || node.kind === "or") {
    const [left, right] = [filterOf(node.left, type), filterOf(node.right, type)];
    return node.kind === "and"
      ? (body) => left(body) && right(body)
      : (body) => left(body) || right(body);
  }
  if (node.kind === "not") {
    const inner = filterOf(node.inner, type);
    return (body) => !inner(body);
  }
  if (node.kind === "text" && node.name !== "endswith") {
    const { name, property, value } = node;
    const wanted = value.text.toLowerCase();
    return (body) => {
      const text = String(read(body, property.path, type)).toLowerCase();
      return name === "startswith" ? text.startsWith(wanted) : text.includes(wanted);
    };
  }
  if (node.kind === "lambda") return anyOf(node, type);
  if (node.kind !== "compare" || !("path" in node.left) || "path" in node.right)
    throw unsupported();
  const { left, right, how } = node;
  return (body) => {
    const order = compared(read(body, left.path, type), right);
    if (how === "eq") return order === 0;
    if (how === "ne") return order !== 0;
    if (how === "gt") return order > 0;
    if (how === "ge") return order >= 0;
    return how === "lt" ? order < 0 : order <= 0;
  };
}

/** Whether any of a collection passes: of extended properties alone, as far as is documented. */
function anyOf(
  { how, collection, variable, inner }: Extract<FilterNode, { kind: "lambda" }>,
  type: string,
): (body: Json) => boolean {
  const [name, ...deeper] = collection;
  const isKnown = name === "singleValueExtendedProperties" && deeper.length === 0;
  if (how !== "any" || !isKnown || inner === undefined) throw unsupported();
  const test = filterOf(inner, type);
  return (body) => {
    const list: unknown = body[name];
    return Array.isArray(list) && list.some((one) => test({ [variable]: one }));
  };
}

function read(body: Json, path: readonly string[], type: string): unknown {
  let value: unknown = body;
  for (const name of path) {
    if (typeof value !== "object" || value === null || !(name in value))
      throw new GraphRefusal(
        400,
        "RequestBroker--ParseUri",
        `Could not find a property named '${name}' on type 'Microsoft.OutlookServices.${type}'.`,
      );
    value = { ...value }[name];
  }
  return value;
}

function compared(value: unknown, literal: Literal): number {
  if (literal.kind === "null") return value === null ? 0 : 1;
  if (literal.kind === "boolean") return value === (literal.text === "true") ? 0 : 1;
  if (literal.kind === "moment" || literal.kind === "date")
    return Date.parse(String(value)) - Date.parse(literal.text);
  if (literal.kind !== "string" && literal.kind !== "guid") throw unsupported();
  const [one, other] = [String(value).toLowerCase(), literal.text.toLowerCase()];
  return one === other ? 0 : one < other ? -1 : 1;
}

function unsupported(): GraphRefusal {
  return new GraphRefusal(
    400,
    "ErrorInvalidUrlQueryFilter",
    "The query filter contains one or more invalid nodes.",
  );
}
