import type { SampleRecord } from "@perennial/contract";
import type { DynamicsRow } from "../dynamics-client.ts";
import { type DynamicsTools, neededTable } from "../dynamics-tools.ts";
import { mappingContextOf } from "../read/lookups.ts";
import { mapRows } from "../read/map-rows.ts";
import { someRows } from "../read/read-records.ts";
import { idOf } from "../read/row-owners.ts";
import { demandVisibleRefusals } from "../read/visible-refusals.ts";

/** The most that are shown. */
const MOST = 20;

/** A few rows of a table as they are, and as these settings read them. */
export async function sampleRows(
  tools: DynamicsTools,
  object: string,
  count: number,
): Promise<readonly SampleRecord[]> {
  const table = await neededTable(tools, object);
  await demandVisibleRefusals(tools);
  const mapping = await mappingContextOf(tools);
  const rows = await someRows(tools, table, Math.min(Math.max(Math.trunc(count), 1), MOST));
  const meanings = new Map(
    (await mapRows(tools, table, { rows, mapping })).map(({ id, understood }) => [id, understood]),
  );
  return rows.map((row) => {
    const id = idOf(table, row);
    const { signals = [], problems = [] } = meanings.get(id) ?? {};
    return { ref: { object, id }, values: valuesOf(row), signals, problems };
  });
}

function valuesOf(row: DynamicsRow): Readonly<Record<string, string | null>> {
  const own = Object.entries(row).filter(([name]) => !name.includes("@"));
  return Object.fromEntries(
    own.map(([name, value]) => [name, value === null ? null : String(value)]),
  );
}
