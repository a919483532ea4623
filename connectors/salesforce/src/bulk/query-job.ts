import type { Answer } from "@perennial/connector-kit";
import { ConnectorError } from "@perennial/contract";
import { z } from "zod";
import type { SalesforceClient } from "../salesforce-client.ts";
import { faultsIn } from "../salesforce-errors.ts";

/** What a job is asked with. */
export type BulkClient = Pick<SalesforceClient, "request">;

/** Refusals to begin a job: whoever asks can do without one. */
const NO_JOB = [400, 403, 404, 405] as const;
/** Refusals that speak of a job: it is over, or forgotten. */
const OF_THE_JOB = [400, 404, 409, 410] as const;
const JOBS = ["jobs", "query"] as const;

const Job = z.looseObject({
  id: z.string(),
  state: z.string(),
  errorMessage: z.string().nullish(),
});

/** How far a job is: what is no state known here is taken for one under way. */
export type JobProgress =
  | { readonly state: "under-way" | "done" }
  /** That nothing comes of it, and why in Salesforce's words. */
  | { readonly state: "failed"; readonly reason: string };

/** A part of a job's results. */
export interface JobResults {
  /** A table with the names of the fields above it. */
  readonly text: string;
  /** How many records the table has, where Salesforce says so. */
  readonly count: number | undefined;
  /** Where the next part is found; null behind the last. */
  readonly next: string | null;
}

/** Which part of a job's results is wanted. */
export interface WantedResults {
  readonly job: string;
  /** As the part before gave it; null for the first. */
  readonly locator: string | null;
  /** Records at most. */
  readonly most: number;
}

/**
 * Asks Salesforce to answer a statement as a job of its own (Bulk API 2.0, `POST /jobs/query`), whose results lie there for seven days. Says
 * in Salesforce's words why it does not: the edition has no Bulk API, the day's jobs are used up, or the object is not for
 * it. Throws a `ConnectorError`.
 */
export async function startJob(
  { request }: BulkClient,
  statement: string,
): Promise<{ readonly job: string } | { readonly refused: string }> {
  const answer = await request({
    ...{ method: "POST", path: JOBS, accept: NO_JOB },
    json: { operation: "query", query: statement, columnDelimiter: "COMMA", lineEnding: "LF" },
  });
  return isRefused(answer) ? { refused: wordsOf(answer) } : { job: answer.read(Job).id };
}

/** How far a job is; failed where Salesforce does not know it any more. Throws a `ConnectorError`. */
export async function jobProgress({ request }: BulkClient, job: string): Promise<JobProgress> {
  const answer = await request({ method: "GET", path: [...JOBS, job], accept: OF_THE_JOB });
  if (isRefused(answer)) return { state: "failed", reason: wordsOf(answer) };
  const { state, errorMessage } = answer.read(Job);
  if (state === "JobComplete") return { state: "done" };
  const isOver = state === "Failed" || state === "Aborted";
  return isOver
    ? { state: "failed", reason: errorMessage || `the job is ${state}` }
    : { state: "under-way" };
}

/** A part of what a job that is done has found; why not in Salesforce's words, where it is not there any more. Throws a `ConnectorError`. */
export async function jobResults(
  { request }: BulkClient,
  { job, locator, most }: WantedResults,
): Promise<JobResults | { readonly refused: string }> {
  const answer = await request({
    ...{ method: "GET", path: [...JOBS, job, "results"], accept: OF_THE_JOB },
    query: { maxRecords: String(most), locator: locator ?? undefined },
    headers: { accept: "text/csv" },
  });
  if (isRefused(answer)) return { refused: wordsOf(answer) };
  const next = answer.headers.get("sforce-locator");
  // A page of some server in between is not the end of what there is.
  if (next === null) throw incomplete(job);
  const count = answer.headers.get("sforce-numberofrecords");
  return {
    ...{ text: answer.text, next: next === "null" ? null : next },
    count: count === null ? undefined : Number(count),
  };
}

/** Ends a job that nobody waits for any more; one that is over already stays as it is. Throws a `ConnectorError`. */
export async function endJob({ request }: BulkClient, job: string): Promise<void> {
  const path = [...JOBS, job];
  await request({ method: "PATCH", path, json: { state: "Aborted" }, accept: OF_THE_JOB });
}

/** The error for results that are not whole: they are asked for again. */
export function incomplete(job: string): ConnectorError {
  const message = `the results of the bulk job ${job} came in part; they are asked for again`;
  return new ConnectorError({ connector: "salesforce", kind: "unavailable", message });
}

function isRefused({ status }: Answer): boolean {
  return status >= 300;
}

function wordsOf(answer: Answer): string {
  const [fault] = faultsIn(answer);
  return fault?.message || fault?.errorCode || answer.words || `answered ${answer.status}`;
}
