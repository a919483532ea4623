import { accepted, receiptFor, toConnectorError } from "@perennial/connector-kit";
import type { Receipt, WithdrawCall } from "@perennial/contract";
import type { OrgTools } from "../org-tools.ts";
import type { SalesforceRecord } from "../salesforce-client.ts";
import { contactTargets } from "./contact-targets.ts";
import { saveRecords } from "./save-records.ts";
import { textOf } from "./task.ts";
import { findTasks } from "./task-search.ts";
import { closedStatus } from "./task-status.ts";

/**
 * Closes the tasks of calls that nobody need make any more, and says why in them. One that is not there, or is done, is off
 * the list already. Never throws.
 */
export async function withdrawCalls(
  tools: OrgTools,
  commands: readonly WithdrawCall[],
): Promise<readonly Receipt[]> {
  if (commands.length === 0) return [];
  try {
    const tasks = await callTasks(tools, commands);
    const open = commands.filter(({ callId }) => isOpen(tasks.get(callId)));
    const once = [...new Map(open.map((one) => [one.callId, one])).values()];
    const closed = once.length > 0 ? await closedStatus(tools) : "";
    const rows = once.map(({ callId, reason }) => {
      const task = tasks.get(callId);
      const Description = textOf([String(task?.Description ?? ""), reason]);
      return { values: { Id: task?.Id ?? "", Status: closed, Description } };
    });
    const saver = { client: tools.client, abort: tools.context.abort };
    const outcomes = await saveRecords(saver, { object: "Task", how: "update" }, rows);
    const byCall = new Map(once.map(({ callId }, at) => [callId, outcomes[at]]));
    return commands.map((command) => {
      const outcome = byCall.get(command.callId);
      const isOff = outcome === undefined || outcome.saved || outcome.error.kind === "not-found";
      return isOff
        ? accepted(command, tasks.get(command.callId)?.Id)
        : receiptFor(outcome.error, command);
    });
  } catch (error) {
    const failure = toConnectorError(error, "salesforce", tools.context.log);
    return commands.map((command) => receiptFor(failure, command));
  }
}

/** The tasks of the calls that are to be withdrawn, by the calls' ids. Throws a `ConnectorError`. */
export async function callTasks(
  tools: OrgTools,
  commands: readonly WithdrawCall[],
): Promise<ReadonlyMap<string, SalesforceRecord>> {
  const contacts = await contactTargets(
    tools,
    commands.map(({ customerId }) => customerId),
  );
  const sought = commands.map(({ callId: key, customerId }) => ({ key, customerId }));
  return findTasks(tools, sought, contacts);
}

/** Whether a task is still to be done. */
export function isOpen(task: SalesforceRecord | undefined): boolean {
  return task !== undefined && task.IsClosed !== true && task.IsDeleted !== true;
}
