import { understand } from "@perennial/connector-kit";
import type { Misunderstanding, Understanding } from "@perennial/contract";
import { mapContact, mapGone } from "../mapping/customer-mapping.ts";
import { CONTACT, joined, sourcesOf } from "../mapping/map-record.ts";
import type { MappingContext } from "../mapping/mapping-context.ts";
import type { OrgTools } from "../org-tools.ts";
import type { SalesforceRecord } from "../salesforce-client.ts";
import { type GoneRecord, stampOf } from "./object-changes.ts";
import { withContacts } from "./record-owners.ts";

/** Records of one object, and what they are mapped with. */
export interface Mappable {
  readonly object: string;
  readonly records: readonly SalesforceRecord[];
  readonly gone: readonly GoneRecord[];
  readonly mapping: MappingContext;
}

/**
 * What records mean, once it is known whose they are: a contact that is gone is told as deleted, or as merged into another;
 * an agreement that is gone is cancelled. Throws a `ConnectorError`.
 */
export async function mapRecords(
  { client, settings }: Pick<OrgTools, "client" | "settings">,
  { object, records, gone, mapping }: Mappable,
): Promise<Understanding> {
  const parts: Understanding[] = [];
  if (object === CONTACT) {
    // The merge before what the survivor has become of it.
    parts.push(understand(gone.map((one) => mapGone(one, stampOf(one.record)))));
    parts.push(...records.map((record) => placed(object, record, mapContact(record, mapping))));
  }
  const all = [...records, ...gone.map(({ record }) => record)];
  for (const source of sourcesOf(object, settings)) {
    const owned = await withContacts(client, source.owner, all);
    parts.push(...owned.map((one) => placed(object, one.record, source.map(one, mapping))));
  }
  return joined(parts);
}

/** Problems with the record that they are about: of many records, the name of a field says too little. */
function placed(
  object: string,
  { Id }: SalesforceRecord,
  { signals, problems }: Understanding,
): Understanding {
  const record = `${object} ${Id}`;
  const named = ({ place, message }: Misunderstanding): Misunderstanding => ({
    place: place.toLowerCase().startsWith(record.toLowerCase()) ? place : `${record} ${place}`,
    message,
  });
  return { signals, problems: problems.map(named) };
}
