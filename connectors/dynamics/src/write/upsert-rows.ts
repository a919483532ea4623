import { ConnectorError } from "@perennial/contract";
import type { TableDefinition } from "../describe/table-definition.ts";
import type { DynamicsClient } from "../dynamics-client.ts";

/** A row to write, named by our own key: digits and letters of a hash, for other signs break paths (crm/dynamics.md, 4). */
export interface UpsertRow {
  readonly key: string;
  /** As the Web API takes them: columns, and `…@odata.bind` for lookups. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** What became of a row. */
export type UpsertOutcome =
  | { readonly key: string; readonly written: true }
  | { readonly key: string; readonly written: false; readonly error: ConnectorError };

/** Where rows are written. */
export interface UpsertTarget {
  readonly client: Pick<DynamicsClient, "request">;
  readonly table: Pick<TableDefinition, "logicalName" | "setName">;
  /** The column of the alternate key. */
  readonly keyColumn: string;
  /** Rows in a request. @default 100 */
  readonly size?: number;
}

/** Errors that are of one row, not of the request, so that others may pass without it. */
const OF_A_ROW: readonly string[] = ["invalid", "not-found", "conflict"];

/**
 * Writes rows that are made where they are not there yet. A request is taken as a whole or not at all: one that is
 * refused is halved until the rows that are at fault stand alone. Throws what is of no row, such as a limit or a
 * connection that broke; what was taken before then is written, and writing it again changes nothing.
 */
export async function upsertRows(
  target: UpsertTarget,
  rows: readonly UpsertRow[],
): Promise<readonly UpsertOutcome[]> {
  const { size = 100 } = target;
  const outcomes: UpsertOutcome[] = [];
  for (let from = 0; from < rows.length; from += size)
    outcomes.push(...(await upsertPart(target, rows.slice(from, from + size))));
  return outcomes;
}

async function upsertPart(
  target: UpsertTarget,
  rows: readonly UpsertRow[],
): Promise<readonly UpsertOutcome[]> {
  try {
    await send(target, rows);
    return rows.map(({ key }) => ({ key, written: true }));
  } catch (error) {
    const [first] = rows;
    if (!ConnectorError.isInstance(error) || !OF_A_ROW.includes(error.kind) || !first) throw error;
    if (rows.length === 1) return [{ key: first.key, written: false, error }];
    const middle = Math.ceil(rows.length / 2);
    const before = await upsertPart(target, rows.slice(0, middle));
    return [...before, ...(await upsertPart(target, rows.slice(middle)))];
  }
}

async function send({ client, table, keyColumn }: UpsertTarget, rows: readonly UpsertRow[]) {
  const { logicalName, setName } = table;
  const Targets = rows.map(({ key, values }) => ({
    "@odata.type": `Microsoft.Dynamics.CRM.${logicalName}`,
    "@odata.id": `${setName}(${keyColumn}='${key}')`,
    ...values,
  }));
  const path = [setName, "Microsoft.Dynamics.CRM.UpsertMultiple"];
  await client.request({ method: "POST", path, json: { Targets } });
}
