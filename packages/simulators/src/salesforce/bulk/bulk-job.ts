import type { Call } from "../api/call.ts";
import type { Field } from "../schema/field.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import type { QueryResult } from "../soql/run-query.ts";
import type { Query } from "../soql/syntax.ts";
import type { LineEnding } from "./csv.ts";

/** How far a job is (Bulk API 2.0 and Bulk API Developer Guide). */
export type JobState =
  | "Open"
  | "UploadComplete"
  | "InProgress"
  | "JobComplete"
  | "Aborted"
  | "Failed";

/** What a job does with its rows. */
export type Operation = "insert" | "update" | "upsert" | "delete" | "hardDelete";

/** What every job has. */
export interface JobBase {
  readonly id: string;
  /** The request that the job came with: whose it is, and how it writes. */
  readonly call: Call;
  readonly createdMs: number;
  readonly lineEnding: LineEnding;
  state: JobState;
  errorMessage?: string;
}

/** A row that was written, or why it was not. */
export interface RowOutcome {
  readonly cells: readonly string[];
  readonly id: string;
  readonly created: boolean;
  readonly error?: string;
}

/** A job that writes records. */
export interface IngestJob extends JobBase {
  readonly kind: "ingest";
  readonly operation: Operation;
  readonly type: SObjectType;
  readonly key: Field | undefined;
  data?: string;
  columns: readonly string[];
  /** Rows that were not looked at, because the job ended before. */
  waiting: readonly (readonly string[])[];
  readonly outcomes: RowOutcome[];
}

/** A job that reads records. */
export interface QueryJob extends JobBase {
  readonly kind: "query";
  readonly operation: "query" | "queryAll";
  readonly soql: string;
  readonly query: Query;
  readonly typeName: string;
  result?: QueryResult;
}

/** A job of either kind. */
export type BulkJob = IngestJob | QueryJob;

/** A job as the API shows it. */
export function jobBody(job: BulkJob): Record<string, unknown> {
  const { version, userId } = job.call;
  const created = `${new Date(job.createdMs).toISOString().slice(0, -1)}+0000`;
  const common = {
    id: job.id,
    operation: job.operation,
    object: job.kind === "ingest" ? job.type.name : job.typeName,
    createdById: userId,
    createdDate: created,
    systemModstamp: created,
    state: job.state,
    concurrencyMode: "Parallel",
    contentType: "CSV",
    apiVersion: Number(version),
    lineEnding: job.lineEnding,
    columnDelimiter: "COMMA",
    jobType: job.kind === "ingest" ? "V2Ingest" : "V2Query",
    ...(job.errorMessage === undefined ? {} : { errorMessage: job.errorMessage }),
  };
  if (job.kind === "query")
    return { ...common, numberRecordsProcessed: job.result?.totalSize ?? 0, retries: 0 };
  return {
    ...common,
    ...(job.key === undefined ? {} : { externalIdFieldName: job.key.name }),
    contentUrl: `services/data/v${version}/jobs/ingest/${job.id}/batches`,
    numberRecordsProcessed: job.outcomes.length,
    numberRecordsFailed: job.outcomes.filter(({ error }) => error !== undefined).length,
    retries: 0,
  };
}
