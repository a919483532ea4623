import { type Clock, ConnectorError, type Instant } from "@perennial/contract";
import type { DescribedObject, SalesforceClient, SalesforceRecord } from "../salesforce-client.ts";
import { type SoqlCondition, type SoqlQuery, soql } from "../soql/soql.ts";
import {
  type BulkLoad,
  type BulkReading,
  beginLoad,
  continueLoad,
  isStillWanted,
  type LoadedField,
} from "./bulk-load.ts";
import {
  type BulkCursor,
  parseObjectCursor,
  type StatementCursor,
  writeObjectCursor,
} from "./object-cursor.ts";

/** A long transaction is seen later than it is dated: each run goes back so far behind the run before, in milliseconds (crm/salesforce.md, 3.5). */
export const OVERLAP = 10 * 60_000;
/** Records of one statement: as many as Salesforce gives in one answer. */
const PAGE = 2_000;
const STAMP = "SystemModstamp";
const DELETED = "IsDeleted";
const MASTER = "MasterRecordId";
const ID: LoadedField = { name: "Id", type: "id", length: 18 };
const NOTHING = { records: [], gone: [], isChange: false } as const;

/** What is read. */
export interface ObjectReading {
  readonly object: string;
  /** Beside those that reading itself needs; those that the org has not, or hides from us, are left out. */
  readonly fields: readonly string[];
  /** What has to hold of the records, of which then only all are read. @default nothing */
  readonly only?: SoqlCondition;
}

/** A record that is gone: in the bin, or merged into another. */
export interface GoneRecord {
  readonly id: string;
  readonly mergedInto?: string;
  /** As it was last. */
  readonly record: SalesforceRecord;
}

/** A page of what is there or has changed, and where the next begins. */
export interface ObjectPage {
  readonly records: readonly SalesforceRecord[];
  readonly gone: readonly GoneRecord[];
  readonly cursor: string;
  /** Whether it is the last of this run. */
  readonly isLast: boolean;
  /** Whether it is about what has changed, and not about all there is. */
  readonly isChange: boolean;
  /** Records that changed since this moment are met again by the next run. */
  readonly again: Instant;
}

/** What reading is done with. */
export interface ObjectTools {
  readonly client: Pick<SalesforceClient, "query" | "describe">;
  readonly clock: Clock;
  /** Records of one statement. @default 2000 */
  readonly pageSize?: number;
  /** How all of an object is loaded by a job. @default by statements alone */
  readonly bulk?: BulkReading;
}

/**
 * Reads an object page by page: all of it without a cursor, by a job or by id; then what has changed, by `SystemModstamp` and id, a little
 * further back than the run before went, with what was deleted and merged. What changes while all of it is read is met by the run after. A record that is read twice is the same: whoever
 * takes it knows it by its id and stamp. Each page's cursor leads on right behind it, also within a run and in another
 * process. Nothing where the org has no such object, or hides it from us. Throws a `ConnectorError`.
 */
export async function* readObject(
  tools: ObjectTools,
  reading: ObjectReading,
  kept?: string,
): AsyncGenerator<ObjectPage, void, undefined> {
  const described = await tools.client.describe(reading.object);
  if (described === undefined) return;
  const { pageSize: limit = PAGE } = tools;
  const now = tools.clock.now();
  const stood = kept === undefined ? undefined : parseObjectCursor(kept);
  let cursor: StatementCursor;
  if (stood === undefined || stood.phase === "bulk") {
    const fields = selectOf(described, [STAMP, ...reading.fields]);
    const load = { object: reading.object, fields, limit, now };
    const rest = yield* loadInBulk(tools.bulk, load, stood);
    if (rest === undefined) return;
    cursor = rest;
  } else cursor = begun(stood, now);
  for (;;) {
    const statement = soql({ ...partsOf(described, reading, cursor), limit });
    const records = await readPage(tools.client, statement, cursor);
    const isLast = records.length < limit;
    const again = overlapBefore(cursor.begun ?? now);
    const isChange = cursor.phase === "changes";
    cursor = isLast ? ended(cursor.begun ?? now) : behind(cursor, records.at(-1));
    yield { ...sorted(records), again, isLast, isChange, cursor: writeObjectCursor(cursor) };
    if (isLast) return;
  }
}

/**
 * Loads an object by a job, which a cursor names once there is one. Gives where to go on without a job; nothing where all is
 * loaded.
 */
async function* loadInBulk(
  bulk: BulkReading | undefined,
  load: BulkLoad,
  kept: BulkCursor | undefined,
): AsyncGenerator<ObjectPage, StatementCursor | undefined, undefined> {
  // Before the job is made: what changes from here on is read afterwards, whatever the job has of it.
  const { begun: horizon = load.now } = kept ?? {};
  const again = overlapBefore(horizon);
  if (bulk === undefined) return { phase: "load", begun: horizon, after: null };
  const job = kept && isStillWanted(kept, load) ? kept : await beginLoad(bulk, load, horizon);
  if (job.phase === "load") return job;
  // The job is kept by its id before anything else is asked of it.
  if (job !== kept) yield { ...NOTHING, again, isLast: false, cursor: writeObjectCursor(job) };
  const pages = continueLoad(bulk, load, job);
  for (;;) {
    const { done, value } = await pages.next();
    if (done) return value;
    const { records, next } = value;
    const cursor = writeObjectCursor(next ?? ended(horizon));
    yield { ...NOTHING, records, again, isLast: next === undefined, cursor };
  }
}

/** A run that was broken off goes on; else another begins now. */
function begun(cursor: StatementCursor, now: Instant): StatementCursor {
  return cursor.phase === "changes" && cursor.begun === null ? { ...cursor, begun: now } : cursor;
}

/** Where the run after one stands that began at a moment. */
function ended(horizon: Instant): StatementCursor {
  return { phase: "changes", since: overlapBefore(horizon), begun: null, at: null };
}

function overlapBefore(moment: Instant): Instant {
  return new Date(Date.parse(moment) - OVERLAP).toISOString();
}

function behind(cursor: StatementCursor, last: SalesforceRecord | undefined): StatementCursor {
  if (last === undefined) return cursor;
  if (cursor.phase === "load") return { ...cursor, after: last.Id };
  return { ...cursor, at: { stamp: stampOf(last), id: last.Id } };
}

async function readPage(
  client: ObjectTools["client"],
  statement: string,
  { phase }: StatementCursor,
): Promise<readonly SalesforceRecord[]> {
  const records: SalesforceRecord[] = [];
  // Salesforce may give a statement's records in several pages of its own.
  for await (const page of client.query(statement, { deleted: phase === "changes" })) {
    records.push(...page);
  }
  return records;
}

/** What of the fields that are wanted the org has, with the id first. */
function selectOf({ fields }: DescribedObject, wanted: readonly string[]): LoadedField[] {
  const there = new Map<string, LoadedField>(fields.map((field) => [field.name, field]));
  const names = new Set(["Id", ...wanted]);
  return [...names].flatMap((name) => there.get(name) ?? (name === "Id" ? [ID] : []));
}

function partsOf(
  described: DescribedObject,
  { object, fields: wanted, only }: ObjectReading,
  cursor: StatementCursor,
): SoqlQuery {
  const own = cursor.phase === "changes" ? [STAMP, DELETED, MASTER] : [STAMP];
  const select = selectOf(described, [...own, ...wanted]).map(({ name }) => name);
  const parts = [only, whereOf(cursor)].filter((part) => part !== undefined);
  const where = parts.length > 1 ? { all: parts } : parts[0];
  return {
    ...{ select, from: object },
    ...(where && { where }),
    orderBy: cursor.phase === "changes" ? [STAMP, "Id"] : ["Id"],
  };
}

function whereOf(cursor: StatementCursor): SoqlCondition | undefined {
  if (cursor.phase === "load") {
    const { after } = cursor;
    return after === null ? undefined : { field: "Id", is: ">", value: { id: after } };
  }
  const { at, since } = cursor;
  if (at === null) return { field: STAMP, is: ">=", value: { moment: since } };
  const value = { moment: at.stamp };
  return {
    any: [
      { field: STAMP, is: ">", value },
      {
        all: [
          { field: STAMP, is: "=", value },
          { field: "Id", is: ">", value: { id: at.id } },
        ],
      },
    ],
  };
}

function sorted(all: readonly SalesforceRecord[]): Pick<ObjectPage, "records" | "gone"> {
  const gone = all.filter((each) => each[DELETED] === true);
  return {
    records: all.filter((each) => each[DELETED] !== true),
    gone: gone.map(goneRecord),
  };
}

/** A record that lies in the bin. */
export function goneRecord(record: SalesforceRecord): GoneRecord {
  const master = record[MASTER];
  const gone = { id: record.Id, record };
  return typeof master === "string" ? { ...gone, mergedInto: master } : gone;
}

/** When a record last changed, also by Salesforce itself. Throws a `ConnectorError` where it does not say. */
export function stampOf(record: SalesforceRecord): Instant {
  const at = Date.parse(String(record[STAMP]));
  if (!Number.isNaN(at)) return new Date(at).toISOString();
  const message = `the record ${record.Id} does not say when it changed; let Perennial's user see ${STAMP}`;
  throw new ConnectorError({ connector: "salesforce", kind: "forbidden", message });
}
