import { mapWithLimit } from "@perennial/connector-kit";
import {
  type AttemptedCommand,
  type Command,
  ConnectorError,
  type LookUpAnswer,
  type UpdateConsent,
  type UpdateRecord,
} from "@perennial/contract";
import { ACTIVITY_PATHS } from "./activity.ts";
import { activitiesOf } from "./activity-search.ts";
import { subscriptionStates, wantedState } from "./consent-status.ts";
import type { HubspotWriting } from "./hubspot-writing.ts";
import { readByIds } from "./read-records.ts";
import { recordWrite } from "./record-write.ts";
import { survivorOf } from "./survivor.ts";
import { emailSubscriptions, smsWrite } from "./update-consents.ts";
import { callTasks, isOpen } from "./withdraw-calls.ts";

/**
 * How long a look-up may miss what was done, in seconds: a request is given up after 15, and where activities are found
 * by search the index is some seconds behind (crm/hubspot.md, 4.1).
 */
export const SETTLE_SECONDS = 60;

/** What has been found out of a command: whether it was done, and as what. */
interface Found {
  readonly found: boolean;
  readonly providerId?: string;
}

/**
 * Asks HubSpot whether commands of unknown outcome were done: an activity is there, a call's task is done, a property or
 * a subscription is as it was to be. Throws a `ConnectorError` where it cannot be asked, for that is no absence.
 */
export async function lookUpCommands(
  writing: HubspotWriting,
  attempts: readonly AttemptedCommand[],
): Promise<readonly LookUpAnswer[]> {
  const commands = attempts.map(({ command }) => command);
  const made = await madeActivities(writing, commands);
  return mapWithLimit(commands, 4, async (command): Promise<LookUpAnswer> => {
    const { found, providerId } = made.get(command.id) ?? (await stateOf(writing, command));
    const base = { commandId: command.id };
    if (!found) return { ...base, found };
    return providerId === undefined ? { ...base, found } : { ...base, found, providerId };
  });
}

async function madeActivities(
  writing: HubspotWriting,
  commands: readonly Command[],
): Promise<ReadonlyMap<string, Found>> {
  const made = new Map<string, Found>();
  for (const path of ACTIVITY_PATHS) {
    const own = commands.filter((command) => pathOf(command) === path);
    const commandIds = own.map(({ id }) => id);
    const found = await activitiesOf(writing, { path, commandIds, properties: [] });
    for (const id of commandIds) {
      const record = found.get(id);
      made.set(id, record ? { found: true, providerId: record.id } : { found: false });
    }
  }
  const withdrawals = commands.filter((one) => one.kind === "withdraw-call");
  const tasks = await callTasks(writing, withdrawals);
  for (const { id, callId } of withdrawals) made.set(id, { found: !isOpen(tasks.get(callId)) });
  return made;
}

function pathOf(command: Command): string | undefined {
  if (command.kind === "create-task" || command.kind === "put-call") return "tasks";
  if (command.kind !== "add-note") return undefined;
  return command.channel === "sms" ? "communications" : "notes";
}

async function stateOf(writing: HubspotWriting, command: Command): Promise<Found> {
  if (command.kind === "update-record") return recordState(writing, command);
  if (command.kind === "update-consent") return consentState(writing, command);
  return { found: false };
}

async function recordState(writing: HubspotWriting, command: UpdateRecord): Promise<Found> {
  try {
    const { target, properties } = await recordWrite(writing, command);
    return await holds(writing, { ...target, properties });
  } catch (error) {
    return unlessRefused(error);
  }
}

async function consentState(writing: HubspotWriting, command: UpdateConsent): Promise<Found> {
  try {
    if (command.channel === "email") return await emailState(writing, command);
    if (command.channel !== "sms") return { found: false };
    const { property, value } = await smsWrite(writing, command);
    const properties = { [property]: value };
    return await holds(writing, { path: "contacts", id: command.customerId, properties });
  } catch (error) {
    return unlessRefused(error);
  }
}

async function emailState(writing: HubspotWriting, command: UpdateConsent): Promise<Found> {
  const wanted = emailSubscriptions(writing, command);
  const states = await subscriptionStates(writing.client, command.to);
  return { found: wanted.every((id) => states.get(id) === wantedState(command)) };
}

/** What can never be written was not written; any other failure leaves it open. */
function unlessRefused(error: unknown): Found {
  const isRefusal =
    ConnectorError.isInstance(error) && (error.kind === "invalid" || error.kind === "not-found");
  if (isRefusal) return { found: false };
  throw error;
}

/** A record and the values it was to get. */
interface Wanted {
  readonly path: string;
  readonly id: string;
  readonly properties: Readonly<Record<string, string>>;
}

async function holds({ client }: HubspotWriting, { path, id, properties }: Wanted): Promise<Found> {
  const names = Object.keys(properties);
  let [record] = await readByIds(client, { path, ids: [id], properties: names });
  if (record === undefined) {
    const survivor = await survivorOf(client, path, id);
    if (survivor === undefined) return { found: false };
    [record] = await readByIds(client, { path, ids: [survivor], properties: names });
  }
  const isSo = names.every((name) => (record?.properties[name] ?? "") === properties[name]);
  return record !== undefined && isSo ? { found: true, providerId: record.id } : { found: false };
}
