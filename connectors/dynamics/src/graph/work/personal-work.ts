import {
  accepted,
  mapWithLimit,
  performEach,
  performInParts,
  receiptFor,
  toConnectorError,
} from "@perennial/connector-kit";
import {
  type AttemptedCommand,
  type Command,
  ConnectorError,
  type CreateTask,
  type LookUpAnswer,
  type Receipt,
  type Session,
} from "@perennial/contract";
import { createTask } from "../../write/write-activities.ts";
import { eventPlan, findEvents, putEvent, removeEvent } from "./calendar-event.ts";
import { checkPersonalWork } from "./check-personal-work.ts";
import { findTodoTask, putTodoTask } from "./todo-task.ts";
import { callAccounts, customerPage, type WorkTools, workPlace } from "./work-place.ts";

/** Requests under way at once: Graph takes four for a mailbox (crm/dynamics.md, 1.5). */
const TOGETHER = 3;
/** Failures that another try would meet again. */
const FINAL: readonly string[] = ["forbidden", "not-found", "invalid"];

/** What of a session commands go through, and what proves that they can. */
export interface Commanding {
  readonly check: Session["check"];
  readonly perform: Session["perform"];
  readonly lookUp: NonNullable<Session["lookUp"]>;
}

/**
 * Has tasks made in the To Do of whoever they are for, and what has a time put in calendars, as far as the settings say so;
 * all else goes on as it was. The calendar comes second: where it is closed to us the task still counts, and the log says so.
 */
export function withPersonalWork(tools: WorkTools, base: Commanding): Commanding {
  const { tasksIn, calendar } = tools.settings;
  const isMine = (command: Command) => tasksIn === "to-do" && command.kind === "create-task";
  const each = performEach({
    ...{ connector: "dynamics", context: tools.context, concurrency: TOGETHER },
    handlers: { "create-task": (command) => makeTask(tools, command) },
  });
  const perform = performInParts("dynamics", [
    (all) => base.perform(all.filter((command) => !isMine(command))),
    (all) => each(all.filter(isMine)),
  ]);
  const isDone = (attempt: AttemptedCommand) =>
    isMine(attempt.command) ? isMade(tools, base, attempt) : isThere(base, attempt);
  return {
    async check() {
      await base.check();
      await checkPersonalWork(tools);
    },
    async perform(commands) {
      const receipts = await perform(commands);
      if (!calendar) return receipts;
      const byId = new Map(commands.map((command) => [command.id, command]));
      return mapWithLimit(receipts, TOGETHER, async (receipt) => {
        const command = byId.get(receipt.commandId);
        const isDone = receipt.outcome === "accepted" && command !== undefined;
        return isDone ? inCalendar(tools, command, receipt) : receipt;
      });
    },
    lookUp: (attempts) =>
      mapWithLimit(attempts, TOGETHER, async (attempt): Promise<LookUpAnswer> => {
        const found =
          (await isDone(attempt)) && (!calendar || (await hasEvent(tools, attempt.command)));
        return { commandId: attempt.command.id, found };
      }),
  };
}

async function makeTask(tools: WorkTools, command: CreateTask): Promise<Receipt> {
  const { account, role } = await workPlace(tools, command);
  if (account === undefined) return createTask(tools, command);
  const { orgUrl = "", timeZone } = tools.settings;
  const webUrl = customerPage(orgUrl, command);
  const order = { client: tools.graph, account, command, role, webUrl, timeZone };
  return accepted(command, await putTodoTask(order));
}

async function isMade(
  tools: WorkTools,
  base: Commanding,
  attempt: AttemptedCommand,
): Promise<boolean> {
  const { command } = attempt;
  if (command.kind !== "create-task") return false;
  const { account } = await workPlace(tools, command);
  const order = account && { client: tools.graph, account, command };
  if (order && (await findTodoTask(order)) !== undefined) return true;
  return isThere(base, attempt);
}

async function isThere(base: Commanding, attempt: AttemptedCommand): Promise<boolean> {
  return (await base.lookUp([attempt]))[0]?.found === true;
}

/** A command that was done is in the calendar too, or its receipt says why it is to be tried again. */
async function inCalendar(tools: WorkTools, command: Command, receipt: Receipt): Promise<Receipt> {
  try {
    await changeCalendar(tools, command);
    return receipt;
  } catch (error) {
    const failure = toConnectorError(error, "dynamics", tools.context.log);
    if (!FINAL.includes(failure.kind)) return receiptFor(failure, command);
    tools.context.log.warn("the calendar of whoever is to do it cannot be written", {
      ...{ connector: "dynamics", kind: failure.kind, reason: failure.message },
    });
    return receipt;
  }
}

async function changeCalendar(tools: WorkTools, command: Command): Promise<void> {
  const client = tools.graph;
  if (command.kind === "withdraw-call") {
    for (const account of await callAccounts(tools, command))
      await removeEvent({ client, account }, command.callId);
    return;
  }
  const plan = eventPlan(command);
  const account = plan && (await calendarOf(tools, command));
  if (plan && account !== undefined)
    await putEvent({ client, account }, plan, tools.settings.timeZone);
}

/** Whether the calendar is as it is to be, as far as it is open to us. */
async function hasEvent(tools: WorkTools, command: Command): Promise<boolean> {
  try {
    return await isInCalendar(tools, command);
  } catch (error) {
    if (ConnectorError.isInstance(error) && FINAL.includes(error.kind)) return true;
    throw error;
  }
}

async function isInCalendar(tools: WorkTools, command: Command): Promise<boolean> {
  const client = tools.graph;
  if (command.kind === "withdraw-call") {
    for (const account of await callAccounts(tools, command))
      if ((await findEvents({ client, account }, command.callId)).length > 0) return false;
    return true;
  }
  const account = eventPlan(command) && (await calendarOf(tools, command));
  return account === undefined || (await findEvents({ client, account }, command.id)).length > 0;
}

/** Whose calendar something with a time belongs in; undefined where nobody has one. */
async function calendarOf(tools: WorkTools, command: Command): Promise<string | undefined> {
  const isWork = command.kind === "create-task" || command.kind === "put-call";
  return isWork ? (await workPlace(tools, command)).account : undefined;
}
