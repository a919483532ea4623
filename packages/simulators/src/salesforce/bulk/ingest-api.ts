import type { DoorAnswer } from "../../door/door-request.ts";
import { type Call, jsonOf, objectOf, typeOf } from "../api/call.ts";
import { externalField } from "../api/parse-record.ts";
import { notFound, refuse } from "../api/refusal.ts";
import { type IngestJob, jobBody, type Operation, type RowOutcome } from "./bulk-job.ts";
import { formatCsv, type LineEnding } from "./csv.ts";

const OPERATIONS: readonly Operation[] = ["insert", "update", "upsert", "delete", "hardDelete"];
const FIELDS = [
  "object",
  "operation",
  "externalIdFieldName",
  "contentType",
  "lineEnding",
  "columnDelimiter",
  "assignmentRuleId",
];

/** Refuses an edition without Bulk API. */
export function needBulk(call: Call): void {
  if (call.org.edition.hasBulk) return;
  throw refuse("FEATURENOTENABLED", "FeatureNotEnabled : Async API not enabled");
}

/** How the lines of a job end, as it is asked for. */
export function lineEndingOf(value: unknown): LineEnding {
  if (value === undefined || value === "LF") return "LF";
  if (value === "CRLF") return "CRLF";
  throw refuse("INVALIDJOB", `InvalidJob : Invalid lineEnding: ${value}`);
}

/** `POST /jobs/ingest`: begins a job. */
export function createIngest(call: Call): DoorAnswer {
  needBulk(call);
  const body = objectOf(jsonOf(call), FIELDS);
  const operation = OPERATIONS.find((one) => one === body.operation);
  if (operation === undefined || typeof body.object !== "string")
    throw refuse("INVALIDJOB", "InvalidJob : object and operation are required");
  if ((body.contentType ?? "CSV") !== "CSV" || (body.columnDelimiter ?? "COMMA") !== "COMMA")
    throw refuse("INVALIDJOB", "InvalidJob : This simulator takes CSV with commas alone");
  const type = typeOf(call, body.object);
  const keyName = body.externalIdFieldName;
  if ((operation === "upsert") !== (typeof keyName === "string"))
    throw refuse("INVALIDJOB", "InvalidJob : externalIdFieldName is for upsert, which needs it");
  const key = typeof keyName === "string" ? externalField(call, type, keyName) : undefined;
  const { bulk } = call.org;
  const job: IngestJob = {
    kind: "ingest",
    id: bulk.nextId(),
    call,
    createdMs: call.nowMs,
    lineEnding: lineEndingOf(body.lineEnding),
    state: "Open",
    operation,
    type,
    key,
    columns: [],
    waiting: [],
    outcomes: [],
  };
  bulk.add(job);
  call.log({ orgId: call.org.id, act: "bulk", jobId: job.id, operation, type: type.name });
  return { status: 200, body: jobBody(job) };
}

/** `PUT /jobs/ingest/{id}/batches`: the rows, all at once. */
export function uploadRows(call: Call): DoorAnswer {
  const job = ingestOf(call);
  if (job.state !== "Open" || job.data !== undefined)
    throw refuse("INVALIDJOBSTATE", "InvalidJobState : Job is not open, or has its data already");
  const { body, headers } = call.request;
  if (!/^text\/csv\b/i.test(headers["content-type"] ?? ""))
    throw refuse("INVALIDCONTENTTYPE", "Content-Type must be text/csv", 415);
  if (Buffer.byteLength(body) > call.org.bulk.mostBytes)
    throw refuse("REQUEST_ENTITY_TOO_LARGE", "The data of a job exceeds the maximum size", 413);
  job.data = body;
  return { status: 201 };
}

/** `PATCH /jobs/ingest/{id}`: puts a job in line, or ends it. */
export function closeIngest(call: Call): DoorAnswer {
  const job = ingestOf(call);
  const { state } = objectOf(jsonOf(call), ["state"]);
  if (state === "Aborted" && ["Open", "UploadComplete"].includes(job.state)) job.state = "Aborted";
  else if (state === "UploadComplete" && job.state === "Open" && job.data !== undefined)
    call.org.bulk.enqueue(job);
  else
    throw refuse(
      "INVALIDJOBSTATE",
      `InvalidJobState : Aborting or closing is not possible: the job is ${job.state}, its data ${job.data === undefined ? "missing" : "there"}`,
    );
  return { status: 200, body: jobBody(job) };
}

/** `GET /jobs/ingest/{id}`. */
export function getIngest(call: Call): DoorAnswer {
  return { status: 200, body: jobBody(ingestOf(call)) };
}

/** `GET /jobs/ingest`: all jobs of the org. */
export function listIngest(call: Call): DoorAnswer {
  needBulk(call);
  const records = call.org.bulk.jobs.filter(({ kind }) => kind === "ingest").map(jobBody);
  return { status: 200, body: { done: true, records, nextRecordsUrl: null } };
}

/** `DELETE /jobs/ingest/{id}`: forgets a job and its results. */
export function deleteIngest(call: Call): DoorAnswer {
  const job = ingestOf(call);
  if (job.state === "UploadComplete" || job.state === "Open")
    throw refuse(
      "INVALIDJOBSTATE",
      `InvalidJobState : A job that is ${job.state} cannot be deleted`,
    );
  call.org.bulk.remove(job.id);
  return { status: 204 };
}

/** `GET /jobs/ingest/{id}/successfulResults`. */
export function successfulResults(call: Call): DoorAnswer {
  return results(call, ["sf__Id", "sf__Created"], ({ id, created, error }) =>
    error === undefined ? [id, String(created)] : undefined,
  );
}

/** `GET /jobs/ingest/{id}/failedResults`. */
export function failedResults(call: Call): DoorAnswer {
  return results(call, ["sf__Id", "sf__Error"], ({ id, error }) =>
    error === undefined ? undefined : [id, error],
  );
}

/** `GET /jobs/ingest/{id}/unprocessedrecords`. */
export function unprocessedRows(call: Call): DoorAnswer {
  const job = ingestOf(call);
  return csv(formatCsv([job.columns, ...job.waiting], job.lineEnding));
}

function results(
  call: Call,
  header: readonly string[],
  pick: (row: RowOutcome) => readonly string[] | undefined,
): DoorAnswer {
  const job = ingestOf(call);
  const rows: (readonly string[])[] = [[...header, ...job.columns]];
  for (const outcome of job.outcomes) {
    const picked = pick(outcome);
    if (picked !== undefined) rows.push([...picked, ...outcome.cells]);
  }
  return csv(formatCsv(rows, job.lineEnding));
}

function csv(body: string): DoorAnswer {
  return { status: 200, headers: { "content-type": "text/csv" }, body };
}

function ingestOf(call: Call): IngestJob {
  needBulk(call);
  const job = call.org.bulk.find(call.params.id ?? "");
  if (job?.kind !== "ingest") throw notFound();
  return job;
}
