import { CONTACT } from "../mapping/map-record.ts";
import type { OrgTools } from "../org-tools.ts";
import { recordsById } from "../read/records-by-id.ts";
import type { SalesforceRecord } from "../salesforce-client.ts";
import { isId } from "../soql/soql-value.ts";

/** A contact to write to, by the id it has now. */
export interface ContactTarget {
  readonly id: string;
  readonly ownerId: string | undefined;
  readonly accountId: string | undefined;
  /** A person account's contact cannot be written: its account is written in its place (crm/salesforce.md, 5). */
  readonly isPersonAccount: boolean;
}

const FIELDS = ["OwnerId", "AccountId", "IsPersonAccount", "IsDeleted", "MasterRecordId"];
/** Merges behind one another: more is a circle. */
const MOST_MERGES = 5;

/**
 * The contacts of some ids: one that was merged is what it was merged into. One that is not there, or no contact of this org's, is
 * not among them. Throws a `ConnectorError`.
 */
export async function contactTargets(
  { client }: Pick<OrgTools, "client">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ContactTarget>> {
  const known = new Map<string, SalesforceRecord>();
  let wanted = [...new Set(ids)].filter(isId);
  for (let merge = 0; wanted.length > 0 && merge <= MOST_MERGES; merge += 1) {
    const reading = { object: CONTACT, fields: FIELDS, deleted: true };
    for (const record of await recordsById(client, reading, wanted)) known.set(record.Id, record);
    wanted = [...known.values()].flatMap((record) => masterOf(record) ?? []);
    wanted = wanted.filter((id) => !known.has(id));
  }
  const found = ids.map((id) => [id, targetOf(survivor(known, id))] as const);
  return new Map(found.flatMap(([id, target]) => (target ? [[id, target] as const] : [])));
}

function survivor(
  known: ReadonlyMap<string, SalesforceRecord>,
  id: string,
): SalesforceRecord | undefined {
  let record = known.get(id);
  for (let merge = 0; record && merge < MOST_MERGES; merge += 1) {
    const master = masterOf(record);
    if (master === undefined) break;
    record = known.get(master);
  }
  return record?.IsDeleted === true ? undefined : record;
}

function masterOf({ MasterRecordId: master }: SalesforceRecord): string | undefined {
  return typeof master === "string" ? master : undefined;
}

function targetOf(record: SalesforceRecord | undefined): ContactTarget | undefined {
  if (record === undefined) return undefined;
  const { Id: id, OwnerId, AccountId, IsPersonAccount } = record;
  return {
    id,
    ownerId: typeof OwnerId === "string" ? OwnerId : undefined,
    accountId: typeof AccountId === "string" ? AccountId : undefined,
    isPersonAccount: IsPersonAccount === true,
  };
}
