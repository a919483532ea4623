import type { FilterNode, Literal } from "../odata/filter-node.ts";
import { OdataProblem } from "../odata/odata-problem.ts";
import type { MetadataBody } from "./metadata-body.ts";

/** A filter as a test of objects of the metadata; the metadata knows comparisons alone. */
export function metadataTest(node: FilterNode, type: string): (body: MetadataBody) => boolean {
  if (node.kind === "and" || node.kind === "or") {
    const [left, right] = [metadataTest(node.left, type), metadataTest(node.right, type)];
    return node.kind === "and"
      ? (body) => left(body) && right(body)
      : (body) => left(body) || right(body);
  }
  if (node.kind === "not") {
    const inner = metadataTest(node.inner, type);
    return (body) => !inner(body);
  }
  if (node.kind !== "compare" || !("path" in node.left) || "path" in node.right)
    throw new OdataProblem("The $filter of metadata supports comparisons with a value only.");
  const { left, right, how } = node;
  if (how !== "eq" && how !== "ne")
    throw new OdataProblem(`The operator '${how}' is not supported for metadata.`);
  return (body) => {
    const value = read(body, left.path, type);
    return same(value, right) === (how === "eq");
  };
}

function read(body: MetadataBody, path: readonly string[], type: string): unknown {
  let value: unknown = body;
  for (const name of path) {
    if (typeof value !== "object" || value === null || !(name in value))
      throw new OdataProblem(
        `Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${type}'.`,
      );
    value = { ...value }[name];
  }
  return value;
}

function same(value: unknown, literal: Literal): boolean {
  if (literal.kind === "null") return value === null;
  if (literal.kind === "number") return value === Number(literal.text);
  if (literal.kind === "boolean") return value === (literal.text === "true");
  if (typeof value !== "string")
    throw new OdataProblem(`The value '${literal.text}' is of another type than the property.`);
  return value.toLowerCase() === literal.text.toLowerCase();
}
