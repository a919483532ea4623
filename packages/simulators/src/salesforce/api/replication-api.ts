import type { DoorAnswer } from "../../door/door-request.ts";
import { isDeleted, textOf } from "../record/record.ts";
import { type Call, needQuery, typeOf } from "./call.ts";
import { refuse } from "./refusal.ts";

const DAY_MS = 86_400_000;
/**
 * How far back changes and deletions are known (REST API Developer Guide, Get Updated and Get Deleted).
 */
const UPDATED_DAYS = 30;
const DELETED_DAYS = 15;

/** `GET /sobjects/{type}/updated?start=&end=`: the ids of what was made or changed and is still there. */
export function updated(call: Call): DoorAnswer {
  const type = typeOf(call);
  const span = spanOf(call, UPDATED_DAYS);
  const ids: string[] = [];
  for (const record of call.org.records.store(type).all())
    if (!isDeleted(record) && isWithin(textOf(record, "LastModifiedDate"), span))
      ids.push(record.id);
  checkCount(call, ids.length);
  return { status: 200, body: { ids, latestDateCovered: wire(span.endMs) } };
}

/** `GET /sobjects/{type}/deleted?start=&end=`: what was deleted, also for good. */
export function deleted(call: Call): DoorAnswer {
  const type = typeOf(call);
  const span = spanOf(call, DELETED_DAYS);
  const store = call.org.records.store(type);
  const rows: { id: string; deletedDate: string }[] = [];
  for (const record of store.all()) {
    const at = textOf(record, "SystemModstamp");
    if (isDeleted(record) && isWithin(at, span))
      rows.push({ id: record.id, deletedDate: wire(Date.parse(at ?? "")) });
  }
  for (const [id, deletedMs] of store.purged)
    if (deletedMs >= span.startMs && deletedMs < span.endMs)
      rows.push({ id, deletedDate: wire(deletedMs) });
  checkCount(call, rows.length);
  return {
    status: 200,
    body: {
      deletedRecords: rows,
      earliestDateAvailable: wire(call.nowMs - DELETED_DAYS * DAY_MS),
      latestDateCovered: wire(span.endMs),
    },
  };
}

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

function spanOf(call: Call, days: number): Span {
  const startMs = momentOf(call, "start");
  const endMs = momentOf(call, "end");
  if (endMs <= startMs)
    throw refuse(
      "INVALID_REPLICATION_DATE",
      "startDate before org replication enabled date, or endDate not after startDate",
    );
  if (startMs < call.nowMs - days * DAY_MS)
    throw refuse("INVALID_REPLICATION_DATE", `startDate cannot be more than ${days} days ago`);
  return { startMs, endMs };
}

/** A moment of the query; its seconds do not count. */
function momentOf(call: Call, name: string): number {
  const text = needQuery(call, name);
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/;
  const ms = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
  if (!form.test(text) || Number.isNaN(ms))
    throw refuse("INVALID_REPLICATION_DATE", `${name}: ${text} is not an ISO 8601 date and time`);
  return Math.floor(ms / 60_000) * 60_000;
}

function isWithin(moment: string | undefined, { startMs, endMs }: Span): boolean {
  const ms = Date.parse(moment ?? "");
  return ms >= startMs && ms < endMs;
}

function checkCount({ org }: Call, count: number): void {
  if (count > org.mostReplicated)
    throw refuse("EXCEEDED_ID_LIMIT", `The result has more than ${org.mostReplicated} ids`);
}

function wire(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}+0000`;
}
