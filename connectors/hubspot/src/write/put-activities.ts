import {
  accepted,
  endsAll,
  notTried,
  receiptFor,
  toConnectorError,
} from "@perennial/connector-kit";
import { type Command, ConnectorError, type Receipt } from "@perennial/contract";
import { objectsPath } from "../hubspot-paths.ts";
import {
  ACTIVITY_PATHS,
  type Activity,
  type ActivityEnds,
  type ActivityPath,
  associationsOf,
  BODY_OF,
} from "./activity.ts";
import { type ActivityKeying, activityKeying, COMMAND_KEY, markOf } from "./activity-key.ts";
import { activitiesOf } from "./activity-search.ts";
import { type BatchRow, batchEach, type RowOutcome } from "./batch-each.ts";
import type { HubspotWriting } from "./hubspot-writing.ts";
import type { ReadRecord } from "./read-records.ts";
import { survivorOf } from "./survivor.ts";

/**
 * Puts tasks, notes and messages on contacts' timelines, each command's once however often it comes, and gives a
 * receipt for each. Never throws.
 */
export async function putActivities(
  writing: HubspotWriting,
  activities: readonly Activity[],
): Promise<readonly Receipt[]> {
  const receipts: Receipt[] = [];
  let halt: ConnectorError | undefined;
  for (const path of ACTIVITY_PATHS) {
    const own = activities.filter((one) => one.path === path);
    if (own.length === 0) continue;
    if (halt !== undefined) {
      receipts.push(...failed(own, notTried(halt)));
      continue;
    }
    try {
      receipts.push(...(await putType(writing, path, own)));
    } catch (error) {
      const failure = toConnectorError(error, "hubspot", writing.context.log);
      if (endsAll(failure)) halt = failure;
      receipts.push(...failed(own, failure));
    }
  }
  return receipts;
}

async function putType(
  writing: HubspotWriting,
  path: ActivityPath,
  activities: readonly Activity[],
): Promise<readonly Receipt[]> {
  const keying = await activityKeying(writing.catalog, path);
  const commandIds = activities.map(({ commandId }) => commandId);
  const properties = ["hs_timestamp"];
  const found = await activitiesOf(writing, { path, commandIds, properties });
  const there = activities.filter(({ commandId }) => found.has(commandId));
  const missing = activities.filter(({ commandId }) => !found.has(commandId));
  return [
    ...(await changeFound(writing, { path, keying, activities: there }, found)),
    ...(await makeMissing(writing, { path, keying, activities: missing })),
  ];
}

/** Activities of one type. */
interface TypeActivities {
  readonly path: ActivityPath;
  readonly keying: ActivityKeying;
  readonly activities: readonly Activity[];
}

async function changeFound(
  writing: HubspotWriting,
  { path, keying, activities }: TypeActivities,
  found: ReadonlyMap<string, ReadRecord>,
): Promise<readonly Receipt[]> {
  const rows = activities
    .filter(({ replaces }) => replaces)
    .map((one) => changeRow(one, keying, found.get(one.commandId)?.id ?? ""));
  const outcomes = await batchEach(writing, { path: objectsPath(path, "batch", "update"), rows });
  return activities.map((one) => {
    const outcome = outcomes.get(one.commandId);
    const command = { id: one.commandId };
    return outcome === undefined || outcome.done
      ? accepted(command, found.get(one.commandId)?.id)
      : receiptFor(outcome.error, command);
  });
}

/** What people do with a task stays: whether it is done, whose it is, and for when. */
function changeRow(activity: Activity, keying: ActivityKeying, id: string): BatchRow {
  const {
    hs_task_status: _status,
    hs_timestamp: _due,
    hubspot_owner_id: _owner,
    ...properties
  } = keyed(activity, keying);
  return { objectWriteTraceId: activity.commandId, id, properties };
}

async function makeMissing(
  writing: HubspotWriting,
  { path, keying, activities }: TypeActivities,
): Promise<readonly Receipt[]> {
  const rowOf = (activity: Activity, ends: ActivityEnds): BatchRow => ({
    objectWriteTraceId: activity.commandId,
    properties: keyed(activity, keying),
    associations: associationsOf(path, ends),
  });
  const create = (rows: readonly BatchRow[], again: boolean) =>
    batchEach(writing, { path: objectsPath(path, "batch", "create"), rows, again });
  const first = activities.map((one) => rowOf(one, one));
  const outcomes = await create(first, false);
  const receipts: Receipt[] = [];
  for (const activity of activities) {
    let outcome = outcomes.get(activity.commandId);
    const moved = await movedEnds(writing, activity, outcome);
    if (moved !== undefined && "done" in moved) outcome = moved;
    else if (moved !== undefined) {
      outcome = (await create([rowOf(activity, moved)], true)).get(activity.commandId);
    }
    receipts.push(receiptOf(activity, outcome));
  }
  return receipts;
}

/**
 * What the records of a refused activity have become, where that may be why it was refused: a contact or a deal may have
 * been merged, and without its deal an activity still belongs to its contact. Undefined where nothing has changed.
 */
async function movedEnds(
  { client, context }: HubspotWriting,
  activity: Activity,
  outcome: RowOutcome | undefined,
): Promise<ActivityEnds | RowOutcome | undefined> {
  if (outcome === undefined || outcome.done || !mayBeMoved(activity, outcome.error)) {
    return undefined;
  }
  const { contactId, dealId } = activity;
  try {
    const contact = await survivorOf(client, "contacts", contactId);
    if (contact === undefined) return undefined;
    const deal = dealId === undefined ? undefined : await survivorOf(client, "deals", dealId);
    if (contact === contactId && deal === dealId) return undefined;
    return { contactId: contact, ...(deal === undefined ? {} : { dealId: deal }) };
  } catch (error) {
    return { done: false, error: toConnectorError(error, "hubspot", context.log) };
  }
}

function mayBeMoved({ contactId, dealId }: Activity, { kind, message }: ConnectorError): boolean {
  if (kind === "not-found") return true;
  const named = [contactId, dealId].some((id) => id !== undefined && message.includes(id));
  return kind === "invalid" && named;
}

function receiptOf({ commandId }: Activity, outcome: RowOutcome | undefined): Receipt {
  const command = { id: commandId };
  if (outcome === undefined || outcome.done) return accepted(command, outcome?.id);
  return receiptFor(takenMeanwhile(outcome.error) ?? outcome.error, command);
}

/** Another process made the same command's activity between our look and our write: the next try finds it. */
function takenMeanwhile({ kind, message }: ConnectorError): ConnectorError | undefined {
  if (kind !== "invalid" || !message.includes(COMMAND_KEY)) return undefined;
  if (!/already|unique/i.test(message)) return undefined;
  return new ConnectorError({ connector: "hubspot", kind: "conflict", message });
}

function keyed(activity: Activity, keying: ActivityKeying): Readonly<Record<string, string>> {
  const { commandId, path, properties } = activity;
  if (keying === "property") return { ...properties, [COMMAND_KEY]: commandId };
  const body = BODY_OF[path];
  return { ...properties, [body]: `${properties[body] ?? ""}<br><br> ${markOf(commandId)}` };
}

function failed(activities: readonly Activity[], error: ConnectorError): readonly Receipt[] {
  return activities.map(({ commandId }) =>
    receiptFor(error, { id: commandId } satisfies Pick<Command, "id">),
  );
}
