import type { SalesforceClient, SalesforceRecord } from "../salesforce-client.ts";
import { soql } from "../soql/soql.ts";

/** Ids of one statement: with them encoded, a request's address has to stay below 16,384 bytes (crm/salesforce.md, 4). */
const IDS = 200;

/** What is read of which records. */
export interface WantedRecords {
  readonly object: string;
  /** Those that the org has not, or hides from us, are left out. */
  readonly fields: readonly string[];
  /** Whether what lies in the bin is among it. @default false */
  readonly deleted?: boolean;
}

/** Records by their ids, in no order; those that are not there are left out. Throws a `ConnectorError`. */
export async function recordsById(
  client: Pick<SalesforceClient, "describe" | "query">,
  { object, fields, deleted = false }: WantedRecords,
  ids: readonly string[],
): Promise<readonly SalesforceRecord[]> {
  const described = await client.describe(object);
  if (described === undefined) return [];
  const there = new Set(described.fields.map(({ name }) => name));
  const select = [...new Set(["Id", ...fields.filter((name) => there.has(name))])];
  const wanted = [...new Set(ids)];
  const found: SalesforceRecord[] = [];
  for (let start = 0; start < wanted.length; start += IDS) {
    const some = wanted.slice(start, start + IDS).map((id) => ({ id }));
    const statement = soql({ select, from: object, where: { field: "Id", in: some } });
    for await (const page of client.query(statement, { deleted })) found.push(...page);
  }
  return found;
}
