import type { ObjectType } from "./object-type.ts";

/** The properties of a record that have a value, as the API writes them. */
export type Values = Readonly<Record<string, string>>;

/** A record; changed by replacing it, so that what search still sees can be kept. */
export interface HubspotRecord {
  readonly id: number;
  readonly values: Values;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly archivedMs?: number;
  /** The ids that were merged into it. */
  readonly merged?: readonly number[];
  /** Other addresses that are its own, from merges. */
  readonly otherEmails?: readonly string[];
}

/** A property's value, whether it is kept or follows from the record; `null` where it has none. */
export function propertyOf(type: ObjectType, record: HubspotRecord, name: string): string | null {
  if (name === "hs_object_id") return String(record.id);
  if (name === type.created) return new Date(record.createdMs).toISOString();
  if (name === type.modified) return new Date(record.updatedMs).toISOString();
  if (name === "hs_merged_object_ids") return joined(record.merged);
  if (name === "hs_additional_emails") return joined(record.otherEmails);
  return record.values[name] ?? null;
}

/** A record as the API shows it, with the properties asked for and those that always come. */
export function recordBody(
  type: ObjectType,
  record: HubspotRecord,
  names: readonly string[],
): Record<string, unknown> {
  const properties: Record<string, string | null> = {};
  for (const name of names) properties[name] = propertyOf(type, record, name);
  for (const name of [type.created, type.modified, "hs_object_id"])
    properties[name] = propertyOf(type, record, name);
  return {
    id: String(record.id),
    properties,
    createdAt: new Date(record.createdMs).toISOString(),
    updatedAt: new Date(record.updatedMs).toISOString(),
    archived: record.archivedMs !== undefined,
    ...(record.archivedMs === undefined
      ? {}
      : { archivedAt: new Date(record.archivedMs).toISOString() }),
  };
}

function joined(list: readonly (string | number)[] | undefined): string | null {
  return list === undefined || list.length === 0 ? null : list.join(";");
}
