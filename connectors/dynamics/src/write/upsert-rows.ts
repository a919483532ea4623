import type { TableDefinition } from "../describe/table-definition.ts";
import type { DynamicsClient } from "../dynamics-client.ts";
import { bisect, type RowOutcome } from "./bisect.ts";

/** A row to write, named by our own key: digits and letters of a hash, for other signs break paths (crm/dynamics.md, 4). */
export interface UpsertRow {
  readonly key: string;
  /** As the Web API takes them: columns, and `…@odata.bind` for lookups. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Where rows are written. */
export interface UpsertTarget {
  readonly client: Pick<DynamicsClient, "request">;
  readonly table: Pick<TableDefinition, "logicalName" | "setName">;
  /** The column of the alternate key. */
  readonly keyColumn: string;
  /** Rows in a request. @default 100 */
  readonly size?: number;
}

/**
 * Writes rows that are made where they are not there yet. Throws what is of no row, such as a limit or a connection
 * that broke; what was taken before then is written, and writing it again changes nothing.
 */
export function upsertRows(
  { client, table, keyColumn, size = 100 }: UpsertTarget,
  rows: readonly UpsertRow[],
): Promise<readonly RowOutcome[]> {
  const { logicalName, setName } = table;
  return bisect(rows, size, async (some) => {
    const Targets = some.map(({ key, values }) => ({
      "@odata.type": `Microsoft.Dynamics.CRM.${logicalName}`,
      "@odata.id": `${setName}(${keyColumn}='${key}')`,
      ...values,
    }));
    const path = [setName, "Microsoft.Dynamics.CRM.UpsertMultiple"];
    await client.request({ method: "POST", path, json: { Targets } });
  });
}
