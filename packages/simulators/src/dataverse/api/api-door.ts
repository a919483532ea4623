import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import type { Column } from "../metadata/column.ts";
import type { Table } from "../metadata/table.ts";
import { OdataProblem } from "../odata/odata-problem.ts";
import { readQuery } from "../odata/query-options.ts";
import type { RowSource } from "../odata/row-source.ts";
import { badQuery, DataverseRefusal, noSegment } from "../refusal.ts";
import { answerBatch } from "./batch.ts";
import { API_ROOT, type Call, type Caller, type Organization } from "./call.ts";
import { readPrefer } from "./prefer.ts";
import type { Protection } from "./protection.ts";
import { segmentsOf } from "./resource-path.ts";
import { route } from "./router.ts";

/** What the API needs of the organisation. */
export interface ApiDesk {
  readonly org: Organization;
  readonly protection: Protection;
  /** How many requests are under way, this one included. */
  readonly atOnce: number;
  readonly work: { readonly requestMs: number; readonly rowMs: number };
  /** Who the token is for; throws a refusal where it is nobody. */
  caller(request: DoorRequest): Caller;
  /** A difficulty that meets this request instead of an answer. */
  trouble(request: DoorRequest): DoorAnswer | undefined;
  /** Counts against what the tenant may ask for in a day; throws a refusal beyond it. */
  countDaily(requests: number): void;
  /** A number of its own for each request. */
  requestId(): string;
}

const LONGEST_URL = 32_768;
const BASE = { "odata-version": "4.0", "cache-control": "no-cache" };

/** Answers a request to the Web API: token, difficulties, limits, then what was asked. */
export function answerApi(request: DoorRequest, desk: ApiDesk): DoorAnswer {
  const id = desk.requestId();
  const date = new Date(desk.org.nowMs).toUTCString();
  const headers = { ...BASE, date, "x-ms-service-request-id": id };
  const answer = guarded(() => admitted(request, desk, id));
  const type =
    typeof answer.body === "object"
      ? { "content-type": "application/json; odata.metadata=minimal" }
      : {};
  return { ...answer, headers: { ...headers, ...type, ...answer.headers } };
}

function admitted(request: DoorRequest, desk: ApiDesk, id: string): DoorAnswer {
  if (request.path.length + request.query.length > LONGEST_URL)
    return {
      status: 414,
      body: "<html><h1>414 Request-URI Too Long</h1></html>",
      headers: { "content-type": "text/html" },
    };
  const user = desk.caller(request);
  const trouble = desk.trouble(request);
  if (trouble !== undefined) return trouble;
  const { nowMs } = desk.org;
  const limits = desk.protection.admit(user.id, nowMs, desk.atOnce);
  const isBatch = request.method === "POST" && request.path === `${API_ROOT}/$batch`;
  let rows = 0;
  const desks = { ...desk, countRows: (more: number) => (rows += more) };
  const answer = guarded(() =>
    isBatch ? batch(request, { desk: desks, user, id }) : one(request, { desk: desks, user, id }),
  );
  desk.protection.work(user.id, nowMs, desk.work.requestMs + rows * desk.work.rowMs);
  return { ...answer, headers: { ...limits, ...answer.headers } };
}

interface Admission {
  readonly desk: ApiDesk & { countRows(rows: number): void };
  readonly user: Caller;
  readonly id: string;
}

function batch(request: DoorRequest, admission: Admission): DoorAnswer {
  const { org } = admission.desk;
  return answerBatch(request, {
    origin: org.origin,
    continueOnError: readPrefer(request).continueOnError,
    answer: (part) => guarded(() => one(part, admission)),
    together: (work) => org.desk.together(work),
  });
}

function one(request: DoorRequest, { desk, user, id }: Admission): DoorAnswer {
  const { org } = desk;
  const version = /^\/api\/data\/v9\.[0-2](?=\/|$)/.exec(request.path)?.[0];
  if (version === undefined) throw noSegment(request.path.split("/")[1] ?? "");
  const segments = segmentsOf(request.path.slice(version.length + 1));
  const call: Call = {
    request: { ...request, path: API_ROOT + request.path.slice(version.length) },
    org,
    user,
    query: readQuery(request.query),
    prefer: readPrefer(request),
    source: rowSource(org),
    manner: { writer: { userId: user.id, correlationId: id, depth: 1 } },
    countRows: (rows) => {
      desk.countDaily(Math.max(0, rows - 1));
      desk.countRows(rows);
    },
  };
  desk.countDaily(1);
  return route(call, segments);
}

function rowSource(org: Organization): RowSource {
  return {
    nowMs: org.nowMs,
    table: (name) => org.book.get(name),
    row: (reference) => org.desk.row(reference),
    collection: (table, name) => org.book.collection(table, name),
    pointingAt: (from: Table, column: Column, id) =>
      org.desk.store(from).pointingAt(column.name, id),
  };
}

function guarded(work: () => DoorAnswer): DoorAnswer {
  try {
    return work();
  } catch (error) {
    if (error instanceof DataverseRefusal) return error.answer();
    if (error instanceof OdataProblem) return badQuery(error.message).answer();
    throw error;
  }
}
