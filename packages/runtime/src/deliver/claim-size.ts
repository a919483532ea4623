import type { RuntimeContext } from "../runtime-context.ts";

/** How many rows the first claim takes, and how many any takes at the least and at the most. */
const FIRST = 100;
const LEAST = 50;
const MOST = 500;
/** A claim that is over sooner than this, in milliseconds, is followed by one twice as large. */
const QUICK = 1_000;
/** A claim that takes longer than this, in milliseconds, is followed by one half as large. */
const SLOW = 4_000;

/**
 * How many rows a worker claims at a time for a tenant: what its connections send within seconds, as far as the
 * claims before show. What a worker that is killed had claimed and not begun waits for the end of its lease.
 */
export class ClaimSize {
  #rows = FIRST;

  get rows(): number {
    return this.#rows;
  }

  /** Learns how long it took until the last row of a claim was told, in milliseconds. */
  note(rows: number, milliseconds: number): void {
    if (milliseconds > SLOW) this.#rows = Math.max(LEAST, Math.floor(rows / 2));
    else if (milliseconds < QUICK && rows >= this.#rows) this.#rows = Math.min(MOST, rows * 2);
  }
}

const known = new WeakMap<RuntimeContext, Map<number, ClaimSize>>();

/** The size of a tenant's claims in this process. */
export function claimSizeOf(context: RuntimeContext, tenant: number): ClaimSize {
  const sizes = known.get(context) ?? new Map<number, ClaimSize>();
  known.set(context, sizes);
  const size = sizes.get(tenant) ?? new ClaimSize();
  sizes.set(tenant, size);
  return size;
}
