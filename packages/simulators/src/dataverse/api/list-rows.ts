import type { DoorAnswer } from "../../door/door-request.ts";
import type { Table } from "../metadata/table.ts";
import type { Row } from "../record/row.ts";
import { badQuery } from "../refusal.ts";
import { allRows } from "./all-rows.ts";
import { type Call, readable } from "./call.ts";
import { answerDelta, beginTracking, trackedLink } from "./delta.ts";
import { contextOf, entityWriter } from "./entity-body.ts";
import { linkWith } from "./link.ts";
import { type Cookie, readCookie, writeCookie } from "./paging-cookie.ts";
import { filterTest, type RowOrder, rowOrder, type SortKeys } from "./row-query.ts";

const PAGE = 5000;
const MOST_COUNTED = 5000;

/** A set of rows that a path leads to: a table, or what hangs on a row. */
export interface RowSet {
  readonly table: Table;
  /** Only these; all rows of the table otherwise. */
  readonly rows?: readonly Row[];
}

/** `GET /{set}`: a page of rows, filtered and in order (crm/dynamics.md, 4). */
export function listRows(call: Call, set: RowSet): DoorAnswer {
  const { table } = set;
  const mayRead = readable(call, table);
  if (call.query.deltaToken !== undefined) return answerDelta(call, table);
  const cookie = call.query.skipToken === undefined ? undefined : readCookie(call.query.skipToken);
  const isTracked = call.prefer.trackChanges || cookie?.tracking !== undefined;
  const tracking = isTracked ? (cookie?.tracking ?? beginTracking(call, table)) : undefined;
  const order = rowOrder(call, table, call.query);
  const test = filterTest(call, table, call.query);
  const write = entityWriter(call, table, call.query);
  const wanted = wantedRows(call, cookie);
  const source = set.rows ?? allRows(call, table);
  const fits = (row: Row) => mayRead(row) && test(row);
  const page = pageOf(source, fits, { order, after: cookie?.last, size: wanted.size });
  const value = page.rows.map(write);
  const next = nextCookie(page, { order, cookie, tracking, left: wanted.left });
  return {
    status: 200,
    headers: applied(call),
    body: {
      "@odata.context": contextOf(call, contextName(call, table)),
      ...(call.query.count ? counted(call, source, fits) : {}),
      value,
      ...(next === undefined
        ? tracking === undefined
          ? {}
          : { "@odata.deltaLink": trackedLink(call, tracking) }
        : { "@odata.nextLink": linkWith(call, "$skiptoken", writeCookie(next)) }),
    },
  };
}

/** `GET /{set}/$count`: how many there are, as text, at most 5000; with a delta token how many changes. */
export function countRows(call: Call, set: RowSet): DoorAnswer {
  const mayRead = readable(call, set.table);
  if (call.query.deltaToken !== undefined) {
    const { body } = answerDelta(call, set.table);
    const changes = typeof body === "object" && "value" in body ? body.value : [];
    return { status: 200, body: String(Array.isArray(changes) ? changes.length : 0) };
  }
  const test = filterTest(call, set.table, call.query);
  let count = 0;
  for (const row of set.rows ?? allRows(call, set.table)) if (mayRead(row) && test(row)) count += 1;
  return { status: 200, body: String(Math.min(count, MOST_COUNTED)) };
}

function applied(call: Call): Record<string, string> {
  const words = call.prefer.applied.join(", ");
  return words === "" ? {} : { "preference-applied": words };
}

function contextName(call: Call, table: Table): string {
  const { select, expand } = call.query;
  const words = [...(select ?? []), ...expand.map(({ name }) => `${name}()`)];
  return words.length === 0 ? table.setName : `${table.setName}(${words.join(",")})`;
}

/** How many rows this page may have, and how many are wanted after it. */
function wantedRows(call: Call, cookie: Cookie | undefined): { size: number; left?: number } {
  const { top } = call.query;
  if (top === undefined || cookie !== undefined) return { size: call.prefer.pageSize ?? PAGE };
  // With $top the size of pages is passed over; there is one page, of 5000 at most.
  if (top === 0) throw badQuery("The value of $top must be above 0.");
  return { size: Math.min(top, PAGE), left: 0 };
}

interface Page {
  readonly rows: readonly Row[];
  readonly more: boolean;
}

/** The rows after a place; when the order is the usual one, no more is read than is shown. */
function pageOf(
  source: Iterable<Row>,
  fits: (row: Row) => boolean,
  { order, after, size }: { order: RowOrder; after: SortKeys | undefined; size: number },
): Page {
  if (order.isPlain) return plainPage(source, fits, { after, size });
  const found: { row: Row; keys: SortKeys }[] = [];
  for (const row of source) {
    if (!fits(row)) continue;
    const keys = order.keysOf(row);
    if (after === undefined || order.compare(keys, after) > 0) found.push({ row, keys });
  }
  found.sort((one, other) => order.compare(one.keys, other.keys));
  return { rows: found.slice(0, size).map(({ row }) => row), more: found.length > size };
}

function plainPage(
  source: Iterable<Row>,
  fits: (row: Row) => boolean,
  { after, size }: { after: SortKeys | undefined; size: number },
): Page {
  const rows: Row[] = [];
  const from = after?.order ?? 0;
  for (const row of source) {
    if (row.order <= from || !fits(row)) continue;
    if (rows.length === size) return { rows, more: true };
    rows.push(row);
  }
  return { rows, more: false };
}

function nextCookie(
  page: Page,
  what: {
    order: RowOrder;
    cookie: Cookie | undefined;
    tracking: number | undefined;
    left: number | undefined;
  },
): Cookie | undefined {
  const last = page.rows.at(-1);
  if (!page.more || last === undefined || what.left === 0) return undefined;
  const { order, cookie, tracking } = what;
  return {
    page: (cookie?.page ?? 1) + 1,
    last: order.keysOf(last),
    ...(tracking === undefined ? {} : { tracking }),
  };
}

function counted(call: Call, source: Iterable<Row>, fits: (row: Row) => boolean): object {
  let count = 0;
  for (const row of source) if (fits(row)) count += 1;
  const annotation = "Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded";
  return {
    "@odata.count": Math.min(count, MOST_COUNTED),
    ...(call.prefer.wants(annotation) ? { [`@${annotation}`]: count > MOST_COUNTED } : {}),
  };
}
