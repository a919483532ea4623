import type { QueryResult } from "./run-query.ts";

/** A result that is read page by page. */
export interface Cursor {
  readonly result: QueryResult;
  readonly userId: string;
  readonly batchSize: number;
  readonly expiresMs: number;
}

/** A cursor is kept for two days (Salesforce Developer Limits and Allocations Quick Reference). */
const LIFE_MS = 2 * 86_400_000;

/** The results of an org's queries that have further pages. */
export class Cursors {
  readonly #open = new Map<string, Cursor>();
  #made = 0;

  /** Keeps a result and gives the locator of its pages. */
  keep(result: QueryResult, more: { userId: string; batchSize: number; nowMs: number }): string {
    this.#made += 1;
    const { userId, batchSize, nowMs } = more;
    const locator = `01gQy${String(this.#made).padStart(13, "0")}`;
    this.#open.set(locator, { result, userId, batchSize, expiresMs: nowMs + LIFE_MS });
    return locator;
  }

  /** The result of a locator; nothing where it is unknown, somebody else's, or over. */
  find(locator: string, userId: string, nowMs: number): Cursor | undefined {
    const cursor = this.#open.get(locator);
    if (cursor === undefined || cursor.userId !== userId) return undefined;
    if (cursor.expiresMs > nowMs) return cursor;
    this.#open.delete(locator);
    return undefined;
  }

  /** Ends all of them, as a move to other servers does. */
  clear(): void {
    this.#open.clear();
  }
}
