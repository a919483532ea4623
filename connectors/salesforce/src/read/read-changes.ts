import {
  type ChangePage,
  ConnectorError,
  type Signal,
  type Understanding,
} from "@perennial/contract";
import { ONLY_CALLS, TASK } from "../mapping/call-mapping.ts";
import { CAMPAIGN, CAMPAIGN_MEMBER } from "../mapping/campaign-mapping.ts";
import { CONTACT, fieldsOf, objectsOf } from "../mapping/map-record.ts";
import { fingerprintOf, type MappingContext } from "../mapping/mapping-context.ts";
import { mappingContextOf, type OrgTools } from "../org-tools.ts";
import type { SalesforceRecord } from "../salesforce-client.ts";
import type { SoqlCondition } from "../soql/soql.ts";
import { countRecords } from "./count-records.ts";
import { goneForGood } from "./gone-for-good.ts";
import { rememberRecords } from "./known-records.ts";
import { mapRecords } from "./map-records.ts";
import { type ObjectPage, readObject, stampOf } from "./object-changes.ts";
import {
  beginRun,
  markOf,
  type ObjectState,
  parseCursor,
  type ReadState,
  remember,
  type Task,
  UNREAD,
  writeCursor,
} from "./read-cursor.ts";
import { demandVisibleRefusals } from "./visible-refusals.ts";

type Counts = Awaited<ReturnType<typeof countRecords>>;

/**
 * Reads what changed behind a cursor, page by page: everything without one, object by object; then what changed, was deleted
 * or merged, a little further back than the run before went; who is in a campaign that changed is told anew. An object that the org has not, or hides from us, is left out and
 * tried again in the next run. Once an hour contacts and agreements are told that were deleted for good. Each page's cursor leads on right
 * behind it, also within a run and in another process. Throws a `ConnectorError`, also where the fields are hidden by which customers
 * say no.
 */
export async function* readChanges(
  tools: OrgTools,
  cursor: string | undefined,
): AsyncGenerator<ChangePage, void, undefined> {
  const { settings, context } = tools;
  await demandVisibleRefusals(tools);
  const mapping = await mappingContextOf(tools);
  const objects = objectsOf(settings);
  let state = beginRun(cursor === undefined ? undefined : parseCursor(cursor), {
    ...{ fingerprint: fingerprintOf(settings), objects, now: context.clock.now() },
  });
  // Of tasks only calls are read.
  const counted = objects.filter((object) => object !== TASK);
  const counts = counter(() => countRecords(tools, counted));
  let total = cursor === undefined ? sumOf(await counts()) : undefined;
  while (state.left.length > 0) {
    const [task] = state.left;
    if (task === undefined) return;
    const { object } = task;
    const place = placeOf(task);
    const isKnown = task.kind !== "changes";
    if (isKnown && !state.begun) state = withObject(state, place, UNREAD);
    const before = state.objects[place] ?? UNREAD;
    for await (const page of pagesOf(
      tools,
      { task, counts: state.first ? counts : undefined },
      before,
    )) {
      const known = new Set(isKnown ? [] : (state.objects[place] ?? UNREAD).told);
      const understood = await understoodOf(tools, { object, page, mapping, known });
      state = withMembers(state, task, { page, known });
      state = remembering(behind(state, place, page), object, understood.signals);
      if (page.isLast) state = done(state);
      // A cursor is kept with each page: one in which nothing is needs none of its own while more is to be read.
      if (page.isLast && isEmpty(page) && total === undefined && state.left.length > 0) continue;
      yield {
        ...{ signals: understood.signals, cursor: writeCursor(state) },
        ...(understood.problems.length > 0 && { problems: understood.problems }),
        ...(total !== undefined && { total }),
        ...(isKnown && { known: true }),
      };
      total = undefined;
    }
    if (state.left[0] !== task) continue;
    // What the org has not gives no page of its own, and is done all the same.
    state = done(state);
    if (state.left.length === 0) yield { signals: [], cursor: writeCursor(state) };
  }
  const { goneUntil: until = context.clock.now(), agreements = {} } = state;
  for await (const gone of goneForGood(tools, { until, agreements })) {
    state = { ...state, goneUntil: gone.until };
    const problems = gone.problems.length > 0 && { problems: gone.problems };
    yield { signals: gone.signals, cursor: writeCursor(state), ...problems };
  }
}

/** Counts when somebody first asks, and once. */
function counter(count: () => Promise<Counts>): () => Promise<Counts> {
  let counted: Promise<Counts> | undefined;
  return () => {
    counted ??= count();
    return counted;
  };
}

function sumOf(counts: Counts): number | undefined {
  return counts && [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** Where it is kept how far a task has come. */
function placeOf(task: Task): string {
  return task.kind === "members" ? `${task.object} of ${task.of}` : task.object;
}

interface SeenPage {
  readonly page: ObjectPage;
  /** Marks of what was told before. */
  readonly known: ReadonlySet<string>;
}

/**
 * Whoever is in a campaign that changed is read next: Salesforce changes the campaign alone. Whoever is in one that was deleted is deleted
 * with it, and is read for that reason.
 */
function withMembers(state: ReadState, { object }: Task, { page, known }: SeenPage): ReadState {
  if (object !== CAMPAIGN || !page.isChange) return state;
  const [task, ...left] = state.left;
  const members = page.records
    .filter((record) => isNew(record, known))
    .map(({ Id: of }): Task => ({ kind: "members", object: CAMPAIGN_MEMBER, of }));
  return { ...state, left: [...(task ? [task] : []), ...members, ...left] };
}

interface ObjectToRead {
  readonly task: Task;
  /** About how many records there are, in the first run: a job may be asked for then. Later what changes elsewhere would wait for it. */
  readonly counts: (() => Promise<Counts>) | undefined;
}

/** An object's pages; none where it may not be read. */
async function* pagesOf(
  tools: OrgTools,
  { task, counts }: ObjectToRead,
  { at }: ObjectState,
): AsyncGenerator<ObjectPage, void, undefined> {
  const { client, context, settings, pageSize } = tools;
  const { object } = task;
  // Who is in a campaign of which nothing is seen means nothing; it is tried again.
  if (object === CAMPAIGN_MEMBER && (await client.describe(CAMPAIGN)) === undefined) return;
  const only = conditionOf(task);
  const reading = { object, fields: fieldsOf(object, settings), ...(only && { only }) };
  const { abort, clock, log } = context;
  // A job loads all of an object.
  const bulk = counts &&
    !only && {
      ...{ client, log, abort },
      expected: async (of: string) => (await counts())?.get(of),
    };
  const reader = {
    ...{ client, clock, ...(bulk && { bulk }) },
    ...(pageSize !== undefined && { pageSize }),
  };
  try {
    yield* readObject(reader, reading, at ?? undefined);
  } catch (error) {
    const isLeftOut = ConnectorError.isInstance(error) && error.kind === "forbidden";
    if (!isLeftOut || object === CONTACT) throw error;
    context.log.warn("a part of the org may not be read", {
      ...{ connector: "salesforce", part: object, reason: error.message },
    });
  }
}

/** What has to hold of the records that a task reads; nothing where all are read. */
function conditionOf(task: Task): SoqlCondition | undefined {
  if (task.kind === "members") return { field: "CampaignId", is: "=", value: { id: task.of } };
  return task.object === TASK ? ONLY_CALLS : undefined;
}

function isEmpty({ records, gone }: ObjectPage): boolean {
  return records.length === 0 && gone.length === 0;
}

interface ToUnderstand {
  readonly object: string;
  readonly page: ObjectPage;
  readonly mapping: MappingContext;
  /** Marks of what was told before. */
  readonly known: ReadonlySet<string>;
}

function understoodOf(
  tools: OrgTools,
  { object, page, mapping, known }: ToUnderstand,
): Promise<Understanding> {
  const records = page.records.filter((record) => isNew(record, known));
  const gone = page.gone.filter(({ record }) => isNew(record, known));
  return mapRecords(tools, { object, records, gone, mapping });
}

function isNew(record: SalesforceRecord, known: ReadonlySet<string>): boolean {
  return !known.has(markOf(record.Id, stampOf(record)));
}

/** Goes on behind a page and remembers what of it the next run meets again. */
function behind(state: ReadState, object: string, page: ObjectPage): ReadState {
  const { told } = state.objects[object] ?? UNREAD;
  const marks = [...page.records, ...page.gone.map(({ record }) => record)].flatMap((record) => {
    const stamp = stampOf(record);
    return stamp >= page.again ? [markOf(record.Id, stamp)] : [];
  });
  const at = { at: page.cursor, told: remember(told, marks) };
  return { ...withObject(state, object, at), begun: true };
}

/** Remembers agreements and members of campaigns as they were told, for the day they are gone. */
function remembering(state: ReadState, object: string, signals: readonly Signal[]): ReadState {
  const before = state.agreements?.[object] ?? [];
  const known = rememberRecords(before, signals);
  if (known === before) return state;
  return { ...state, agreements: { ...state.agreements, [object]: [...known] } };
}

function done(state: ReadState): ReadState {
  const [task, ...left] = state.left;
  // How far the members of one campaign were read is of no use afterwards.
  const objects = Object.entries(state.objects).filter(
    ([place]) => task?.kind !== "members" || place !== placeOf(task),
  );
  return { ...state, left, begun: false, objects: Object.fromEntries(objects) };
}

function withObject(state: ReadState, object: string, at: ObjectState): ReadState {
  return { ...state, objects: { ...state.objects, [object]: at } };
}
