import type { DynamicsRow } from "../dynamics-client.ts";

/** What stands behind a column's name where the kind of row that a lookup leads to is told. */
export const LOOKUP_TABLE = "Microsoft.Dynamics.CRM.lookuplogicalname";

/** The name under which the Web API has a lookup. */
export function lookupProperty(name: string): string {
  return `_${name}_value`;
}

/** What a row has in a column, by its logical name: of a lookup the id of the row that it leads to. */
export function rowValue(row: DynamicsRow, name: string): unknown {
  return row[name] ?? row[lookupProperty(name)];
}

/** The row that a lookup leads to; `table` where the answer says which it is of. */
export function lookupOf(
  row: DynamicsRow,
  name: string,
): { readonly id: string; readonly table: string | undefined } | undefined {
  const property = lookupProperty(name);
  const id = row[property];
  if (typeof id !== "string") return undefined;
  const table = row[`${property}@${LOOKUP_TABLE}`];
  return { id, table: typeof table === "string" ? table : undefined };
}

/** What changes with every change of a row: its version. */
export function versionOf(row: DynamicsRow): string {
  return /"(.+)"/.exec(row["@odata.etag"] ?? "")?.[1] ?? String(row.modifiedon ?? "");
}
