import { type Column, isLookup } from "../metadata/column.ts";
import type { Table } from "../metadata/table.ts";
import { columnValue, type Row } from "../record/row.ts";
import { isReference } from "../record/value.ts";
import { compareKeys, type Key, keyOf, storedKey } from "./edm.ts";
import type { Comparison, FilterNode, Literal, PropertyPath } from "./filter-node.ts";
import { likePattern } from "./like.ts";
import { OdataProblem } from "./odata-problem.ts";
import { queryTest } from "./query-function.ts";
import type { RowSource } from "./row-source.ts";

/** Whether a row fits. */
export type RowTest = (row: Row) => boolean;

/** Reads something of a row that is compared. */
export interface Reader {
  readonly column: Column;
  read(row: Row): Key;
}

/** A filter as a test of a table's rows; refuses columns, types and paths that are not there. */
export function testOf(node: FilterNode, table: Table, source: RowSource, variable = ""): RowTest {
  const scope = { table, source, variable };
  if (node.kind === "and" || node.kind === "or") {
    const left = testOf(node.left, table, source, variable);
    const right = testOf(node.right, table, source, variable);
    return node.kind === "and"
      ? (row) => left(row) && right(row)
      : (row) => left(row) || right(row);
  }
  if (node.kind === "not") {
    const inner = testOf(node.inner, table, source, variable);
    return (row) => !inner(row);
  }
  if (node.kind === "compare") return compareTest(node, scope);
  if (node.kind === "text") return textTest(node, scope);
  if (node.kind === "query")
    return queryTest(node, readerOf([node.property], { ...scope, variable: "" }), source.nowMs);
  return lambdaTest(node, scope);
}

/** Reads a property by its path; the path may lead over one single-valued navigation property. */
export function readerOf(path: readonly string[], scope: Scope): Reader {
  const [first = "", ...rest] = withoutVariable(path, scope.variable);
  const { table } = scope;
  if (rest.length === 0) return ownReader(table, first);
  const navigation = table.navigation(first);
  if (navigation === undefined) throw noProperty(first, table);
  const target = scope.source.table(navigation.target.table);
  if (target === undefined) throw noProperty(first, table);
  const inner = readerOf(rest, { ...scope, table: target, variable: "" });
  return {
    column: inner.column,
    read: (row) => {
      const value = columnValue(table, row, navigation.column.name);
      if (!isReference(value) || value.table !== target.name) return undefined;
      const found = scope.source.row(value);
      return found === undefined ? undefined : inner.read(found);
    },
  };
}

/** What a path is read against. */
export interface Scope {
  readonly table: Table;
  readonly source: RowSource;
  /** The variable of `any` or `all`; empty outside of them. */
  readonly variable: string;
}

function ownReader(table: Table, name: string): Reader {
  const column = table.property(name);
  if (column === undefined || column.isWriteOnly) throw noProperty(name, table);
  return { column, read: (row) => storedKey(column, columnValue(table, row, column.name)) };
}

function withoutVariable(path: readonly string[], variable: string): readonly string[] {
  if (variable === "") return path;
  if (path[0] === variable && path.length > 1) return path.slice(1);
  throw new OdataProblem(`Could not find a property named '${path[0]}' on the range variable.`);
}

function compareTest(node: FilterNode & { kind: "compare" }, scope: Scope): RowTest {
  const { left, right, how } = node;
  if ("path" in left && "path" in right) return columnsTest(left, right, { how, scope });
  if ("path" in left && !("path" in right)) return literalTest(left, right, { how, scope });
  if (!("path" in left) && "path" in right)
    return literalTest(right, left, { how: turned(how), scope });
  throw new OdataProblem("At least one operand of a comparison must be a property.");
}

function literalTest(
  property: PropertyPath,
  literal: Literal,
  { how, scope }: { how: Comparison; scope: Scope },
): RowTest {
  const reader = readerOf(property.path, scope);
  const wanted = keyOf(reader.column, literal, how);
  if (wanted === undefined) {
    if (how !== "eq" && how !== "ne")
      throw new OdataProblem(`The operator '${how}' cannot be used with null.`);
    return (row) => (reader.read(row) === undefined) === (how === "eq");
  }
  return (row) => holds(how, reader.read(row), wanted);
}

function columnsTest(
  left: PropertyPath,
  right: PropertyPath,
  { how, scope }: { how: Comparison; scope: Scope },
): RowTest {
  const [one, other] = [readerOf(left.path, scope), readerOf(right.path, scope)];
  return (row) => {
    const wanted = other.read(row);
    return wanted !== undefined && holds(how, one.read(row), wanted);
  };
}

// What has no value is unequal to everything, as the service has it.
function holds(how: Comparison, key: Key, wanted: string | number | boolean): boolean {
  if (key === undefined) return how === "ne";
  const order = compareKeys(key, wanted);
  if (how === "eq") return order === 0;
  if (how === "ne") return order !== 0;
  if (how === "gt") return order > 0;
  if (how === "ge") return order >= 0;
  return how === "lt" ? order < 0 : order <= 0;
}

function turned(how: Comparison): Comparison {
  const other = { eq: "eq", ne: "ne", gt: "lt", ge: "le", lt: "gt", le: "ge" } as const;
  return other[how];
}

function textTest(node: FilterNode & { kind: "text" }, scope: Scope): RowTest {
  const { read, column } = readerOf(node.property.path, scope);
  if (isLookup(column) || typeof keyOf(column, node.value, node.name) !== "string")
    throw new OdataProblem(`The function '${node.name}' needs a property of type 'Edm.String'.`);
  const pattern = likePattern(node.name, node.value.text);
  return (row) => {
    const value = read(row);
    return typeof value === "string" && pattern.test(value);
  };
}

function lambdaTest(node: FilterNode & { kind: "lambda" }, scope: Scope): RowTest {
  const [name = "", more] = withoutVariable(node.collection, scope.variable);
  const collection = scope.source.collection(scope.table, name);
  if (collection === undefined || more !== undefined) throw noProperty(name, scope.table);
  const { from, column } = collection;
  const inner =
    node.inner === undefined ? () => true : testOf(node.inner, from, scope.source, node.variable);
  return (row) => {
    const rows = scope.source.pointingAt(from, column, row.id);
    return node.how === "any" ? rows.some(inner) : rows.every(inner);
  };
}

/** The refusal of a property that a table has not. */
export function noProperty(name: string, table: Table): OdataProblem {
  return new OdataProblem(
    `Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${table.name}'.`,
  );
}
