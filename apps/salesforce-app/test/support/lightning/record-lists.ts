import type { RecordView } from "./record-cache.ts";
import type { Snapshot } from "./wire-adapter.ts";

/** A page of a list. */
export interface RecordList {
  readonly count: number;
  readonly records: readonly RecordView[];
  readonly nextPageToken: string | null;
}

/** A page of a list, with its records as they are now. */
export function readList(list: RecordList): Snapshot {
  return { records: list.records, show: (records) => ({ ...list, records }) };
}

/** The field that a list is sorted by; lists take one. */
export function sortField(sortBy: unknown): string | undefined {
  if (sortBy === undefined) return undefined;
  const [first, ...more] = Array.isArray(sortBy) ? sortBy : [sortBy];
  if (typeof first !== "string" || more.length > 0)
    throw new TypeError("sortBy accepts only one value per request");
  return first;
}
