import {
  type ChangePage,
  ConnectorError,
  type Signal,
  type Understanding,
} from "@perennial/contract";
import { CONTACT, fieldsOf, objectsOf } from "../mapping/map-record.ts";
import { fingerprintOf, type MappingContext } from "../mapping/mapping-context.ts";
import { mappingContextOf, type OrgTools } from "../org-tools.ts";
import type { SalesforceRecord } from "../salesforce-client.ts";
import { countRecords } from "./count-records.ts";
import { goneForGood } from "./gone-for-good.ts";
import { rememberAgreements } from "./known-agreements.ts";
import { mapRecords } from "./map-records.ts";
import { type ObjectPage, readObject, stampOf } from "./object-changes.ts";
import {
  beginRun,
  markOf,
  type ObjectState,
  parseCursor,
  type ReadState,
  remember,
  UNREAD,
  writeCursor,
} from "./read-cursor.ts";
import { demandVisibleRefusals } from "./visible-refusals.ts";

type Counts = Awaited<ReturnType<typeof countRecords>>;

/**
 * Reads what changed behind a cursor, page by page: everything without one, object by object; then what changed, was deleted
 * or merged, a little further back than the run before went. An object that the org has not, or hides from us, is left out and
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
  const counts = counter(() => countRecords(tools, objects));
  let total = cursor === undefined ? sumOf(await counts()) : undefined;
  while (state.left.length > 0) {
    const [task] = state.left;
    if (task === undefined) return;
    const { object, kind } = task;
    const isKnown = kind === "anew";
    if (isKnown && !state.begun) state = withObject(state, object, UNREAD);
    const before = state.objects[object] ?? UNREAD;
    for await (const page of pagesOf(
      tools,
      { object, counts: state.first ? counts : undefined },
      before,
    )) {
      const known = new Set(isKnown ? [] : (state.objects[object] ?? UNREAD).told);
      const understood = await understoodOf(tools, { object, page, mapping, known });
      state = remembering(behind(state, object, page), object, understood.signals);
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

interface ObjectToRead {
  readonly object: string;
  /** About how many records there are, in the first run: a job may be asked for then. Later what changes elsewhere would wait for it. */
  readonly counts: (() => Promise<Counts>) | undefined;
}

/** An object's pages; none where it may not be read. */
async function* pagesOf(
  tools: OrgTools,
  { object, counts }: ObjectToRead,
  { at }: ObjectState,
): AsyncGenerator<ObjectPage, void, undefined> {
  const { client, context, settings, pageSize } = tools;
  const reading = { object, fields: fieldsOf(object, settings) };
  const { abort, clock, log } = context;
  const bulk = counts && {
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
  const isNew = (record: SalesforceRecord) => !known.has(markOf(record.Id, stampOf(record)));
  const records = page.records.filter(isNew);
  const gone = page.gone.filter(({ record }) => isNew(record));
  return mapRecords(tools, { object, records, gone, mapping });
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

/** Remembers agreements as they were told, for the day they are gone. */
function remembering(state: ReadState, object: string, signals: readonly Signal[]): ReadState {
  const before = state.agreements?.[object] ?? [];
  const known = rememberAgreements(before, signals);
  if (known === before) return state;
  return { ...state, agreements: { ...state.agreements, [object]: [...known] } };
}

function done(state: ReadState): ReadState {
  return { ...state, left: state.left.slice(1), begun: false };
}

function withObject(state: ReadState, object: string, at: ObjectState): ReadState {
  return { ...state, objects: { ...state.objects, [object]: at } };
}
