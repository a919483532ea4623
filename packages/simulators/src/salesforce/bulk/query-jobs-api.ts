import type { DoorAnswer } from "../../door/door-request.ts";
import { type Call, isObject, jsonOf, objectOf, scopeOf } from "../api/call.ts";
import { notFound, refuse } from "../api/refusal.ts";
import { parseSoql } from "../soql/parser.ts";
import { Resolver } from "../soql/resolver.ts";
import type { Query } from "../soql/syntax.ts";
import { jobBody, type QueryJob } from "./bulk-job.ts";
import { formatCsv } from "./csv.ts";
import { lineEndingOf, needBulk } from "./ingest-api.ts";

const USUAL_PAGE = 50_000;
const FIELDS = ["operation", "query", "contentType", "columnDelimiter", "lineEnding"];

/** `POST /jobs/query`: begins to read. */
export function createQueryJob(call: Call): DoorAnswer {
  needBulk(call);
  const body = objectOf(jsonOf(call), FIELDS);
  const { operation, query: soql } = body;
  if ((operation !== "query" && operation !== "queryAll") || typeof soql !== "string")
    throw refuse("INVALIDJOB", "InvalidJob : operation (query or queryAll) and query are required");
  const query = parseSoql(soql);
  checkPlain(query);
  const type = new Resolver(soql, scopeOf(call, false)).type(query.from);
  const { bulk, id: orgId } = call.org;
  if (!bulk.queries.admit(call.nowMs))
    throw refuse("REQUEST_LIMIT_EXCEEDED", "DailyBulkV2QueryJobs Limit exceeded.", 403);
  const job: QueryJob = {
    kind: "query",
    id: bulk.nextId(),
    call,
    createdMs: call.nowMs,
    lineEnding: lineEndingOf(body.lineEnding),
    state: "UploadComplete",
    operation,
    soql,
    query,
    typeName: type.name,
  };
  bulk.add(job);
  bulk.enqueue(job);
  call.log({ orgId, act: "bulk", jobId: job.id, operation, type: type.name });
  return { status: 200, body: jobBody(job) };
}

/** `GET /jobs/query/{id}`. */
export function getQueryJob(call: Call): DoorAnswer {
  return { status: 200, body: jobBody(jobOf(call)) };
}

/** `PATCH /jobs/query/{id}`: ends a job before it is done. */
export function abortQueryJob(call: Call): DoorAnswer {
  const job = jobOf(call);
  const { state } = objectOf(jsonOf(call), ["state"]);
  if (state !== "Aborted" || job.state !== "UploadComplete")
    throw refuse("INVALIDJOBSTATE", `InvalidJobState : The job is ${job.state}`);
  job.state = "Aborted";
  return { status: 200, body: jobBody(job) };
}

/** `DELETE /jobs/query/{id}`. */
export function deleteQueryJob(call: Call): DoorAnswer {
  call.org.bulk.remove(jobOf(call).id);
  return { status: 204 };
}

/** `GET /jobs/query/{id}/results?locator=&maxRecords=`: pages of CSV; the last one's locator is the word `null`. */
export function queryJobResults(call: Call): DoorAnswer {
  const job = jobOf(call);
  const { result } = job;
  if (result === undefined)
    throw refuse("INVALIDJOBSTATE", `InvalidJobState : The job is ${job.state}, not JobComplete`);
  const from = startOf(call, job);
  const size = Number(call.query.get("maxRecords") ?? USUAL_PAGE);
  if (!Number.isInteger(size) || size < 1)
    throw refuse("INVALIDJOB", "maxRecords must be a number above zero");
  const paths = job.query.select.flatMap((item) =>
    item.kind === "field" ? [item.path.parts.join(".")] : [],
  );
  const rows = result.rows(from, from + size);
  const names = paths.map((path) => path.split("."));
  const lines = rows.map((row) => names.map((parts) => cellOf(row, parts)));
  const next = from + size;
  const isLast = next >= result.totalSize;
  return {
    status: 200,
    headers: {
      "content-type": "text/csv",
      "sforce-locator": isLast ? "null" : Buffer.from(`${job.id} ${next}`).toString("base64url"),
      "sforce-numberofrecords": String(rows.length),
    },
    body: formatCsv([paths, ...lines], job.lineEnding),
  };
}

function startOf(call: Call, job: QueryJob): number {
  const locator = call.query.get("locator");
  if (locator === null) return 0;
  const [id, start] = Buffer.from(locator, "base64url").toString("utf8").split(" ");
  if (id === job.id && /^\d+$/.test(start ?? "")) return Number(start);
  throw refuse("INVALIDJOB", `InvalidJob : Unknown locator ${locator}`);
}

function cellOf(row: unknown, [name = "", ...rest]: readonly string[]): string {
  const value = isObject(row) ? (row[keyOf(row, name)] ?? null) : null;
  if (rest.length > 0) return cellOf(value, rest);
  // Jobs write moments with a Z.
  return value === null ? "" : String(value).replace(/(T[\d:.]+)\+0000$/, "$1Z");
}

/** A row's own spelling of a name, which may be written in letters of any size. */
function keyOf(row: Readonly<Record<string, unknown>>, name: string): string {
  if (Object.hasOwn(row, name)) return name;
  return Object.keys(row).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
}

function checkPlain({ select, groupBy, offset }: Query): void {
  const isPlain = select.every(({ kind }) => kind === "field");
  if (isPlain && groupBy.length === 0 && offset === undefined) return;
  throw refuse(
    "FEATURENOTENABLED",
    "FeatureNotEnabled : Aggregates, subqueries, TYPEOF, GROUP BY and OFFSET are not supported in bulk queries",
  );
}

function jobOf(call: Call): QueryJob {
  needBulk(call);
  const job = call.org.bulk.find(call.params.id ?? "");
  if (job?.kind !== "query") throw notFound();
  return job;
}
