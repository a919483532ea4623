import type { Clock } from "@perennial/contract";
import type { Table } from "../metadata/table.ts";
import type { TableBook } from "../metadata/table-book.ts";
import type { RowChange, Writer } from "./row-change.ts";
import type { RowStoreSnapshot } from "./row-store.ts";
import type { Reference, Values } from "./value.ts";

/** What the desk needs of the organisation. */
export interface DeskOptions {
  readonly clock: Clock;
  readonly book: TableBook;
  readonly seed: number;
  /** Whether deleted rows can be brought back. */
  readonly keepsDeleted: boolean;
  /** The business unit of a user or team. */
  businessUnitOf(owner: Reference): string | undefined;
  /** Throws a refusal where a row as it becomes is not allowed. */
  check(table: Table, values: Values): void;
  /** Hears of changes that are there to stay. */
  onChange(change: RowChange): void;
}

/** What the desk is kept as over a restart. */
export interface DeskSnapshot {
  readonly version: number;
  readonly made: number;
  readonly stores: Readonly<Record<string, RowStoreSnapshot>>;
}

/** What goes with a write. */
export interface WriteManner {
  readonly writer: Writer;
  /** The action that writes, where one does. */
  readonly byAction?: string;
  /** Whether the service itself writes, columns of its own too. */
  readonly byService?: boolean;
}
