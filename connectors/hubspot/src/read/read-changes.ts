import { type Candidate, understand } from "@perennial/connector-kit";
import { type ChangePage, ConnectorError, type Understanding } from "@perennial/contract";
import { propertiesOf, typesOf } from "../mapping/map-record.ts";
import { fingerprintOf, type MappingContext } from "../mapping/mapping-context.ts";
import { typeOf } from "../mapping/source-fields.ts";
import { claimAllowed } from "./claim-allowed.ts";
import { readConsents, readConsentsIfAllowed } from "./consent-statuses.ts";
import { countRecords } from "./count-records.ts";
import { findGone } from "./gone-contacts.ts";
import type { HubspotRecord } from "./hubspot-record.ts";
import {
  beginRun,
  endRun,
  markOf,
  minus,
  OVERLAP,
  parseCursor,
  type ReadState,
  remember,
  writeCursor,
} from "./read-cursor.ts";
import { joined, mapRecords } from "./read-records.ts";
import { mappingContextOf, type ReadTools } from "./read-tools.ts";
import { changedRecords, listRecords, type ReadPage } from "./record-reader.ts";

/** The tasks that tell what is there, not what has changed. */
const OF_ALL = /^(?:load:|consents$)/;

/** One page of a run: what it means, and where reading stands behind it. */
interface Step {
  readonly understood: Understanding;
  readonly state: ReadState;
}

/** What a run works with. */
interface Run {
  readonly tools: ReadTools;
  readonly mapping: MappingContext;
  /** A page that was asked for before it was needed. */
  ahead: { readonly place: string; readonly page: Promise<ReadPage> } | undefined;
}

/**
 * Reads what changed behind a cursor, page by page: everything without one, type by type; then what changed, a little
 * further back than the run before went, and what was deleted. A type that may not be read is left out and tried again
 * in the next run; it costs no other. Each page's cursor leads on right behind it, also within a run.
 */
export async function* readChanges(
  tools: ReadTools,
  cursor: string | undefined,
): AsyncGenerator<ChangePage, void, undefined> {
  let state = resume(tools, cursor);
  const run: Run = { tools, mapping: await mappingContextOf(tools), ahead: undefined };
  let total = cursor === undefined ? await countRecords(tools, typesOf(tools.settings)) : undefined;
  while (state.left.length > 0) {
    const isKnown = state.since !== null && OF_ALL.test(state.left[0] ?? "");
    const { understood, state: behind } = await taken(run, state);
    state = behind.left.length === 0 ? endRun(behind) : behind;
    askAhead(run, state);
    yield {
      ...{ signals: understood.signals, cursor: writeCursor(state) },
      ...(understood.problems.length > 0 && { problems: understood.problems }),
      ...(total !== undefined && { total }),
      ...(isKnown && { known: true }),
    };
    total = undefined;
  }
}

function resume({ settings, context }: ReadTools, cursor: string | undefined): ReadState {
  const last = cursor === undefined ? undefined : parseCursor(cursor);
  const fingerprint = fingerprintOf(settings);
  if (last !== undefined && last.left.length > 0 && last.of === fingerprint) return last;
  return beginRun(last, {
    ...{ now: context.clock.now(), fingerprint, types: typesOf(settings) },
    lasting: [...new Set(["contacts", ...settings.agreements.map(typeOf)])],
    consents: settings.consents.length > 0 && settings.customers.email !== null,
  });
}

/** Does the first thing that is left. What nobody allowed is put by, except contacts: without them nothing is. */
async function taken(run: Run, state: ReadState): Promise<Step> {
  const [task = ""] = state.left;
  const [kind, type = "contacts"] = task.split(":");
  try {
    await claimAllowed(run.tools, type);
    if (kind === "load") return await load(run, state, type);
    if (kind === "changes") return await changes(run, state, type);
    if (kind === "gone") return await gone(run, state, type);
    return await consents(run, state);
  } catch (error) {
    const isLeftOut = ConnectorError.isInstance(error) && error.kind === "forbidden";
    if (!isLeftOut || (type === "contacts" && kind !== "consents")) throw error;
    // Tried in every run, and told in the first.
    if (state.since === null || kind === "changes") {
      run.tools.context.log.warn("a part of the portal may not be read", {
        ...{ connector: "hubspot", part: task, reason: error.message },
      });
    }
    const retried = kind === "consents" ? task : `load:${type}`;
    const unread = kind === "gone" ? state.unread : remember(state.unread, [retried]);
    return { understood: NOTHING, state: { ...next(state, undefined), unread } };
  }
}

const NOTHING: Understanding = { signals: [], problems: [] };

async function load(run: Run, state: ReadState, type: string): Promise<Step> {
  const page = await pageAt(run, state);
  return { understood: await told(run, { type, page }), state: telling(state, { type, page }) };
}

async function changes(run: Run, state: ReadState, type: string): Promise<Step> {
  const page = await pageAt(run, state);
  const known = new Set(state.told);
  const fresh = page.records.filter(({ id, updatedAt }) => !known.has(markOf(type, id, updatedAt)));
  const understood = await told(run, { type, page: { ...page, records: fresh } });
  const said = type === "contacts" ? await readConsentsIfAllowed(run.tools, fresh) : [];
  return {
    understood: joined([understood, understand([...said])]),
    state: telling(state, { type, page }),
  };
}

async function gone(run: Run, state: ReadState, type: string): Promise<Step> {
  const page = await pageAt(run, state);
  const known = new Set(state.swept.told);
  const from = minus(state.swept.at, OVERLAP);
  const lately = page.records.filter(({ archivedAt }) => archivedAt && archivedAt >= from);
  const fresh = lately.filter(
    ({ id, archivedAt }) => !known.has(markOf(type, id, archivedAt ?? "")),
  );
  const { tools, mapping } = run;
  const understood =
    type === "contacts"
      ? await goneContacts(run, fresh)
      : await mapRecords(tools, { type, records: fresh, mapping });
  const again = minus(state.began, OVERLAP);
  const marks = lately
    .filter(({ archivedAt }) => archivedAt && archivedAt >= again)
    .map(({ id, archivedAt }) => markOf(type, id, archivedAt ?? ""));
  const sweeping = {
    pages: state.sweeping.pages + 1,
    told: remember(state.sweeping.told, marks),
  };
  return { understood, state: { ...next(state, page.next), sweeping } };
}

async function goneContacts(
  { tools, mapping }: Run,
  fresh: readonly HubspotRecord[],
): Promise<Understanding> {
  const contacts = fresh.map(({ id, archivedAt }) => ({ id, archivedAt: archivedAt ?? undefined }));
  const { candidates, records } = await findGone(tools, contacts);
  const there = await mapRecords(tools, { type: "contacts", records, mapping });
  return joined([understand([...candidates]), there]);
}

async function consents(run: Run, state: ReadState): Promise<Step> {
  const page = await pageAt(run, state);
  const candidates: readonly Candidate[] = await readConsents(run.tools, page.records);
  return { understood: understand([...candidates]), state: next(state, page.next) };
}

/** What is told of a page. */
interface Told {
  readonly type: string;
  readonly page: ReadPage;
}

async function told({ tools, mapping }: Run, { type, page }: Told): Promise<Understanding> {
  const understood = await mapRecords(tools, { type, records: page.records, mapping });
  return joined([understood, { signals: [], problems: page.problems }]);
}

/** Goes on behind a page and remembers what of it the next run meets again. */
function telling(state: ReadState, { type, page }: Told): ReadState {
  const again = minus(state.began, OVERLAP);
  const marks = page.records
    .filter(({ updatedAt }) => updatedAt >= again)
    .map(({ id, updatedAt }) => markOf(type, id, updatedAt));
  return { ...next(state, page.next), telling: remember(state.telling, marks) };
}

/** Goes on behind a page: to the next of the same kind, or to what is left when it was the last. */
function next(state: ReadState, after: string | undefined): ReadState {
  const left = after === undefined ? state.left.slice(1) : state.left;
  return { ...state, left, after: after ?? null };
}

function placeOf({ left, after, since }: ReadState): string {
  return JSON.stringify([left[0], after, since]);
}

function pageAt(run: Run, state: ReadState): Promise<ReadPage> {
  const { ahead } = run;
  run.ahead = undefined;
  return ahead?.place === placeOf(state) ? ahead.page : ask(run, state);
}

/** While a page of the first load is being kept, the next one is on its way: it goes twice as fast. */
function askAhead(run: Run, state: ReadState): void {
  const isLoading = state.left[0]?.startsWith("load:") ?? false;
  if (!isLoading || state.after === null) return;
  const page = ask(run, state);
  // Should nobody read on, its failure is nobody's.
  page.catch(() => undefined);
  run.ahead = { place: placeOf(state), page };
}

function ask({ tools: { client, settings } }: Run, state: ReadState): Promise<ReadPage> {
  const [task = ""] = state.left;
  const [kind, type = "contacts"] = task.split(":");
  const after = state.after ?? undefined;
  if (kind === "consents") {
    const properties = settings.customers.email === null ? [] : [settings.customers.email];
    return listRecords(client, { type: "contacts", properties, after });
  }
  const properties = propertiesOf(type, settings);
  if (kind === "changes" && state.since !== null) {
    return changedRecords(client, { type, properties, since: state.since, after });
  }
  return listRecords(client, { type, properties, after, archived: kind === "gone" });
}
