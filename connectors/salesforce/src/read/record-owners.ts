import type { OwnedRecord } from "../mapping/agreement-mapping.ts";
import type { SalesforceClient, SalesforceRecord } from "../salesforce-client.ts";
import { soql } from "../soql/soql.ts";
import { queryTogether } from "./query-together.ts";

/** What owners are asked for with. */
type OwnerClient = Pick<SalesforceClient, "query" | "request">;

/** Accounts of one statement: with its ids encoded, a request's address has to stay below 16,384 bytes. */
const ACCOUNTS = 200;

/** Where a record says whose it is. */
export interface OwnerFields {
  /** The field with the contact; none where it has no such field. */
  readonly contact: string | null;
  /** The field with the account. */
  readonly account: string | null;
}

/**
 * Says whose records are: the contact that a record names, else its account's contact, of several the one that was created
 * first. A person account's is its own contact, which Salesforce keeps beside it. Throws a `ConnectorError`.
 */
export async function withContacts(
  client: OwnerClient,
  fields: OwnerFields,
  records: readonly SalesforceRecord[],
): Promise<readonly OwnedRecord[]> {
  const unnamed = records.filter((record) => idIn(record, fields.contact) === undefined);
  const accounts = unnamed.flatMap((record) => idIn(record, fields.account) ?? []);
  const oldest = await contactsOf(client, [...new Set(accounts)]);
  return records.map((record) => {
    const account = idIn(record, fields.account);
    const byAccount = account === undefined ? undefined : oldest.get(account);
    return { record, contactId: idIn(record, fields.contact) ?? byAccount };
  });
}

async function contactsOf(
  client: OwnerClient,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const statements: string[] = [];
  for (let start = 0; start < accounts.length; start += ACCOUNTS) {
    const some = accounts.slice(start, start + ACCOUNTS).map((id) => ({ id }));
    const where = { field: "AccountId", in: some };
    const select = ["Id", "AccountId"];
    statements.push(soql({ select, from: "Contact", where, orderBy: ["CreatedDate", "Id"] }));
  }
  for await (const page of queryTogether(client, statements)) {
    for (const contact of page) {
      const account = idIn(contact, "AccountId");
      if (account !== undefined && !found.has(account)) found.set(account, contact.Id);
    }
  }
  return found;
}

function idIn(record: SalesforceRecord, field: string | null): string | undefined {
  const id = field === null ? undefined : record[field];
  return typeof id === "string" && id !== "" ? id : undefined;
}
