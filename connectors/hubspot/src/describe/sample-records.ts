import { ConnectorError, type SampleRecord } from "@perennial/contract";
import { hubspotObjectType } from "../hubspot-object-types.ts";
import { mapRecord, propertiesOf } from "../mapping/map-record.ts";
import { mappingContextOf, type ReadTools } from "../read/read-tools.ts";
import { withContacts } from "../read/record-owners.ts";
import { listRecords } from "../read/record-reader.ts";

/** The most that are shown. */
const MOST = 20;

/** A few records of a type as they are, and as these settings read them. */
export async function sampleRecords(
  tools: ReadTools,
  object: string,
  count: number,
): Promise<readonly SampleRecord[]> {
  const { client, settings } = tools;
  const found = hubspotObjectType(object);
  if (found === undefined) {
    const message = `HubSpot has no records called "${object}"`;
    throw new ConnectorError({ connector: "hubspot", kind: "not-found", message });
  }
  const type = found.path;
  const properties = propertiesOf(type, settings);
  const limit = Math.min(Math.max(Math.trunc(count), 1), MOST);
  const { records } = await listRecords(client, { type, properties, limit });
  const mapping = await mappingContextOf(tools);
  const owned = await withContacts(client, { type, settings }, records);
  return owned.map((one) => ({
    ref: { object: found.word, id: one.record.id },
    values: one.record.properties,
    ...mapRecord(type, one, mapping),
  }));
}
