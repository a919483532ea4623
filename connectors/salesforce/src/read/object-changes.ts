import { type Clock, ConnectorError, type Instant } from "@perennial/contract";
import type { DescribedObject, SalesforceClient, SalesforceRecord } from "../salesforce-client.ts";
import { type SoqlCondition, type SoqlQuery, soql } from "../soql/soql.ts";
import { type ObjectCursor, parseObjectCursor, writeObjectCursor } from "./object-cursor.ts";

/** A long transaction is seen later than it is dated: each run goes back so far behind the run before, in milliseconds (crm/salesforce.md, 3.5). */
export const OVERLAP = 10 * 60_000;
/** Records of one statement: as many as Salesforce gives in one answer. */
const PAGE = 2_000;
const STAMP = "SystemModstamp";
const DELETED = "IsDeleted";
const MASTER = "MasterRecordId";

/** What is read. */
export interface ObjectReading {
  readonly object: string;
  /** Beside those that reading itself needs; those that the org has not, or hides from us, are left out. */
  readonly fields: readonly string[];
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
  /** Records that changed since this moment are met again by the next run. */
  readonly again: Instant;
}

/** What reading is done with. */
export interface ObjectTools {
  readonly client: Pick<SalesforceClient, "query" | "describe">;
  readonly clock: Clock;
  /** Records of one statement. @default 2000 */
  readonly pageSize?: number;
}

/**
 * Reads an object page by page: all of it without a cursor, by id; then what has changed, by `SystemModstamp` and id, a little
 * further back than the run before went, with what was deleted and merged. A record that is read twice is the same: whoever
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
  let cursor: ObjectCursor =
    kept === undefined
      ? { phase: "load", begun: now, after: null }
      : begun(parseObjectCursor(kept), now);
  for (;;) {
    const statement = soql({ ...partsOf(described, reading, cursor), limit });
    const records = await readPage(tools.client, statement, cursor);
    const isLast = records.length < limit;
    const again = overlapBefore(cursor.begun ?? now);
    cursor = isLast ? ended(cursor) : behind(cursor, records.at(-1));
    yield { ...sorted(records), again, isLast, cursor: writeObjectCursor(cursor) };
    if (isLast) return;
  }
}

/** A run that was broken off goes on; else another begins now. */
function begun(cursor: ObjectCursor, now: Instant): ObjectCursor {
  return cursor.phase === "changes" && cursor.begun === null ? { ...cursor, begun: now } : cursor;
}

function ended(cursor: ObjectCursor): ObjectCursor {
  const since = overlapBefore(cursor.begun ?? "");
  return { phase: "changes", since, begun: null, at: null };
}

function overlapBefore(moment: Instant): Instant {
  return new Date(Date.parse(moment) - OVERLAP).toISOString();
}

function behind(cursor: ObjectCursor, last: SalesforceRecord | undefined): ObjectCursor {
  if (last === undefined) return cursor;
  if (cursor.phase === "load") return { ...cursor, after: last.Id };
  return { ...cursor, at: { stamp: stampOf(last), id: last.Id } };
}

async function readPage(
  client: ObjectTools["client"],
  statement: string,
  { phase }: ObjectCursor,
): Promise<readonly SalesforceRecord[]> {
  const records: SalesforceRecord[] = [];
  // Salesforce may give a statement's records in several pages of its own.
  for await (const page of client.query(statement, { deleted: phase === "changes" })) {
    records.push(...page);
  }
  return records;
}

function partsOf(
  { fields }: DescribedObject,
  { object, fields: wanted }: ObjectReading,
  cursor: ObjectCursor,
): SoqlQuery {
  const there = new Set(fields.map(({ name }) => name));
  const own = cursor.phase === "load" ? [STAMP] : [STAMP, DELETED, MASTER];
  const select = ["Id", ...own, ...wanted].filter((name) => name === "Id" || there.has(name));
  const where = whereOf(cursor);
  return {
    ...{ select: [...new Set(select)], from: object },
    ...(where && { where }),
    orderBy: cursor.phase === "load" ? ["Id"] : [STAMP, "Id"],
  };
}

function whereOf(cursor: ObjectCursor): SoqlCondition | undefined {
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
