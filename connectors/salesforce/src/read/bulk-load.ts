import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { ConnectorError, type Instant, type Log } from "@perennial/contract";
import { isForBulk, recordsIn } from "../bulk/bulk-record.ts";
import {
  type BulkClient,
  endJob,
  incomplete,
  type JobResults,
  jobProgress,
  jobResults,
  startJob,
} from "../bulk/query-job.ts";
import type { DescribedField, SalesforceRecord } from "../salesforce-client.ts";
import { soql } from "../soql/soql.ts";
import type { BulkCursor, StatementCursor } from "./object-cursor.ts";

/** Requests below which an object is read faster without a job. */
const FEW_REQUESTS = 5;
/** Pages that are fetched at once: fewer requests, and some megabytes of letters at a time. */
const PAGES_AT_ONCE = 10;
/** Characters above which a field is long: of records with one, a page alone is fetched at once. */
const LONG = 255;
const SECOND = 1_000;
/** How long to wait before a job is looked at again, in milliseconds, each time; the last goes on. */
const LOOKS = [1, 2, 4, 8, 15, 30].map((seconds) => seconds * SECOND);
/** Looks of one reading: with the last wait repeated about five minutes. */
const MOST_LOOKS = 14;
/** How long a job may take: then the org has no room for it, and somebody waits for the load, which is done by statements. */
const LONGEST_JOB = 3_600 * SECOND;

type LoadCursor = StatementCursor & { readonly phase: "load" };

/** What a load by jobs is done with. */
export interface BulkReading {
  readonly client: BulkClient;
  readonly log: Pick<Log, "info">;
  readonly abort: AbortSignal;
  /** About how many records an object has; nothing where nobody knows. */
  expected(object: string): Promise<number | undefined>;
  /** Waits so many milliseconds. @default real time */
  wait?(milliseconds: number): Promise<unknown>;
}

/** A field that is asked for. */
export type LoadedField = Pick<DescribedField, "name" | "type" | "length">;

/** What is loaded. */
export interface BulkLoad {
  readonly object: string;
  /** The fields to be asked for. */
  readonly fields: readonly LoadedField[];
  /** Records of a page. */
  readonly limit: number;
  /** The present moment. */
  readonly now: Instant;
}

/** A part of what was loaded, and where the next begins: none behind the last. */
export interface BulkPage {
  readonly records: readonly SalesforceRecord[];
  readonly next: BulkCursor | undefined;
}

/**
 * Begins to load an object by a job of Salesforce's own. Gives where reading stands then, and the load without a job where the object is
 * small, has fields that no job may be asked for, or the org gives none. Throws a `ConnectorError`.
 */
export async function beginLoad(
  reading: BulkReading,
  load: BulkLoad,
  begun: Instant,
): Promise<BulkCursor | LoadCursor> {
  const { object, fields, limit, now } = load;
  const byStatements: LoadCursor = { phase: "load", begun, after: null };
  if (!fields.every(isForBulk)) return byStatements;
  const expected = await reading.expected(object);
  if (expected === undefined || expected <= FEW_REQUESTS * limit) return byStatements;
  const statement = statementOf(load);
  const started = await startJob(reading.client, statement);
  if ("refused" in started) return withoutJob(reading, load, { begun, reason: started.refused });
  const { job } = started;
  const at = { locator: null, told: 0 };
  return { phase: "bulk", begun, of: markOf(statement), job, made: now, ...at };
}

/**
 * Goes on with a load by a job: waits for it, a page without records each time, and gives its results page by page. Ends with the load
 * without a job where nothing comes of it any more: it failed, was ended in the org, or its results are gone. Throws a
 * `ConnectorError` of kind `unavailable` where it is not done within some minutes: it goes on by itself meanwhile.
 */
export async function* continueLoad(
  reading: BulkReading,
  load: BulkLoad,
  cursor: BulkCursor,
): AsyncGenerator<BulkPage, LoadCursor | undefined, undefined> {
  const { begun, job } = cursor;
  for (let looks = 0; ; looks += 1) {
    const progress = await jobProgress(reading.client, job);
    if (progress.state === "done") return yield* pagesOf(reading, load, cursor);
    if (progress.state === "failed")
      return withoutJob(reading, load, { begun, reason: progress.reason });
    if (Date.parse(load.now) - Date.parse(cursor.made) > LONGEST_JOB) {
      await endJob(reading.client, job);
      return withoutJob(reading, load, { begun, reason: "the job took too long" });
    }
    if (looks >= MOST_LOOKS) throw underWay(load, job);
    yield { records: [], next: cursor };
    await waitFor(reading, LOOKS[Math.min(looks, LOOKS.length - 1)] ?? SECOND).catch(() => {
      throw underWay(load, job);
    });
  }
}

/** Whether a job was asked for what is wanted now: settings and rights may be others than when it began. */
export function isStillWanted({ of }: BulkCursor, load: BulkLoad): boolean {
  return of === markOf(statementOf(load));
}

async function* pagesOf(
  reading: BulkReading,
  load: BulkLoad,
  from: BulkCursor,
): AsyncGenerator<BulkPage, LoadCursor | undefined, undefined> {
  const { fields, limit } = load;
  const { job, begun } = from;
  const isLong = fields.some(({ length }) => length > LONG);
  const most = limit * (isLong ? 1 : PAGES_AT_ONCE);
  let cursor: BulkCursor | undefined = from;
  while (cursor !== undefined) {
    const { locator, told } = cursor;
    const results = await jobResults(reading.client, { job, locator, most });
    if ("refused" in results) return withoutJob(reading, load, { begun, reason: results.refused });
    for (const part of partsOf(results, { job, fields, limit, told })) {
      if (!part.isLast) cursor = { ...from, locator, told: part.upTo };
      else cursor = results.next === null ? undefined : { ...from, locator: results.next, told: 0 };
      yield { records: part.records, next: cursor };
    }
  }
  return undefined;
}

interface Part {
  readonly records: readonly SalesforceRecord[];
  /** How many of the results have been told behind it. */
  readonly upTo: number;
  readonly isLast: boolean;
}

interface Parting extends Pick<BulkLoad, "fields" | "limit"> {
  readonly job: string;
  /** Records that were told before. */
  readonly told: number;
}

/** Records are read out of the letters only as they are wanted. Throws where there are not as many as Salesforce says. */
function* partsOf({ text, count }: JobResults, { job, told, ...of }: Parting): Generator<Part> {
  let seen = 0;
  let records: SalesforceRecord[] = [];
  for (const record of recordsIn(text, of.fields)) {
    if (records.length >= of.limit) {
      yield { records, upTo: seen, isLast: false };
      records = [];
    }
    seen += 1;
    if (seen > told) records.push(record);
  }
  if (count !== undefined && seen !== count) throw incomplete(job);
  yield { records, upTo: seen, isLast: true };
}

function statementOf({ object, fields }: BulkLoad): string {
  // Without an order and a limit Salesforce may divide the work.
  return soql({ select: fields.map(({ name }) => name), from: object });
}

function markOf(statement: string): string {
  return createHash("sha256").update(statement).digest("base64url").slice(0, 12);
}

function withoutJob(
  { log }: BulkReading,
  { object }: BulkLoad,
  { begun, reason }: { readonly begun: Instant; readonly reason: string },
): LoadCursor {
  log.info("a part of the org is loaded by statements, not by a bulk job", {
    ...{ connector: "salesforce", part: object, reason },
  });
  return { phase: "load", begun, after: null };
}

function waitFor({ wait, abort: signal }: BulkReading, milliseconds: number): Promise<unknown> {
  return wait?.(milliseconds) ?? setTimeout(milliseconds, undefined, { signal });
}

function underWay({ object }: BulkLoad, job: string): ConnectorError {
  const message = `Salesforce is still at work on the bulk job ${job} for ${object}; it is looked at again in some minutes`;
  const retryAfter = 5 * 60 * SECOND;
  return new ConnectorError({ connector: "salesforce", kind: "unavailable", message, retryAfter });
}
