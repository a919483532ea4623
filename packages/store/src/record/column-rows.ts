import { type RawBuilder, sql } from "kysely";
import { json } from "../database/json.ts";
import type { Column, RecordTable, StoredRecord } from "./record-table.ts";

/** Records as a statement takes them in: one array a column, which costs a fraction of what as many objects of JSON do. */
export interface ColumnRows {
  /** The rows as a set named `r`, with the record's names for those columns that differ from row to row. */
  readonly source: RawBuilder<unknown>;
  /** The columns that any row has a value for; the others are left to the table. */
  readonly filled: readonly Column[];
  /** The value of a column in a row of `r`; one that all rows share is given once. */
  freshOf(column: Column): RawBuilder<unknown>;
}

/** Prepares records for a statement; the fields named, and the id, are taken to differ from row to row. */
export function columnRows<T extends StoredRecord>(
  record: RecordTable<T>,
  rows: readonly T[],
  differing: ReadonlySet<string>,
): ColumnRows {
  const arrays: { readonly column: Column; readonly values: Texts }[] = [];
  const shared = new Map<string, string>();
  const filled: Column[] = [];
  for (const column of record.columns) {
    const { field } = column;
    const first = rows[0]?.[field];
    if (differing.has(field) || field === "id" || rows.some((row) => row[field] !== first)) {
      arrays.push({ column, values: rows.map((row) => textOf(row[field], column)) });
    } else {
      const text = textOf(first, column);
      if (text === undefined) continue;
      shared.set(field, text);
    }
    filled.push(column);
  }
  const given = arrays.map(
    ({ column, values }) => sql`${arrayText(values)}::${sql.raw(column.type)}[]`,
  );
  const names = arrays.map(({ column }) => sql.ref(column.field));
  return {
    source: sql`unnest(${sql.join(given)}) as r(${sql.join(names)})`,
    filled,
    freshOf: ({ field, type }) => {
      const text = shared.get(field);
      return text === undefined ? sql.ref(`r.${field}`) : sql`${text}::${sql.raw(type)}`;
    },
  };
}

type Texts = readonly (string | undefined)[];

/** A value as PostgreSQL reads it. */
function textOf(value: unknown, { type }: Column): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (type === "jsonb") return json(value);
  return typeof value === "string" ? value : String(value);
}

const MARKED = /["\\]/;

/** An array as PostgreSQL writes one. */
function arrayText(values: Texts): string {
  let text = "";
  for (const value of values) {
    if (text !== "") text += ",";
    if (value === undefined) text += "NULL";
    else text += `"${MARKED.test(value) ? value.replace(/["\\]/g, "\\$&") : value}"`;
  }
  return `{${text}}`;
}
