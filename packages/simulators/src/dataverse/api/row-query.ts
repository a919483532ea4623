import type { Table } from "../metadata/table.ts";
import { compareKeys, type Key } from "../odata/edm.ts";
import { parseFilter } from "../odata/filter-parser.ts";
import { type RowTest, readerOf, testOf } from "../odata/filter-test.ts";
import type { QueryOptions } from "../odata/query-options.ts";
import type { Row } from "../record/row.ts";
import type { Call } from "./call.ts";

/** What an order compares a row by: the keys of its terms, then its place. */
export interface SortKeys {
  readonly keys: readonly Key[];
  readonly order: number;
}

/** An order of rows. */
export interface RowOrder {
  /** Whether rows are wanted as they were made. */
  readonly isPlain: boolean;
  keysOf(row: Row): SortKeys;
  compare(one: SortKeys, other: SortKeys): number;
}

/** The filter of a query as a test of a table's rows. */
export function filterTest(call: Call, table: Table, query: Pick<QueryOptions, "filter">): RowTest {
  if (query.filter === undefined) return () => true;
  return testOf(parseFilter(query.filter, call.query.aliases), table, call.source);
}

/** The order of a query. */
export function rowOrder(call: Call, table: Table, query: Pick<QueryOptions, "orderBy">): RowOrder {
  const scope = { table, source: call.source, variable: "" };
  const terms = query.orderBy.map(({ name, descending }) => ({
    reader: readerOf(name.split("/"), scope),
    sign: descending ? -1 : 1,
  }));
  return {
    isPlain: terms.length === 0,
    keysOf: (row) => ({ keys: terms.map(({ reader }) => reader.read(row)), order: row.order }),
    compare: (one, other) => {
      for (const [index, { sign }] of terms.entries()) {
        const order = compareMaybe(one.keys[index], other.keys[index]);
        if (order !== 0) return order * sign;
      }
      return one.order - other.order;
    },
  };
}

/** Filters and orders some rows as a query says. */
export function arrange(
  call: Call,
  table: Table,
  query: Pick<QueryOptions, "filter" | "orderBy">,
): (rows: readonly Row[]) => readonly Row[] {
  const test = filterTest(call, table, query);
  const order = rowOrder(call, table, query);
  return (rows) => {
    const kept = rows.filter(test);
    if (order.isPlain) return kept;
    return kept
      .map((row) => ({ row, keys: order.keysOf(row) }))
      .sort((one, other) => order.compare(one.keys, other.keys))
      .map(({ row }) => row);
  };
}

// What is empty comes first, as in the service's databases.
function compareMaybe(one: Key, other: Key): number {
  if (one === undefined || other === undefined)
    return one === other ? 0 : one === undefined ? -1 : 1;
  return compareKeys(one, other);
}
