import { accepted, receiptFor, toConnectorError } from "@perennial/connector-kit";
import type { Receipt, WithdrawCall } from "@perennial/contract";
import { objectsPath } from "../hubspot-paths.ts";
import { paragraphs } from "./activity.ts";
import { activitiesOf } from "./activity-search.ts";
import { type BatchRow, batchEach } from "./batch-each.ts";
import type { HubspotWriting } from "./hubspot-writing.ts";
import type { ReadRecord } from "./read-records.ts";

const COMPLETED = "COMPLETED";
const STATUS = "hs_task_status";
const BODY = "hs_task_body";

/**
 * Completes the tasks of calls that nobody need make any more, and says why in them. One that is not there, or is
 * done, is off the list already. Never throws.
 */
export async function withdrawCalls(
  writing: HubspotWriting,
  commands: readonly WithdrawCall[],
): Promise<readonly Receipt[]> {
  if (commands.length === 0) return [];
  try {
    const tasks = await callTasks(writing, commands);
    const open = commands.filter(({ callId }) => isOpen(tasks.get(callId)));
    const rows = [...new Map(open.map((one) => [one.callId, one])).values()].flatMap((one) => {
      const task = tasks.get(one.callId);
      return task === undefined ? [] : [completedRow(one, task)];
    });
    const outcomes = await batchEach(writing, {
      path: objectsPath("tasks", "batch", "update"),
      rows,
    });
    return commands.map((command) => {
      const outcome = outcomes.get(command.callId);
      const isOff = outcome === undefined || outcome.done || outcome.error.kind === "not-found";
      return isOff
        ? accepted(command, tasks.get(command.callId)?.id)
        : receiptFor(outcome.error, command);
    });
  } catch (error) {
    const failure = toConnectorError(error, "hubspot", writing.context.log);
    return commands.map((command) => receiptFor(failure, command));
  }
}

/** The tasks of the calls that are to be withdrawn, by the calls' ids. Throws a `ConnectorError`. */
export function callTasks(
  writing: HubspotWriting,
  commands: readonly WithdrawCall[],
): Promise<ReadonlyMap<string, ReadRecord>> {
  return activitiesOf(writing, {
    path: "tasks",
    commandIds: commands.map(({ callId }) => callId),
    properties: [STATUS, BODY],
  });
}

/** Whether a task is still to be done. */
export function isOpen(task: ReadRecord | undefined): boolean {
  return task !== undefined && task.properties[STATUS] !== COMPLETED;
}

function completedRow({ callId, reason }: WithdrawCall, task: ReadRecord): BatchRow {
  const why = paragraphs([reason]);
  const body = [task.properties[BODY] ?? "", why].filter((part) => part !== "").join("<br><br>");
  return {
    objectWriteTraceId: callId,
    id: task.id,
    properties: { [STATUS]: COMPLETED, [BODY]: body },
  };
}
