import { setTimeout as sleep } from "node:timers/promises";

/** PostgreSQL's codes for two transactions that got in each other's way: nothing of either remains. */
const CLASHES: ReadonlySet<unknown> = new Set(["40001", "40P01"]);
const MOST_TRIES = 5;
/** The first pause, in milliseconds; each is twice the one before. */
const PAUSE = 10;

/**
 * Does a transaction again that PostgreSQL broke off because of another one, up to five times with growing pauses
 * (reliability.md, 7.2 row 14). All other errors are thrown at once.
 */
export async function retryTransaction<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries >= MOST_TRIES || !isClash(error)) throw error;
      await sleep(PAUSE * 2 ** (tries - 1));
    }
  }
}

function isClash(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && CLASHES.has(error.code);
}
