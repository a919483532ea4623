import type { Table } from "../metadata/table.ts";
import { isReference, type Value, type Values } from "./value.ts";

/** A row of a table; never changed, but replaced. */
export interface Row {
  /** A UUID in lower case. */
  readonly id: string;
  /** Its place among the rows of the table, from 1 in the order they were made. */
  readonly order: number;
  /** Grows with every change in the organisation. */
  readonly version: number;
  readonly values: Values;
}

/** What a column of a row holds, the key and the version included. */
export function columnValue(table: Table, row: Row, name: string): Value {
  if (name === table.primaryId) return row.id;
  if (name === "versionnumber") return row.version;
  return row.values[name] ?? null;
}

/** The row's tag, by which a writer says what it has seen. */
export function tagOf(row: Row): string {
  return `W/"${row.version}"`;
}

/** How a row is named to people. */
export function nameOf(table: Table, row: Row): string {
  const name = row.values[table.primaryName];
  return name === undefined || name === null || isReference(name) ? "" : String(name);
}
