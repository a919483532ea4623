import { accepted, createTaskOwners, receiptFor, toConnectorError } from "@perennial/connector-kit";
import { type AddNote, ConnectorError, type Receipt } from "@perennial/contract";
import type { OrgTools } from "../org-tools.ts";
import { recordsById } from "../read/records-by-id.ts";
import type { DescribedObject } from "../salesforce-client.ts";
import { contactTargets } from "./contact-targets.ts";
import { recordTarget } from "./record-target.ts";
import type { Contacts } from "./record-write.ts";
import { type SavedRecord, type SaveOutcome, saveRecords } from "./save-records.ts";
import { type OrgTask, TASK_KEY, type TaskCommand, taskOf } from "./task.ts";
import { findTasks } from "./task-search.ts";
import { closedStatus } from "./task-status.ts";
import { writeTouchpoints } from "./touchpoint-rows.ts";

/**
 * Makes the tasks, calls and notes of commands, each command's once however often it comes, and gives a receipt for each. Never
 * throws.
 */
export async function writeTasks(
  tools: OrgTools,
  commands: readonly TaskCommand[],
): Promise<readonly Receipt[]> {
  if (commands.length === 0) return [];
  try {
    const contacts = await contactTargets(
      tools,
      commands.map(({ customerId }) => customerId),
    );
    const strangers = commands.filter(({ customerId }) => !contacts.has(customerId));
    const known = commands.filter(({ customerId }) => contacts.has(customerId));
    const notes = known.filter((one) => one.kind === "add-note");
    const failed = await writeTouchpoints(tools, notes, contacts);
    const wanted = known.filter((one) => !failed.has(one.id) && isWanted(tools, one));
    const made = await putTasks(tools, wanted, contacts);
    return [
      ...strangers.map((command) => receiptFor(unknownCustomer(command), command)),
      ...notes.flatMap((note) => {
        const error = failed.get(note.id);
        if (error) return receiptFor(error, note);
        // The administrator chose that the activities show none of it: there is nothing left to do.
        return isWanted(tools, note) ? [] : accepted(note);
      }),
      ...made,
    ];
  } catch (error) {
    const failure = toConnectorError(error, "salesforce", tools.context.log);
    return commands.map((command) => receiptFor(failure, command));
  }
}

function isWanted({ settings }: OrgTools, { kind }: TaskCommand | AddNote): boolean {
  return kind !== "add-note" || settings.logMessages;
}

async function putTasks(
  tools: OrgTools,
  commands: readonly TaskCommand[],
  contacts: Contacts,
): Promise<readonly Receipt[]> {
  if (commands.length === 0) return [];
  const described = await taskObject(tools);
  const sought = commands.map(({ id, customerId }) => ({ key: id, customerId }));
  const found = await findTasks(tools, sought, contacts);
  const tasks = await tasksFor(tools, commands, contacts);
  const saver = { client: tools.client, abort: tools.context.abort };
  const changed = tasks.filter(({ command: { id }, replaces }) => {
    const there = found.get(id);
    return replaces && there !== undefined && there.IsDeleted !== true;
  });
  const rows = changed.map((task) =>
    changedRow(described, task, found.get(task.command.id)?.Id ?? ""),
  );
  const updates = await saveRecords(saver, { object: "Task", how: "update" }, rows);
  const missing = tasks.filter(({ command }) => !found.has(command.id));
  const whats = await whatIds(tools, described, missing);
  const created = missing.map((task) => newRow(described, task, { contacts, whats }));
  const creations = await saveRecords(saver, { object: "Task", how: "create" }, created);
  const outcomes = new Map<string, SaveOutcome | undefined>([
    ...changed.map(({ command }, at) => [command.id, updates[at]] as const),
    ...missing.map(({ command }, at) => [command.id, creations[at]] as const),
  ]);
  return commands.map((command) => {
    const outcome = outcomes.get(command.id);
    if (outcome === undefined || outcome.saved) {
      return accepted(command, outcome?.id ?? found.get(command.id)?.Id);
    }
    return receiptFor(outcome.error, command);
  });
}

/** Tasks as the org has them. Throws a `ConnectorError` where it has no place for a command's id. */
export async function taskObject({ client }: Pick<OrgTools, "client">): Promise<DescribedObject> {
  const described = await client.describe("Task");
  if (described?.fields.some(({ name }) => name === TASK_KEY)) return described;
  const message = `Perennial's user does not see tasks with their field ${TASK_KEY}, by which none is made twice; let it read and edit tasks`;
  throw new ConnectorError({ connector: "salesforce", kind: "forbidden", message });
}

async function tasksFor(
  tools: OrgTools,
  commands: readonly TaskCommand[],
  contacts: Contacts,
): Promise<readonly OrgTask[]> {
  const { timeZone } = await tools.org();
  const closed = await closedStatus(tools);
  const { users, settings, context } = tools;
  const ownerOf = await createTaskOwners({
    ...{ crm: "salesforce", owners: settings.owners, users, log: context.log },
  });
  const now = tools.context.clock.now();
  return commands.map((command) => {
    const contact = contacts.get(command.customerId);
    const ownerId = command.kind === "add-note" ? undefined : ownerOf(command, contact?.ownerId);
    return taskOf(command, { now, timeZone, ownerId, closed });
  });
}

/** What people do with a task stays: whether it is done, whose it is, and for when. */
function changedRow(described: DescribedObject, { values }: OrgTask, id: string): SavedRecord {
  const { Subject, Description, Priority } = writable(described, values, "updateable");
  const fields = Object.entries({ Subject, Description, Priority });
  return {
    values: { Id: id, ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)) },
  };
}

interface Ends {
  readonly contacts: Contacts;
  /** The agreements that a task can be about, by the command's id. */
  readonly whats: ReadonlyMap<string, string>;
}

function newRow(described: DescribedObject, task: OrgTask, { contacts, whats }: Ends): SavedRecord {
  const { command, values } = task;
  const contact = contacts.get(command.customerId);
  const what = whats.get(command.id);
  return {
    parent: contact?.accountId ?? contact?.id,
    values: {
      ...writable(described, values, "createable"),
      WhoId: contact?.id ?? null,
      ...(what !== undefined && { WhatId: what }),
    },
  };
}

/** The values that the org has a field for: orgs without calls have none for them. */
function writable(
  { fields }: DescribedObject,
  values: OrgTask["values"],
  how: "createable" | "updateable",
): Record<string, string | undefined> & Record<string, string> {
  const open = new Set(fields.filter((field) => field[how]).map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => open.has(name)));
}

/** The agreements that tasks are about, those that are still there and that tasks can belong to. */
async function whatIds(
  tools: OrgTools,
  described: DescribedObject,
  tasks: readonly OrgTask[],
): Promise<ReadonlyMap<string, string>> {
  const takes = new Set(described.fields.find(({ name }) => name === "WhatId")?.referenceTo);
  const wanted: { readonly commandId: string; readonly object: string; readonly id: string }[] = [];
  for (const { command } of tasks) {
    if (command.agreementId === undefined) continue;
    const recordId = command.agreementId;
    const target = await recordTarget(tools, { object: "agreement", recordId });
    if (target && takes.has(target.object)) wanted.push({ commandId: command.id, ...target });
  }
  const whats = new Map<string, string>();
  for (const [object, own] of Map.groupBy(wanted, (one) => one.object)) {
    const ids = own.map(({ id }) => id);
    const there = await recordsById(tools.client, { object, fields: [] }, ids);
    const live = new Set(there.map(({ Id }) => Id));
    for (const { commandId, id } of own) if (live.has(id)) whats.set(commandId, id);
  }
  return whats;
}

function unknownCustomer({ customerId }: TaskCommand): ConnectorError {
  const message = `the customer ${customerId} is not a contact of this org's`;
  return new ConnectorError({ connector: "salesforce", kind: "not-found", message });
}
