import type { Table } from "../metadata/table.ts";
import type { TableBook } from "../metadata/table-book.ts";
import { badValue } from "../refusal.ts";
import type { WriteManner } from "./desk-options.ts";
import type { Row } from "./row.ts";
import type { RowDesk } from "./row-desk.ts";
import type { Values } from "./value.ts";

/** Two rows that become one. */
export interface Merging {
  readonly table: Table;
  readonly target: Row;
  readonly subordinate: Row;
  /** What of the subordinate the target takes over. */
  readonly content: Values;
}

/**
 * Merges a row into another (learn.microsoft.com, "Merge table rows"): what points at the subordinate points at the target from
 * then on, and the subordinate stays behind, inactive and marked.
 */
export function mergeRows(
  desk: RowDesk,
  book: TableBook,
  merging: Merging,
  manner: WriteManner,
): void {
  const { table, target, subordinate, content } = merging;
  if (table.column("masterid") === undefined)
    throw badValue("0x80040216", `Merge is not supported for entity '${table.name}'.`);
  if (target.id === subordinate.id || subordinate.values.merged === true)
    throw badValue("0x80040216", "The subordinate record is the target or was merged already.");
  desk.together(() => {
    const followed = {
      ...manner,
      byService: true,
      writer: { ...manner.writer, depth: manner.writer.depth + 1 },
    };
    if (Object.keys(content).length > 0) desk.update(table, target, content, followed);
    const reference = { table: table.name, id: target.id };
    for (const { from, column } of book.collections(table)) {
      if (column.name === "masterid") continue;
      for (const row of desk.store(from).pointingAt(column.name, subordinate.id))
        desk.update(from, row, { [column.name]: reference }, followed);
    }
    const left = desk.store(table).get(subordinate.id) ?? subordinate;
    desk.update(table, left, { masterid: reference, merged: true, ...leftBehind(table) }, followed);
    const after = desk.store(table).get(target.id);
    desk.tell({
      message: "Merge",
      table,
      id: target.id,
      values: content,
      before: target,
      after,
      writer: manner.writer,
    });
  });
}

function leftBehind(table: Table): Values {
  return table.name === "lead" ? { statecode: 2, statuscode: 7 } : { statecode: 1, statuscode: 2 };
}
