import { mapWithLimit } from "@perennial/connector-kit";
import {
  type AttemptedCommand,
  type Command,
  ConnectorError,
  type LookUpAnswer,
} from "@perennial/contract";
import type { DynamicsTools } from "../dynamics-tools.ts";
import { keyOf, rowIdOf } from "./command-key.ts";
import { findRow } from "./put-row.ts";
import { consentWrite, isWritten, recordWrite } from "./row-write.ts";
import { isOpenCall, touchpointTarget } from "./write-activities.ts";

/**
 * How long a look-up may miss what was done, in seconds: the service itself gives a request up after two minutes
 * (crm/dynamics.md, 4), and reads see what was written at once.
 */
export const SETTLE_SECONDS = 150;

/**
 * Asks whether commands of unknown outcome were done: the row that a command makes is there, or a row is as it was to
 * be. Throws a `ConnectorError` where it cannot be asked, for that is no absence.
 */
export function lookUpCommands(
  tools: DynamicsTools,
  attempts: readonly AttemptedCommand[],
): Promise<readonly LookUpAnswer[]> {
  return mapWithLimit(
    attempts.map(({ command }) => command),
    4,
    async (command): Promise<LookUpAnswer> => ({
      commandId: command.id,
      found: await isDone(tools, command),
    }),
  );
}

async function isDone(tools: DynamicsTools, command: Command): Promise<boolean> {
  switch (command.kind) {
    case "create-task":
      return isThere(tools, "tasks", rowIdOf("task", command.id));
    case "put-call":
      return isThere(tools, "phonecalls", rowIdOf("phonecall", command.id));
    case "withdraw-call":
      return !(await isOpenCall(tools, command.callId));
    case "add-note":
      return isNoted(tools, command.id);
    case "update-record":
      return isSet(tools, () => recordWrite(tools, command));
    case "update-consent":
      return isSet(tools, () => consentWrite(tools, command));
    default:
      return false;
  }
}

async function isNoted(tools: DynamicsTools, commandId: string): Promise<boolean> {
  const target = await touchpointTarget(tools);
  if (target === undefined)
    return isThere(tools, "annotations", rowIdOf("annotation", commandId), "annotationid");
  const { table, keyColumn } = target;
  return isThere(tools, table.setName, `${keyColumn}='${keyOf(commandId)}'`);
}

async function isThere(
  tools: DynamicsTools,
  setName: string,
  id: string,
  column = "activityid",
): Promise<boolean> {
  return (await findRow(tools, { setName, id }, [column])) !== undefined;
}

/** What can never be written was not written; any other failure leaves it open. */
async function isSet(
  tools: DynamicsTools,
  writeOf: () => ReturnType<typeof recordWrite>,
): Promise<boolean> {
  try {
    return await isWritten(tools, await writeOf());
  } catch (error) {
    if (ConnectorError.isInstance(error) && ["invalid", "not-found"].includes(error.kind))
      return false;
    throw error;
  }
}
