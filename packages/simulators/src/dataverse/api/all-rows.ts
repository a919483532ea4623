import type { Table } from "../metadata/table.ts";
import type { Row } from "../record/row.ts";
import type { Value } from "../record/value.ts";
import type { Call } from "./call.ts";

/** Every row of a table; of `activitypointer`, which has none of its own, those of all activities. */
export function allRows(call: Call, table: Table): Iterable<Row> {
  if (table.name !== "activitypointer") return call.org.desk.store(table).rows();
  const rows: Row[] = [];
  for (const activity of call.org.book.all)
    if (activity.isActivity && activity !== table)
      for (const row of call.org.desk.store(activity).rows()) rows.push(pointerOf(row));
  // Their places are those of different tables; versions are of all.
  return rows
    .sort((one, other) => one.version - other.version)
    .map((row, index) => ({ ...row, order: index + 1 }));
}

/** Open, completed and canceled have numbers of their own in the common table. */
function pointerOf(row: Row): Row {
  const state: Value = row.values.statecode ?? 0;
  return { ...row, values: { ...row.values, statuscode: Number(state) + 1 } };
}
