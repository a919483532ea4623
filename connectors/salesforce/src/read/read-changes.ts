import { type ChangePage, ConnectorError, type Understanding } from "@perennial/contract";
import { CONTACT, fieldsOf, objectsOf } from "../mapping/map-record.ts";
import { fingerprintOf, type MappingContext } from "../mapping/mapping-context.ts";
import { mappingContextOf, type OrgTools } from "../org-tools.ts";
import type { SalesforceRecord } from "../salesforce-client.ts";
import { countRecords } from "./count-records.ts";
import { goneForGood } from "./gone-for-good.ts";
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

/**
 * Reads what changed behind a cursor, page by page: everything without one, object by object; then what changed, was deleted
 * or merged, a little further back than the run before went. An object that the org has not, or hides from us, is left out and
 * tried again in the next run. Once an hour contacts are told that were deleted for good. Each page's cursor leads on right behind it, also within a run and in another process. Throws a
 * `ConnectorError`, also where the fields are hidden by which customers say no.
 */
export async function* readChanges(
  tools: OrgTools,
  cursor: string | undefined,
): AsyncGenerator<ChangePage, void, undefined> {
  const { settings } = tools;
  await demandVisibleRefusals(tools);
  const mapping = await mappingContextOf(tools);
  const objects = objectsOf(settings);
  let state = beginRun(cursor === undefined ? undefined : parseCursor(cursor), {
    ...{ fingerprint: fingerprintOf(settings), objects },
  });
  let total = cursor === undefined ? await countRecords(tools, objects) : undefined;
  while (state.left.length > 0) {
    const [task] = state.left;
    if (task === undefined) return;
    const { object, kind } = task;
    const isKnown = kind === "anew";
    if (isKnown && !state.begun) state = withObject(state, object, UNREAD);
    const before = state.objects[object] ?? UNREAD;
    for await (const page of pagesOf(tools, object, before)) {
      const known = new Set(isKnown ? [] : (state.objects[object] ?? UNREAD).told);
      const understood = await understoodOf(tools, { object, page, mapping, known });
      state = behind(state, object, page);
      if (page.isLast) state = done(state);
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
  const gone = await goneForGood(tools, state.goneUntil);
  if (gone === undefined) return;
  yield { signals: gone.signals, cursor: writeCursor({ ...state, goneUntil: gone.until }) };
}

/** An object's pages; none where it may not be read. */
async function* pagesOf(
  tools: OrgTools,
  object: string,
  { at }: ObjectState,
): AsyncGenerator<ObjectPage, void, undefined> {
  const { client, context, settings, pageSize } = tools;
  const reading = { object, fields: fieldsOf(object, settings) };
  const reader = { client, clock: context.clock, ...(pageSize !== undefined && { pageSize }) };
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

function done(state: ReadState): ReadState {
  return { ...state, left: state.left.slice(1), begun: false };
}

function withObject(state: ReadState, object: string, at: ObjectState): ReadState {
  return { ...state, objects: { ...state.objects, [object]: at } };
}
