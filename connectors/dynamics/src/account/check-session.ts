import { dynamicsError } from "../dynamics-errors.ts";
import type { DynamicsTools } from "../dynamics-tools.ts";
import { demandVisibleRefusals } from "../read/visible-refusals.ts";
import { checkOrganization } from "./check-organization.ts";
import { neededPrivileges } from "./needed-privileges.ts";

/** Proves that the organisation lets us do what the settings ask for. Throws a `ConnectorError` that says what is missing. */
export async function checkSession(tools: DynamicsTools): Promise<void> {
  const { client, settings } = tools;
  const { ok, todo } = await checkOrganization(client, neededPrivileges(settings));
  if (!ok) throw dynamicsError("forbidden", todo.map(({ en }) => en).join(" "));
  await demandVisibleRefusals(tools);
}
