import type { Table } from "../metadata/table.ts";
import type { Row } from "./row.ts";
import type { Values } from "./value.ts";

/** Who writes, and by what. */
export interface Writer {
  /** The id of the user. */
  readonly userId: string;
  /** One for all changes that follow from one request. */
  readonly correlationId: string;
  /** How many changes led to this one; 1 for what somebody asked for. */
  readonly depth: number;
}

/** Something that happened to a row; what webhooks are made of. */
export interface RowChange {
  readonly message: "Create" | "Update" | "Delete" | "Merge";
  readonly table: Table;
  readonly id: string;
  /** The columns written, as they are now; of a deletion none. */
  readonly values: Values;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
  readonly writer: Writer;
}
