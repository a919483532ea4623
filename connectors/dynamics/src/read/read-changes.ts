import { type ChangePage, ConnectorError } from "@perennial/contract";
import { type DynamicsTools, type KnownTable, neededTable } from "../dynamics-tools.ts";
import { isCustomerTable, joined, lastingTables, tablesOf } from "../mapping/map-row.ts";
import { fingerprintOf, type MappingContext } from "../mapping/mapping-context.ts";
import { countRows } from "./count-rows.ts";
import { type KnownRows, MOST_KNOWN } from "./known-rows.ts";
import { mappingContextOf } from "./lookups.ts";
import { mapGone, mapRows, readingOf } from "./map-rows.ts";
import { selectedColumns } from "./read-columns.ts";
import {
  beginRun,
  parseCursor,
  type ReadState,
  type ReadTask,
  type TableState,
  UNREAD,
  writeCursor,
} from "./read-cursor.ts";
import { rowsById } from "./read-records.ts";
import { type RowChanges, readRowChanges } from "./row-changes.ts";
import { idOf } from "./row-owners.ts";
import { demandVisibleRefusals } from "./visible-refusals.ts";

/**
 * Reads what changed behind a cursor, page by page and table by table: everything without one. Where the organisation no
 * longer knows what changed, a table is read anew, and what was told of it before and is not there is gone. A table that
 * the organisation has not, or hides from us, is left out and tried again in the next run. Each page's cursor leads on
 * right behind it, also within a run and in another process. Throws a `ConnectorError`.
 */
export async function* readChanges(
  tools: DynamicsTools,
  cursor: string | undefined,
): AsyncGenerator<ChangePage, void, undefined> {
  const { settings } = tools;
  const tables = tablesOf(settings);
  await demandVisibleRefusals(tools);
  const mapping = await mappingContextOf(tools);
  const last = cursor === undefined ? undefined : parseCursor(cursor);
  let state = beginRun(last, { fingerprint: fingerprintOf(settings), tables });
  let total = cursor === undefined ? await countRows(tools, tables) : undefined;
  for (;;) {
    const [task] = state.left;
    if (task === undefined) return;
    if (task.kind === "anew" && !task.begun) state = restarted(state, task.table);
    for await (const step of stepsOf(tools, { task, state, mapping })) {
      state = step.state;
      yield {
        ...step.page,
        ...(total !== undefined && { total }),
        ...(task.kind === "anew" && { known: true }),
      };
      total = undefined;
    }
    // What the organisation has not gives no page.
    if (state.left[0]?.table === task.table && state.left[0].kind === task.kind)
      state = done(state);
  }
}

/** A page, and where reading stands behind it. */
interface Step {
  readonly page: ChangePage;
  readonly state: ReadState;
}

interface Work {
  readonly task: ReadTask;
  readonly state: ReadState;
  readonly mapping: MappingContext;
}

/** The pages of a table; none where it is not there or may not be read. */
async function* stepsOf(
  tools: DynamicsTools,
  { task, state: from, mapping }: Work,
): AsyncGenerator<Step> {
  const isNeeded = isCustomerTable(task.table);
  const table = isNeeded ? await neededTable(tools, task.table) : await tools.table(task.table);
  if (table === undefined) return leftOut(tools, task.table, "the organisation has no such table");
  let state = from;
  let wasFull = false;
  // What is read anew behind it is read by another mapping than before.
  const isByOldLink = from.left.some(
    ({ kind, table: name }) => kind === "anew" && name === task.table && task.kind === "changes",
  );
  const { client, pageSize } = tools;
  const columns = selectedColumns(tools, table);
  const reading = { client, table, columns, ...(pageSize !== undefined && { pageSize }) };
  try {
    for await (const changes of readRowChanges(reading, state.tables.get(task.table)?.at)) {
      const before = state.tables.get(task.table) ?? UNREAD;
      const begins = changes.isFull && !wasFull;
      wasFull = changes.isFull;
      const step = await stepOf(tools, {
        ...{ table, changes, mapping, isByOldLink },
        before: begins ? { ...before, met: new Map() } : before,
      });
      state = behind(state, task.table, { at: step.behind, isLast: !changes.hasMore });
      yield { state, page: { ...step.page, cursor: writeCursor(state) } };
    }
  } catch (error) {
    const isHidden = ConnectorError.isInstance(error) && error.kind === "forbidden";
    if (!isHidden || isNeeded) throw error;
    leftOut(tools, task.table, error.message);
  }
}

interface Met {
  readonly table: KnownTable;
  readonly changes: RowChanges;
  readonly before: TableState;
  readonly mapping: MappingContext;
  /** Whether the link that was followed selects the columns of another mapping. */
  readonly isByOldLink: boolean;
}

/**
 * What a page tells of, as it is now: by an old link rows come without the columns that are wanted now, and a row that was
 * deleted may have been made again under its id since.
 */
async function asTheyAre(
  tools: DynamicsTools,
  { table, changes, isByOldLink }: Pick<Met, "table" | "changes" | "isByOldLink">,
) {
  const ids = changes.rows.map((row) => idOf(table, row));
  const rows = isByOldLink ? await rowsById(tools, table, ids) : changes.rows;
  const told = changes.deleted.map((id) => id.toLowerCase());
  const back = await rowsById(tools, table, told);
  const isBack = new Set(back.map((row) => idOf(table, row)));
  const isTold = new Set(rows.map((row) => idOf(table, row)));
  return {
    rows: [...rows, ...back.filter((row) => !isTold.has(idOf(table, row)))],
    deleted: told.filter((id) => !isBack.has(id)),
  };
}

async function stepOf(tools: DynamicsTools, { table, changes, before, mapping, isByOldLink }: Met) {
  const { logicalName } = table;
  const { rows, deleted } = await asTheyAre(tools, { table, changes, isByOldLink });
  const meanings = await mapRows(tools, table, { rows, mapping });
  const isLasting = lastingTables(tools.settings).includes(logicalName);
  const met = new Map(isLasting ? meanings.map(({ id, memory }) => [id, memory]) : []);
  const swept = sweep(before, { met, isLast: !changes.hasMore });
  const gone = [...deleted, ...swept.gone].map((id) => ({ id, memory: before.known.get(id) }));
  warnOf(tools, logicalName, before);
  const understood = joined([
    ...meanings.map((one) => one.understood),
    mapGone(tools, logicalName, {
      ...{ gone, at: tools.context.clock.now() },
      reading: readingOf(before.at ?? null),
    }),
  ]);
  const known = new Map(swept.known);
  for (const id of deleted) known.delete(id);
  const behindIt: TableState = { at: changes.cursor, known, met: swept.met };
  return {
    behind: behindIt,
    page: {
      signals: understood.signals,
      ...(understood.problems.length > 0 && { problems: understood.problems }),
    },
  };
}

/** Adds what a page met; behind the last page of a full reading, what was known and was not met is gone. */
function sweep(
  { known, met: before }: TableState,
  { met, isLast }: { readonly met: KnownRows; readonly isLast: boolean },
) {
  if (before === undefined) return { known: new Map([...known, ...met]), met: undefined, gone: [] };
  const all = new Map([...before, ...met]);
  if (!isLast) return { known, met: all, gone: [] };
  return { known: all, met: undefined, gone: [...known.keys()].filter((id) => !all.has(id)) };
}

function warnOf({ context }: DynamicsTools, table: string, { known, met }: TableState): void {
  if (met === undefined || met.size > 0 || known.size < MOST_KNOWN) return;
  context.log.warn("more rows were told than are remembered: some that are gone may stay", {
    ...{ connector: "dynamics", table },
  });
}

function leftOut({ context }: DynamicsTools, table: string, reason: string): void {
  context.log.warn("a table of the organisation is left out", {
    ...{ connector: "dynamics", table, reason },
  });
}

function restarted(state: ReadState, table: string): ReadState {
  const before = state.tables.get(table) ?? UNREAD;
  const [task, ...rest] = state.left;
  return {
    ...withTable(state, table, { ...before, at: undefined, met: undefined }),
    left: task === undefined ? [] : [{ ...task, begun: true }, ...rest],
  };
}

function behind(
  state: ReadState,
  table: string,
  { at, isLast }: { readonly at: TableState; readonly isLast: boolean },
): ReadState {
  const next = withTable(state, table, at);
  return isLast ? done(next) : next;
}

function done(state: ReadState): ReadState {
  return { ...state, left: state.left.slice(1) };
}

function withTable(state: ReadState, table: string, at: TableState): ReadState {
  return { ...state, tables: new Map([...state.tables, [table, at]]) };
}
