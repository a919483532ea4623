import { type Command, ConnectorError, type Log } from "@perennial/contract";

/** Someone at the company who can own records. */
export interface CrmUser {
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  /** Whether they still work there: a task for another would be nobody's. */
  readonly isActive: boolean;
}

/** Where tasks go, and whom they can go to. */
export interface TaskOwnersOptions {
  /** What the CRM is called. */
  readonly crm: string;
  /** The users that roles and persons stand for, by their e-mail addresses. */
  readonly owners: readonly { readonly assignee: string; readonly email: string }[];
  readonly users: () => Promise<readonly CrmUser[]>;
  readonly log: Log;
}

/** Whose a task is; undefined for nobody who is active. */
export type TaskOwner = (command: Command, customerOwner: string | undefined) => string | undefined;

/**
 * Makes out whose tasks are: the user that a role or person stands for by the settings, or by e-mail address or name, or else the
 * customer's owner, as long as they are active. A CRM that lets us see no users gets its tasks all the same. Throws a
 * `ConnectorError`.
 */
export async function createTaskOwners(options: TaskOwnersOptions): Promise<TaskOwner> {
  const active = (await visibleUsers(options)).filter(({ isActive }) => isActive);
  const idOf = (assignee: string) => {
    const told = options.owners.find((one) => same(one.assignee, assignee));
    const wanted = told?.email ?? assignee;
    return active.find(({ email, name }) => same(email ?? "", wanted) || same(name, wanted))?.id;
  };
  return (command, customerOwner) => {
    const assignee = command.kind === "create-task" ? command.assignee : undefined;
    const told = assignee === undefined ? undefined : idOf(assignee);
    return told ?? active.find(({ id }) => id === customerOwner)?.id;
  };
}

async function visibleUsers({ crm, users, log }: TaskOwnersOptions): Promise<readonly CrmUser[]> {
  try {
    return await users();
  } catch (error) {
    if (!ConnectorError.isInstance(error) || error.kind !== "forbidden") throw error;
    log.warn("the CRM's users may not be read, so tasks are for nobody in particular", {
      ...{ connector: crm, reason: error.message },
    });
    return [];
  }
}

function same(one: string, other: string): boolean {
  return one.trim() !== "" && one.trim().toLowerCase() === other.trim().toLowerCase();
}
