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
