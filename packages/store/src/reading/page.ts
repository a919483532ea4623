/** Which part of a list to read. */
export interface PageRequest {
  /** The last id of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A part of a list, and where the next one begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** The number in a page's `after`; the fallback for none, and for a text that is no number of ours. */
export function positionOf(after: string | undefined, fallback = 0): number {
  const position = /^\d+$/.test(after ?? "") ? Number(after) : fallback;
  return Number.isSafeInteger(position) ? position : fallback;
}

/** Makes a page of one row more than it holds. */
export function toPage<T>(
  rows: readonly T[],
  limit: number,
  idOf: (row: T) => string | number,
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? String(idOf(last)) : null };
}
