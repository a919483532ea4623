import type { Column } from "../metadata/column.ts";
import type { Collection, Table } from "../metadata/table.ts";
import type { Row } from "../record/row.ts";
import type { Reference } from "../record/value.ts";

/** What queries read; one is made for each request and remembers what it looked up. */
export interface RowSource {
  readonly nowMs: number;
  table(name: string): Table | undefined;
  row(reference: Reference): Row | undefined;
  collection(table: Table, name: string): Collection | undefined;
  /** The rows of a table whose lookup points at a row. */
  pointingAt(from: Table, column: Column, id: string): readonly Row[];
}
