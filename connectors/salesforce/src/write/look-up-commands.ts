import { mapWithLimit } from "@perennial/connector-kit";
import {
  type AttemptedCommand,
  type Command,
  ConnectorError,
  type LookUpAnswer,
} from "@perennial/contract";
import type { OrgTools } from "../org-tools.ts";
import { recordsById } from "../read/records-by-id.ts";
import { consentWrite } from "./consent-write.ts";
import { contactTargets } from "./contact-targets.ts";
import { type Contacts, type RecordWrite, recordWrite } from "./record-write.ts";
import { ownObject } from "./status-rows.ts";
import { findTasks } from "./task-search.ts";
import { touchpointsOf } from "./touchpoint-rows.ts";
import { callTasks, isOpen } from "./withdraw-calls.ts";
import type { RecordCommand } from "./write-records.ts";

/** How long a look-up may miss what was done, in seconds: a request is given up after 120, and what is saved is seen at once. */
export const SETTLE_SECONDS = 180;
/** Requests under way at once. */
const TOGETHER = 4;

/** What has been found out of a command: whether it was done, and as what. */
interface Found {
  readonly found: boolean;
  readonly providerId?: string;
}

/**
 * Asks Salesforce whether commands of unknown outcome were done: a task or a touchpoint is there, a call's task is closed, a field is as
 * it was to be. Throws a `ConnectorError` where it cannot be asked, for that is no absence.
 */
export async function lookUpCommands(
  tools: OrgTools,
  attempts: readonly AttemptedCommand[],
): Promise<readonly LookUpAnswer[]> {
  const commands = attempts.map(({ command }) => command);
  const contacts = await contactTargets(
    tools,
    commands.map(({ customerId }) => customerId),
  );
  const made = await madeOf(tools, commands, contacts);
  return mapWithLimit(commands, TOGETHER, async (command): Promise<LookUpAnswer> => {
    const { found, providerId } = made.get(command.id) ?? (await stateOf(tools, command, contacts));
    const base = { commandId: command.id };
    if (!found) return { ...base, found };
    return providerId === undefined ? { ...base, found } : { ...base, found, providerId };
  });
}

async function madeOf(
  tools: OrgTools,
  commands: readonly Command[],
  contacts: Contacts,
): Promise<ReadonlyMap<string, Found>> {
  const made = new Map<string, Found>();
  const tasks = commands.filter((command) => isTask(tools, command));
  const sought = tasks.map(({ id: key, customerId }) => ({ key, customerId }));
  const found = await findTasks(tools, sought, contacts);
  for (const { id } of tasks) made.set(id, foundAs(found.get(id)?.Id));
  // A note that the activities do not show stands on the package's timeline alone.
  const untold = commands.filter((one) => one.kind === "add-note" && !made.has(one.id));
  const touchpoint =
    untold.length > 0 ? await ownObject(tools, "Perennial_Touchpoint__c") : undefined;
  if (touchpoint !== undefined) {
    const there = await touchpointsOf(
      tools,
      touchpoint,
      untold.map(({ id }) => id),
    );
    for (const { id } of untold) made.set(id, foundAs(there.get(id)));
  }
  const withdrawals = commands.filter((one) => one.kind === "withdraw-call");
  const calls = await callTasks(tools, withdrawals);
  for (const { id, callId } of withdrawals) made.set(id, { found: !isOpen(calls.get(callId)) });
  return made;
}

function isTask({ settings }: OrgTools, { kind }: Command): boolean {
  if (kind === "add-note") return settings.logMessages;
  return kind === "create-task" || kind === "put-call";
}

function foundAs(providerId: string | undefined): Found {
  return providerId === undefined ? { found: false } : { found: true, providerId };
}

async function stateOf(tools: OrgTools, command: Command, contacts: Contacts): Promise<Found> {
  if (command.kind !== "update-record" && command.kind !== "update-consent") {
    return { found: false };
  }
  try {
    return await holds(tools, await writeOf(tools, command, contacts));
  } catch (error) {
    // What can never be written was not written; any other failure leaves it open.
    const isRefusal =
      ConnectorError.isInstance(error) && (error.kind === "invalid" || error.kind === "not-found");
    if (isRefusal) return { found: false };
    throw error;
  }
}

function writeOf(
  tools: OrgTools,
  command: RecordCommand,
  contacts: Contacts,
): Promise<RecordWrite> {
  return command.kind === "update-record"
    ? recordWrite(tools, command, contacts)
    : consentWrite(tools, command, contacts);
}

async function holds({ client }: OrgTools, { object, id, values }: RecordWrite): Promise<Found> {
  const [record] = await recordsById(client, { object, fields: Object.keys(values) }, [id]);
  if (record === undefined) return { found: false };
  const isSo = Object.entries(values).every(([name, value]) => same(record[name], value));
  return isSo ? { found: true, providerId: record.Id } : { found: false };
}

/** Whether a field holds what was written: an empty text is kept as none, and a moment with its offset. */
function same(kept: unknown, written: unknown): boolean {
  if (kept === written || (written === "" && kept === null)) return true;
  const [one, other] = [kept, written].map((value) =>
    typeof value === "string" && value.includes("T") ? Date.parse(value) : Number.NaN,
  );
  return one === other && !Number.isNaN(one);
}
