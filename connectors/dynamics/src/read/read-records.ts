import type { RecordRef, Understanding } from "@perennial/contract";
import { type DynamicsRow, RowPage } from "../dynamics-client.ts";
import type { DynamicsTools, KnownTable } from "../dynamics-tools.ts";
import { joined, tablesOf } from "../mapping/map-row.ts";
import { mappingContextOf } from "./lookups.ts";
import { mapGone, mapRows } from "./map-rows.ts";
import { selectedColumns } from "./read-columns.ts";
import { idOf } from "./row-owners.ts";
import { demandVisibleRefusals } from "./visible-refusals.ts";

/** Ids that go into one filter: its address stays well below what the service takes. */
const TOGETHER = 40;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ANNOTATIONS = 'odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname"';

/**
 * Reads rows that somebody named as they are now. A customer that is gone is told as deleted; of an agreement that is
 * gone, the next reading of changes tells. Tables that the settings do not use mean nothing.
 */
export async function readRecords(
  tools: DynamicsTools,
  refs: readonly RecordRef[],
): Promise<Understanding> {
  const used = tablesOf(tools.settings);
  const named = new Map<string, Set<string>>();
  for (const { object, id } of refs) {
    if (!used.includes(object) || !ID.test(id)) continue;
    named.set(object, (named.get(object) ?? new Set()).add(id.toLowerCase()));
  }
  if (named.size === 0) return { signals: [], problems: [] };
  await demandVisibleRefusals(tools);
  const mapping = await mappingContextOf(tools);
  const at = tools.context.clock.now();
  const parts: Understanding[] = [];
  for (const [name, ids] of named) {
    const table = await tools.table(name);
    if (table === undefined) continue;
    const rows = await rowsById(tools, table, [...ids]);
    const there = new Set(rows.map((row) => idOf(table, row)));
    const missing = [...ids].filter((id) => !there.has(id));
    const gone = missing.map((id) => ({ id, memory: undefined }));
    const meanings = await mapRows(tools, table, { rows, mapping });
    parts.push(...meanings.map(({ understood }) => understood));
    parts.push(mapGone(tools, name, { gone, at, reading: at }));
  }
  return joined(parts);
}

/** Rows by their ids, in no order; those that are not there are left out. Throws a `ConnectorError`. */
export async function rowsById(
  tools: DynamicsTools,
  table: KnownTable,
  ids: readonly string[],
): Promise<readonly DynamicsRow[]> {
  const rows: DynamicsRow[] = [];
  for (let from = 0; from < ids.length; from += TOGETHER) {
    const filters = ids.slice(from, from + TOGETHER).map((id) => `${table.primaryId} eq ${id}`);
    const answer = await tools.client.request({
      ...{ method: "GET", path: [table.setName], headers: { prefer: ANNOTATIONS } },
      query: {
        $select: selectedColumns(tools, table).join(","),
        $filter: filters.join(" or "),
      },
    });
    rows.push(...answer.read(RowPage).value);
  }
  return rows;
}

/** A few rows of a table, whichever they are. */
export async function someRows(
  tools: DynamicsTools,
  table: KnownTable,
  count: number,
): Promise<readonly DynamicsRow[]> {
  const answer = await tools.client.request({
    ...{ method: "GET", path: [table.setName], headers: { prefer: ANNOTATIONS } },
    query: { $select: selectedColumns(tools, table).join(","), $top: String(count) },
  });
  return answer.read(RowPage).value;
}
