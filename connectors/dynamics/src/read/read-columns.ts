import { readName } from "../describe/column-kinds.ts";
import type { DynamicsTools, KnownTable } from "../dynamics-tools.ts";
import { columnsOf } from "../mapping/map-row.ts";

/** What a table's rows are selected by: the columns that the settings name, and the table has and lets us read. */
export function selectedColumns(
  { settings }: Pick<DynamicsTools, "settings">,
  table: KnownTable,
): readonly string[] {
  const names = columnsOf(table.logicalName, settings).flatMap((name) => {
    const kind = table.columns.get(name);
    return kind === undefined || !kind.isReadable ? [] : [readName(kind)];
  });
  return [...new Set([table.primaryId, ...names])];
}
