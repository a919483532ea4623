import { ConnectorError } from "@perennial/contract";
import type { OrgTools } from "../org-tools.ts";
import type { OrgUser } from "../read/user-names.ts";
import type { ContactTarget } from "./contact-targets.ts";
import type { TaskCommand } from "./task.ts";

/** Whose a task is; undefined for nobody who is active. */
export type TaskOwner = (
  command: TaskCommand,
  contact: ContactTarget | undefined,
) => string | undefined;

/**
 * Makes out whose tasks are: the user that a role or person stands for by the settings, or by e-mail address or name, or else the
 * contact's owner, as long as they are active. An org that lets us see no users gets its tasks all the same. Throws a
 * `ConnectorError`.
 */
export async function createTaskOwners(tools: OrgTools): Promise<TaskOwner> {
  const active = (await visibleUsers(tools)).filter(({ isActive }) => isActive);
  const idOf = (assignee: string) => {
    const told = tools.settings.owners.find((one) => same(one.assignee, assignee));
    const wanted = told?.email ?? assignee;
    return active.find(({ email, name }) => same(email ?? "", wanted) || same(name, wanted))?.id;
  };
  return (command, contact) => {
    const assignee = command.kind === "create-task" ? command.assignee : undefined;
    const told = assignee === undefined ? undefined : idOf(assignee);
    return told ?? active.find(({ id }) => id === contact?.ownerId)?.id;
  };
}

async function visibleUsers({ users, context }: OrgTools): Promise<readonly OrgUser[]> {
  try {
    return await users();
  } catch (error) {
    if (!ConnectorError.isInstance(error) || error.kind !== "forbidden") throw error;
    context.log.warn("Salesforce's users may not be read, so tasks are for nobody in particular", {
      reason: error.message,
    });
    return [];
  }
}

function same(one: string, other: string): boolean {
  return one.trim() !== "" && one.trim().toLowerCase() === other.trim().toLowerCase();
}
