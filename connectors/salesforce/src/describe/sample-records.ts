import { ConnectorError, type SampleRecord } from "@perennial/contract";
import { fieldsOf } from "../mapping/map-record.ts";
import { mappingContextOf, type OrgTools } from "../org-tools.ts";
import { mapRecords } from "../read/map-records.ts";
import type { SalesforceRecord } from "../salesforce-client.ts";
import { soql } from "../soql/soql.ts";

/** The most that are shown. */
const MOST = 20;

/** The records of an object that changed last, as they are and as these settings read them. */
export async function sampleRecords(
  tools: OrgTools,
  object: string,
  count: number,
): Promise<readonly SampleRecord[]> {
  const { client, settings } = tools;
  const described = await client.describe(object);
  if (described === undefined) {
    const message = `the org has no object called "${object}", or hides it from us`;
    throw new ConnectorError({ connector: "salesforce", kind: "not-found", message });
  }
  const there = new Set(described.fields.map(({ name }) => name));
  const wanted = ["SystemModstamp", ...fieldsOf(object, settings)];
  const statement = soql({
    select: [...new Set(["Id", ...wanted.filter((name) => there.has(name))])],
    ...{ from: object, orderBy: ["SystemModstamp", "Id"], descending: true },
    limit: Math.min(Math.max(Math.trunc(count), 1), MOST),
  });
  const mapping = await mappingContextOf(tools);
  const samples: SampleRecord[] = [];
  for await (const page of client.query(statement)) {
    for (const record of page) {
      const understood = await mapRecords(tools, { object, records: [record], gone: [], mapping });
      samples.push({ ref: { object, id: record.Id }, values: valuesOf(record), ...understood });
    }
  }
  return samples;
}

function valuesOf(record: SalesforceRecord): Readonly<Record<string, string | null>> {
  const { attributes: _, ...fields } = record;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value === null ? null : String(value)]),
  );
}
