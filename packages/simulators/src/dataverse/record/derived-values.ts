import type { Table } from "../metadata/table.ts";
import type { Value, Values } from "./value.ts";

/** What the service itself makes of other columns. */
export function derivedValues(table: Table, values: Values): Values {
  const derived: Record<string, Value> = {};
  if (table.column("fullname") !== undefined && table.column("firstname") !== undefined) {
    const names = [values.firstname, values.lastname].filter((name) => typeof name === "string");
    derived.fullname = names.join(" ") || null;
  }
  if (table.column("totalamount_base") !== undefined)
    derived.totalamount_base = values.totalamount ?? null;
  if (table.column("isauthvalueset") !== undefined)
    derived.isauthvalueset = (values.authvalue ?? null) !== null;
  return derived;
}
