import { accepted, receiptFor, toConnectorError } from "@perennial/connector-kit";
import type { AddNote, CreateTask, PutCall, Receipt } from "@perennial/contract";
import { type Activity, callActivity, noteActivity, taskActivity } from "./activity.ts";
import type { HubspotWriting } from "./hubspot-writing.ts";
import { putActivities } from "./put-activities.ts";
import { type ReadRecord, readByIds } from "./read-records.ts";

/** The commands that become activities of HubSpot's. */
export type ActivityCommand = CreateTask | PutCall | AddNote;

const OWNER = "hubspot_owner_id";

/** Does the commands that become activities, with a receipt for each. Never throws. */
export async function writeActivities(
  writing: HubspotWriting,
  commands: readonly ActivityCommand[],
): Promise<readonly Receipt[]> {
  const { settings, context } = writing;
  const isUnwanted = ({ kind }: ActivityCommand) => kind === "add-note" && !settings.logMessages;
  const wanted = commands.filter((one) => !isUnwanted(one));
  // The administrator chose that the timeline shows none of it: there is nothing left to do.
  const receipts: Receipt[] = commands.filter(isUnwanted).map((one) => accepted(one));
  try {
    const activities = await activitiesFor(writing, wanted);
    receipts.push(...(await putActivities(writing, activities)));
  } catch (error) {
    const failure = toConnectorError(error, "hubspot", context.log);
    receipts.push(...wanted.map((one) => receiptFor(failure, one)));
  }
  return receipts;
}

async function activitiesFor(
  writing: HubspotWriting,
  commands: readonly ActivityCommand[],
): Promise<readonly Activity[]> {
  const now = writing.context.clock.now();
  const ownerOf = await ownersFor(writing, commands);
  return commands.map((command) => {
    if (command.kind === "add-note") return noteActivity(command);
    const ownerId = ownerOf.get(command.id);
    if (command.kind === "put-call") return callActivity(command, { now, ownerId });
    return taskActivity(command, { now, ownerId });
  });
}

/** Whose each task is: the user its assignee stands for, or else the contact's owner, as long as they are active. */
async function ownersFor(
  { client, owners }: HubspotWriting,
  commands: readonly ActivityCommand[],
): Promise<ReadonlyMap<string, string>> {
  const tasks = commands.filter((one) => one.kind !== "add-note");
  if (tasks.length === 0) return new Map();
  const contacts = await readByIds(client, {
    path: "contacts",
    ids: tasks.map(({ customerId }) => customerId),
    properties: [OWNER],
  });
  const byContact = new Map(contacts.map((one) => [one.id, one]));
  const found = new Map<string, string>();
  for (const task of tasks) {
    const assignee = task.kind === "create-task" ? task.assignee : undefined;
    const told = assignee === undefined ? undefined : await owners.idOf(assignee);
    const owner = told ?? (await activeOwner(owners, byContact.get(task.customerId)));
    if (owner !== undefined) found.set(task.id, owner);
  }
  return found;
}

async function activeOwner(
  owners: HubspotWriting["owners"],
  contact: ReadRecord | undefined,
): Promise<string | undefined> {
  const id = contact?.properties[OWNER];
  return id && (await owners.isActive(id)) ? id : undefined;
}
