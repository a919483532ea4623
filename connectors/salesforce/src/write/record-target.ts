import type { UpdateRecord } from "@perennial/contract";
import { CONTACT } from "../mapping/map-record.ts";
import type { OrgTools } from "../org-tools.ts";
import { isId } from "../soql/soql-value.ts";

/** Which record of Salesforce's a record of ours is. */
export interface RecordTarget {
  readonly object: string;
  readonly id: string;
}

/** What ids of Salesforce's own objects begin with. */
const PREFIXES: Readonly<Record<string, string>> = {
  ...{ "003": CONTACT, "800": "Contract" },
  ...{ "02i": "Asset", "006": "Opportunity" },
};

/**
 * Where a record of ours is in Salesforce: its id says of what kind it is. Undefined where it comes from elsewhere. Throws a
 * `ConnectorError` where the org cannot be asked for its own objects.
 */
export async function recordTarget(
  { client, settings }: Pick<OrgTools, "client" | "settings">,
  { object, recordId: id }: Pick<UpdateRecord, "object" | "recordId">,
): Promise<RecordTarget | undefined> {
  if (!isId(id)) return undefined;
  const prefix = id.slice(0, 3);
  const found = PREFIXES[prefix];
  if (object === "customer") return found === CONTACT ? { object: found, id } : undefined;
  if (found !== undefined) return found === CONTACT ? undefined : { object: found, id };
  for (const { from } of settings.agreements) {
    if (!from.endsWith("__c")) continue;
    if ((await client.describe(from))?.keyPrefix === prefix) return { object: from, id };
  }
  return undefined;
}
