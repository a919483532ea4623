import type { Command } from "@perennial/contract";
import type { OrgTools } from "../org-tools.ts";
import type { SalesforceRecord } from "../salesforce-client.ts";
import { soql } from "../soql/soql.ts";
import type { Contacts } from "./record-write.ts";
import { TASK_KEY } from "./task.ts";

/** Commands of one statement: with its ids and those of contacts encoded, an address has to stay below 16,384 bytes. */
const AT_ONCE = 40;

/** A command whose task is looked for, by the id that it stands under. */
export interface SoughtTask extends Pick<Command, "customerId"> {
  readonly key: string;
}

/**
 * The tasks that commands of ours have made, by the keys they stand under; those that people deleted too, for they were made. Asked by
 * contact, which Salesforce has an index for, and of those by key. Throws a `ConnectorError`.
 */
export async function findTasks(
  { client }: Pick<OrgTools, "client">,
  sought: readonly SoughtTask[],
  contacts: Contacts,
): Promise<ReadonlyMap<string, SalesforceRecord>> {
  const found = new Map<string, SalesforceRecord>();
  const known = sought.filter(({ customerId }) => contacts.has(customerId));
  for (let start = 0; start < known.length; start += AT_ONCE) {
    const some = known.slice(start, start + AT_ONCE);
    const ids = new Set(some.flatMap(({ customerId }) => contacts.get(customerId)?.id ?? []));
    const statement = soql({
      select: ["Id", TASK_KEY, "Status", "IsClosed", "IsDeleted", "Description"],
      from: "Task",
      where: {
        all: [
          { field: "WhoId", in: [...ids].map((id) => ({ id })) },
          { field: TASK_KEY, in: [...new Set(some.map(({ key }) => key))] },
        ],
      },
      // The oldest first: should there be two after all, everyone means the same one.
      orderBy: ["CreatedDate", "Id"],
    });
    for await (const page of client.query(statement, { deleted: true })) {
      for (const record of page) {
        const key = String(record[TASK_KEY]);
        if (!found.has(key)) found.set(key, record);
      }
    }
  }
  return found;
}
