import { understand } from "@perennial/connector-kit";
import type { RecordRef, Understanding } from "@perennial/contract";
import { isBinned } from "../mapping/agreement-mapping.ts";
import { mapGone } from "../mapping/customer-mapping.ts";
import { CONTACT, fieldsOf, joined, objectsOf } from "../mapping/map-record.ts";
import { mappingContextOf, type OrgTools } from "../org-tools.ts";
import type { SalesforceRecord } from "../salesforce-client.ts";
import { isId } from "../soql/soql-value.ts";
import { mapRecords } from "./map-records.ts";
import { goneRecord } from "./object-changes.ts";
import { recordsById } from "./records-by-id.ts";
import { demandVisibleRefusals } from "./visible-refusals.ts";

/** What tells of a record that lies in the bin. */
const GONE = ["SystemModstamp", "IsDeleted", "MasterRecordId"];

/**
 * Reads records that somebody named as they are now: a contact that is gone is told as deleted, or as merged into another; an
 * agreement that lies in the bin is told as cancelled. Objects that the settings do not use mean nothing.
 */
export async function readRecords(
  tools: OrgTools,
  refs: readonly RecordRef[],
): Promise<Understanding> {
  const used = objectsOf(tools.settings);
  const named = refs.filter(({ object, id }) => used.includes(object) && isId(id));
  if (named.length === 0) return { signals: [], problems: [] };
  await demandVisibleRefusals(tools);
  const mapping = await mappingContextOf(tools);
  const parts: Understanding[] = [];
  for (const [object, own] of Map.groupBy(named, (ref) => ref.object)) {
    const ids = [...new Set(own.map(({ id }) => id))];
    const fields = [...GONE, ...fieldsOf(object, tools.settings)];
    const found = await recordsById(tools.client, { object, fields, deleted: true }, ids);
    const [binned, records] = [found.filter(isBinned), found.filter((one) => !isBinned(one))];
    parts.push(await mapRecords(tools, { object, records, gone: binned.map(goneRecord), mapping }));
    if (object === CONTACT) parts.push(forgotten(tools, ids, found));
  }
  return joined(parts);
}

/** What nobody finds any more was deleted for good, at a moment that nobody knows. */
function forgotten(
  { context }: OrgTools,
  ids: readonly string[],
  found: readonly SalesforceRecord[],
): Understanding {
  const there = new Set(found.map(({ Id }) => Id));
  const now = context.clock.now();
  const gone = ids.filter((id) => !there.has(id));
  return understand(gone.map((id) => mapGone({ id, record: { Id: id } }, now)));
}
