import type { DoorAnswer } from "../../door/door-request.ts";
import type { QueryResult } from "../soql/run-query.ts";
import { runQuery } from "../soql/run-query.ts";
import { type Call, needQuery, scopeOf } from "./call.ts";
import { refuse } from "./refusal.ts";

const LARGEST_PAGE = 2000;
const SMALLEST_PAGE = 200;
/** Rows with long texts make shorter pages than were asked for; how short is not documented. */
const WIDE_PAGE = 500;

/** `GET /query?q=`: the live records that a query finds, in pages. */
export function query(call: Call): DoorAnswer {
  return firstPage(call, false);
}

/** `GET /queryAll?q=`: those in the bin as well. */
export function queryAll(call: Call): DoorAnswer {
  return firstPage(call, true);
}

/** `GET /query/{locator}-{from}`: a further page. */
export function queryMore(call: Call): DoorAnswer {
  const [, locator = "", from = ""] = /^(\w{15,18})-(\d+)$/.exec(call.params.locator ?? "") ?? [];
  const cursor = call.org.cursors.find(locator, call.userId, call.nowMs);
  const start = Number(from);
  if (cursor === undefined || start >= cursor.result.totalSize)
    throw refuse("INVALID_QUERY_LOCATOR", "invalid query locator");
  const { result, batchSize } = cursor;
  return page(call, result, { locator, from: start, batchSize });
}

function firstPage(call: Call, withDeleted: boolean): DoorAnswer {
  const soql = needQuery(call, "q");
  const result = runQuery(soql, scopeOf(call, withDeleted), call.version);
  const asked = batchSizeOf(call);
  const batchSize = result.isWide ? Math.min(asked, WIDE_PAGE) : asked;
  const { userId, nowMs } = call;
  const hasMore = result.totalSize > batchSize && result.rows(0, 1).length > 0;
  const locator = hasMore ? call.org.cursors.keep(result, { userId, batchSize, nowMs }) : "";
  return page(call, result, { locator, from: 0, batchSize });
}

function page(
  call: Call,
  result: QueryResult,
  { locator, from, batchSize }: { locator: string; from: number; batchSize: number },
): DoorAnswer {
  const next = from + batchSize;
  const done = locator === "" || next >= result.totalSize;
  const url = `/services/data/v${call.version}/query/${locator}-${next}`;
  return {
    status: 200,
    body: {
      totalSize: result.totalSize,
      done,
      ...(done ? {} : { nextRecordsUrl: url }),
      records: result.rows(from, next),
    },
  };
}

function batchSizeOf(call: Call): number {
  const header = call.request.headers["sforce-query-options"];
  if (header === undefined) return LARGEST_PAGE;
  const asked = Number(/^\s*batchSize\s*=\s*(\d+)\s*$/i.exec(header)?.[1]);
  if (asked >= SMALLEST_PAGE && asked <= LARGEST_PAGE) return asked;
  throw refuse(
    "INVALID_QUERY_OPTIONS",
    `batchSize must be from ${SMALLEST_PAGE} to ${LARGEST_PAGE}`,
  );
}
