import type { Column } from "../metadata/column.ts";
import type { Table } from "../metadata/table.ts";
import { badValue } from "../refusal.ts";
import { sameValue, type Value, type Values } from "./value.ts";

/** What a new row has when nothing is given. */
export function defaultsOf(table: Table): Values {
  const values: Record<string, Value> = {};
  for (const { name, default: usual } of table.columns)
    if (usual !== undefined) values[name] = usual;
  return values;
}

/** Refuses a new row without what every row of the table must have. */
export function checkRequired(table: Table, values: Values): void {
  const missing = table.columns.find(
    ({ name, required }) =>
      required === "SystemRequired" &&
      name !== table.primaryId &&
      name !== "statecode" &&
      (values[name] ?? null) === null,
  );
  if (missing !== undefined)
    throw badValue(
      "0x80040203",
      `Required field '${missing.name}' is missing for entity '${table.name}'.`,
    );
}

/** What becomes of a row when the row that its column points at is deleted. */
export function wayOf(column: Column, table: Table): string {
  return column.targets.find((target) => target.table === table.name)?.onDelete ?? "RemoveLink";
}

/** Only what holds something. */
export function withoutNulls(values: Values): Values {
  const kept: Record<string, Value> = {};
  for (const name in values) {
    const value = values[name];
    if (value !== undefined && !sameValue(value, null)) kept[name] = value;
  }
  return kept;
}
