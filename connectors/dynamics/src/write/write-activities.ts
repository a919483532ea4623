import { accepted, receiptFor, toConnectorError } from "@perennial/connector-kit";
import type { AddNote, CreateTask, PutCall, Receipt, WithdrawCall } from "@perennial/contract";
import type { DynamicsTools, KnownTable } from "../dynamics-tools.ts";
import { PREFIX } from "../settings/write-back-settings.ts";
import {
  callChanges,
  callValues,
  noteValues,
  taskValues,
  touchpointValues,
} from "./activity-rows.ts";
import { keyOf, rowIdOf } from "./command-key.ts";
import { changeRow, findRow, makeRow } from "./put-row.ts";
import { haveStatuses, statusKey, statusTable } from "./status-rows.ts";
import { ownerOf } from "./task-owner.ts";
import { type UpsertTarget, upsertRows } from "./upsert-rows.ts";

/** Our solution's table of activities that stand on a customer's timeline. */
export const TOUCHPOINTS = `${PREFIX}_touchpoint`;
/** The column of theirs that leads to where the customer stands. */
const STATUS_OF = `${PREFIX}_status`;
const OPEN = 0;
const CANCELLED = { statecode: 2, statuscode: 3 };

/** A task, made once; what people do with it stays. */
export async function createTask(tools: DynamicsTools, command: CreateTask): Promise<Receipt> {
  const id = rowIdOf("task", command.id);
  const values = taskValues(command, await ownerOf(tools, command));
  await makeRow(tools, { setName: "tasks", id, values });
  return accepted(command, id);
}

/** A call to make; put again it is as it was put last. */
export async function putCall(tools: DynamicsTools, command: PutCall): Promise<Receipt> {
  const row = { setName: "phonecalls", id: rowIdOf("phonecall", command.id) };
  const values = callValues(command, await ownerOf(tools, command));
  const isMade = await makeRow(tools, { ...row, values });
  if (!isMade && (await isOpenCall(tools, command.id)))
    await changeRow(tools, { ...row, values: callChanges(command) });
  return accepted(command, row.id);
}

/** Takes a call off the list; one that is not there, or was made already, needs nothing. */
export async function withdrawCall(tools: DynamicsTools, command: WithdrawCall): Promise<Receipt> {
  const id = rowIdOf("phonecall", command.callId);
  if (await isOpenCall(tools, command.callId))
    await changeRow(tools, { setName: "phonecalls", id, values: CANCELLED });
  return accepted(command, id);
}

/** Whether a call that was put is still to be made. */
export async function isOpenCall(tools: DynamicsTools, callId: string): Promise<boolean> {
  const row = { setName: "phonecalls", id: rowIdOf("phonecall", callId) };
  return (await findRow(tools, row, ["statecode"]))?.statecode === OPEN;
}

/** Where touchpoints are written. */
interface TouchpointTarget extends UpsertTarget {
  readonly table: KnownTable;
}

/** Where touchpoints are written; undefined where the organisation has not our solution. */
export async function touchpointTarget(
  tools: DynamicsTools,
): Promise<TouchpointTarget | undefined> {
  const table = await tools.table(TOUCHPOINTS);
  return table && { client: tools.client, table, keyColumn: `${PREFIX}_key` };
}

/**
 * Lines on timelines: many at once as activities of our solution's, or else each as a note. Where the administrator chose
 * that the timeline shows none of it there is nothing to do. Never throws.
 */
export async function addNotes(
  tools: DynamicsTools,
  commands: readonly AddNote[],
): Promise<readonly Receipt[]> {
  if (commands.length === 0) return [];
  if (!tools.settings.logMessages) return commands.map((command) => accepted(command));
  try {
    const target = await touchpointTarget(tools);
    return target === undefined
      ? await addPlainNotes(tools, commands)
      : await addTouchpoints(tools, target, commands);
  } catch (error) {
    const failure = toConnectorError(error, "dynamics", tools.context.log);
    return commands.map((command) => receiptFor(failure, command));
  }
}

async function addTouchpoints(
  tools: DynamicsTools,
  target: TouchpointTarget,
  commands: readonly AddNote[],
): Promise<readonly Receipt[]> {
  const status = target.table.columns.has(STATUS_OF) ? await statusTable(tools) : undefined;
  const customerIds = commands.map(({ customerId }) => customerId);
  const failures = status ? await haveStatuses(tools, status, customerIds) : new Map();
  const told = commands.filter(({ customerId }) => !failures.has(customerId));
  const rows = told.map((command) => ({
    key: keyOf(command.id),
    values: {
      ...touchpointValues(command, target.table),
      ...(status && belongingTo(status, command)),
    },
  }));
  const outcomes = await upsertRows(target, rows);
  const receipts = new Map(told.map(({ id }, index) => [id, outcomes[index]]));
  return commands.map((command) => {
    const failure = failures.get(command.customerId);
    if (failure) return receiptFor(failure, command);
    const outcome = receipts.get(command.id);
    return outcome === undefined || outcome.written
      ? accepted(command, keyOf(command.id))
      : receiptFor(outcome.error, command);
  });
}

/** The row of where the customer stands, under which the panel shows what was said. */
function belongingTo({ setName }: KnownTable, { customerId }: AddNote) {
  const key = `${PREFIX}_key='${statusKey(customerId)}'`;
  return { [`${PREFIX}_Status@odata.bind`]: `/${setName}(${key})` };
}

async function addPlainNotes(
  tools: DynamicsTools,
  commands: readonly AddNote[],
): Promise<readonly Receipt[]> {
  const receipts: Receipt[] = [];
  for (const command of commands) {
    const id = rowIdOf("annotation", command.id);
    try {
      await makeRow(tools, { setName: "annotations", id, values: noteValues(command) });
      receipts.push(accepted(command, id));
    } catch (error) {
      const failure = toConnectorError(error, "dynamics", tools.context.log);
      receipts.push(receiptFor(failure, command));
    }
  }
  return receipts;
}
