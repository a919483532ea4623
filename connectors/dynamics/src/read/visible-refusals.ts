import { dynamicsError } from "../dynamics-errors.ts";
import type { DynamicsTools } from "../dynamics-tools.ts";
import { refusalColumns } from "../mapping/map-row.ts";

type Asking = Pick<DynamicsTools, "table" | "settings">;

/** A column by which customers say no, and its table. */
export interface RefusalColumn {
  readonly table: string;
  readonly column: string;
}

/** The columns by which customers say no that are not there or that we cannot read. Throws a `ConnectorError`. */
export async function hiddenRefusals({
  table: find,
  settings,
}: Asking): Promise<readonly RefusalColumn[]> {
  const hidden: RefusalColumn[] = [];
  for (const name of settings.customers.tables) {
    const columns = (await find(name))?.columns;
    // A table that is not there, or hidden as a whole, has no customers.
    if (columns === undefined) continue;
    for (const column of refusalColumns(settings))
      if (!columns.get(column)?.isReadable) hidden.push({ table: name, column });
  }
  return hidden;
}

/**
 * Sees to it that the columns by which customers say no are visible to us: hidden they look as if nobody had said anything,
 * so that without them nothing is read. Throws a `ConnectorError` that names them.
 */
export async function demandVisibleRefusals(tools: Asking): Promise<void> {
  const hidden = await hiddenRefusals(tools);
  if (hidden.length === 0) return;
  const names = hidden.map(({ table, column }) => `${column} of ${table}`).join(", ");
  const what = `the application user cannot read ${names}, by which customers say no`;
  const remedy =
    "give it the role that came with the solution, or choose other columns in the settings; until then nothing is read";
  throw dynamicsError("forbidden", `${what}: ${remedy}`);
}
