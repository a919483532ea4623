import type { Row } from "../record/row.ts";
import { compareKeys, keyOf } from "./edm.ts";
import type { FilterNode, Literal } from "./filter-node.ts";
import type { Reader, RowTest } from "./filter-test.ts";
import { OdataProblem } from "./odata-problem.ts";

type QueryNode = FilterNode & { kind: "query" };

const DAY_MS = 86_400_000;

/** The query functions that are simulated, by name (learn.microsoft.com, "Web API Query Function Reference"). */
const FUNCTIONS: Readonly<
  Record<string, (node: QueryNode, reader: Reader, nowMs: number) => RowTest>
> = {
  In: (node, reader) => isIn(node, reader),
  NotIn: (node, reader) => {
    const test = isIn(node, reader);
    return (row) => !test(row);
  },
  Between: (node, reader) => {
    const [low, high] = keys(node, reader, 2);
    return (row) => at(reader, row, (key) => order(key, low) >= 0 && order(key, high) <= 0);
  },
  On: (node, reader) => {
    const [day] = days(node);
    return (row) => at(reader, row, (key) => dayOf(key) === day);
  },
  OnOrAfter: (node, reader) => {
    const [day = ""] = days(node);
    return (row) => at(reader, row, (key) => dayOf(key) >= day);
  },
  OnOrBefore: (node, reader) => {
    const [day = ""] = days(node);
    return (row) => at(reader, row, (key) => dayOf(key) <= day);
  },
  LastXDays: (node, reader, nowMs) => {
    const from = nowMs - whole(node) * DAY_MS;
    return (row) => at(reader, row, (key) => millis(key) >= from && millis(key) <= nowMs);
  },
  NextXDays: (node, reader, nowMs) => {
    const to = nowMs + whole(node) * DAY_MS;
    return (row) => at(reader, row, (key) => millis(key) >= nowMs && millis(key) <= to);
  },
  ContainValues: (node, reader) => {
    const wanted = node.values.map(({ text }) => text);
    return (row) =>
      at(reader, row, (key) =>
        String(key)
          .split(",")
          .some((one) => wanted.includes(one)),
      );
  },
};

/** A query function as a test; refuses functions and values that are not there. */
export function queryTest(node: QueryNode, reader: Reader, nowMs: number): RowTest {
  const make = FUNCTIONS[node.name];
  if (make !== undefined) return make(node, reader, nowMs);
  throw new OdataProblem(
    `An unknown function with name 'Microsoft.Dynamics.CRM.${node.name}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.`,
  );
}

function isIn(node: QueryNode, reader: Reader): RowTest {
  if (node.values.length === 0)
    throw new OdataProblem(`The function '${node.name}' needs the parameter 'PropertyValues'.`);
  const wanted = node.values.map((literal) => keyOf(reader.column, fitted(literal, reader), "In"));
  return (row) => at(reader, row, (key) => wanted.some((one) => order(key, one) === 0));
}

function keys(node: QueryNode, reader: Reader, count: number) {
  if (node.values.length !== count)
    throw new OdataProblem(`The function '${node.name}' needs ${count} values.`);
  return node.values.map((literal) => keyOf(reader.column, fitted(literal, reader), node.name));
}

// These functions take every value as a text.
function fitted(literal: Literal, { column }: Reader): Literal {
  if (literal.kind !== "string") return literal;
  const { text } = literal;
  const isNumber = [
    "Integer",
    "BigInt",
    "Decimal",
    "Double",
    "Money",
    "Picklist",
    "State",
    "Status",
  ];
  if (isNumber.includes(column.type)) return { kind: "number", text };
  if (column.type === "DateTime") return { kind: text.length === 10 ? "date" : "moment", text };
  const isGuid = column.targets.length > 0 || column.type === "Uniqueidentifier";
  return isGuid ? { kind: "guid", text } : literal;
}

function days(node: QueryNode): readonly string[] {
  const given = node.values.map(({ text }) => text.slice(0, 10));
  if (given.length === 1 && /^\d{4}-\d{2}-\d{2}$/.test(given[0] ?? "")) return given;
  throw new OdataProblem(`The function '${node.name}' needs one date.`);
}

function whole(node: QueryNode): number {
  const value = Number(node.values[0]?.text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new OdataProblem(`The function '${node.name}' needs a whole number above 0.`);
}

function at(reader: Reader, row: Row, holds: (key: string | number | boolean) => boolean): boolean {
  const key = reader.read(row);
  return key !== undefined && holds(key);
}

function order(
  key: string | number | boolean,
  other: string | number | boolean | undefined,
): number {
  return other === undefined ? Number.NaN : compareKeys(key, other);
}

function dayOf(key: string | number | boolean): string {
  return typeof key === "number" ? new Date(key).toISOString().slice(0, 10) : String(key);
}

function millis(key: string | number | boolean): number {
  return typeof key === "number" ? key : Date.parse(String(key));
}
