import type { CrmUser } from "@perennial/connector-kit";
import type { SalesforceClient } from "../salesforce-client.ts";
import { soql } from "../soql/soql.ts";

/** The people of an org; those who have left too, for their records keep them. Throws a `ConnectorError`. */
export async function readUsers(
  client: Pick<SalesforceClient, "query">,
): Promise<readonly CrmUser[]> {
  const users: CrmUser[] = [];
  const statement = soql({
    ...{ select: ["Id", "Name", "Email", "IsActive"], from: "User" },
    // Portal users and those of Salesforce's own machinery look after nobody.
    where: { field: "UserType", is: "=", value: "Standard" },
    orderBy: ["Id"],
  });
  for await (const page of client.query(statement)) {
    for (const { Id: id, Name: name, Email: email, IsActive: isActive } of page) {
      const address = typeof email === "string" ? email : undefined;
      users.push({ id, name: String(name ?? id), email: address, isActive: isActive === true });
    }
  }
  return users;
}

/** Makes a list of users that is read anew once in a while; a failure is not remembered. */
export function createUserList(
  client: Pick<SalesforceClient, "query">,
  now: () => number,
): () => Promise<readonly CrmUser[]> {
  let kept: { readonly at: number; readonly users: Promise<readonly CrmUser[]> } | undefined;
  return () => {
    if (kept !== undefined && now() - kept.at < BELIEVED) return kept.users;
    const users = readUsers(client);
    kept = { at: now(), users };
    users.catch(() => {
      kept = undefined;
    });
    return users;
  };
}

/** How long the list is believed, in milliseconds: records are read every few minutes. */
const BELIEVED = 10 * 60_000;
