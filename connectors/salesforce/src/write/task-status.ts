import type { OrgTools } from "../org-tools.ts";
import { soql } from "../soql/soql.ts";

/** What Salesforce calls a task that is done until somebody names it otherwise. */
const COMPLETED = "Completed";

/** What the org calls a task that is done, the first of them where there are several. Throws a `ConnectorError`. */
export async function closedStatus({ client }: Pick<OrgTools, "client">): Promise<string> {
  if ((await client.describe("TaskStatus")) === undefined) return COMPLETED;
  const statement = soql({
    ...{ select: ["Id", "ApiName", "MasterLabel"], from: "TaskStatus" },
    where: { field: "IsClosed", is: "=", value: true },
    ...{ orderBy: ["SortOrder"], limit: 1 },
  });
  for await (const [found] of client.query(statement)) {
    return String(found?.ApiName ?? found?.MasterLabel ?? COMPLETED);
  }
  return COMPLETED;
}
