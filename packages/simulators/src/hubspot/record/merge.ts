import { SimulatorError } from "../../simulator-error.ts";
import type { ChangeSource } from "./change.ts";
import type { ObjectType } from "./object-type.ts";
import type { HubspotRecord } from "./record.ts";
import type { RecordDesk } from "./record-desk.ts";

/** Two records that become one. */
export interface Merge {
  readonly primary: HubspotRecord;
  readonly other: HubspotRecord;
  /** Whether the survivor gets an id of its own, and both are gone. */
  readonly newId: boolean;
  readonly source: ChangeSource;
  readonly nowMs: number;
}

const MOST_MERGES = 250;

/**
 * Merges two records: the primary's values win, the other's fill its gaps, associations move, the ids that are gone
 * lead to the survivor. Told of as a merge and a deletion; moved values are not (crm/hubspot.md, 3.3).
 */
export function mergeRecords(records: RecordDesk, type: ObjectType, merge: Merge): HubspotRecord {
  const { primary, other, source, nowMs } = merge;
  if (primary.id === other.id || primary.archivedMs !== undefined || other.archivedMs !== undefined)
    throw new SimulatorError(`Records ${primary.id} and ${other.id} must be two live ones.`);
  const merged = [...(primary.merged ?? []), ...(other.merged ?? []), other.id];
  if (merged.length > MOST_MERGES)
    throw new SimulatorError(`Record ${primary.id} has been merged ${MOST_MERGES} times.`);
  const store = records.store(type);
  const id = merge.newId ? store.nextId() : primary.id;
  const gone = merge.newId ? [primary, other] : [other];
  for (const record of gone) {
    records.replace(type, { ...record, archivedMs: nowMs, updatedMs: nowMs }, record);
    store.remove(record.id, nowMs);
    store.alias(record.id, id);
    records.associations.move(type, records.types, { from: record.id, to: id });
  }
  const survivor = joined(merge, id, merge.newId ? [...merged, primary.id] : merged);
  records.replace(type, survivor, merge.newId ? undefined : primary);
  for (const email of survivor.otherEmails ?? []) store.claim("email", email, id);
  const moved = Object.keys(other.values).filter((name) => !(name in primary.values)).length;
  const mergedIds = [other.id];
  records.tell({ kind: "merge", type, primaryId: primary.id, mergedIds, newId: id, moved, source });
  for (const record of gone) records.tell({ kind: "deletion", type, id: record.id, source });
  return survivor;
}

function joined(
  { primary, other, nowMs }: Merge,
  id: number,
  merged: readonly number[],
): HubspotRecord {
  const email = other.values.email;
  const others = [...(primary.otherEmails ?? []), ...(other.otherEmails ?? [])];
  if (email !== undefined && primary.values.email !== undefined) others.push(email);
  return {
    id,
    values: { ...other.values, ...primary.values },
    createdMs: Math.min(primary.createdMs, other.createdMs),
    updatedMs: nowMs,
    merged,
    ...(others.length === 0 ? {} : { otherEmails: others }),
  };
}
