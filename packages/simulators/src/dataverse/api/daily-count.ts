import { DataverseRefusal } from "../refusal.ts";

const DAY_MS = 86_400_000;
const SLICE_MS = 600_000;

/** Counts what application users ask for in 24 hours, and refuses what is beyond the tenant's entitlement (crm/dynamics.md, 4). */
export class DailyCount {
  readonly #most: number;
  /** How many, by ten minutes. */
  readonly #slices = new Map<number, number>();
  #total = 0;

  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most;
  }

  /** How many were counted in the last 24 hours. */
  get total(): number {
    return this.#total;
  }

  /** Counts some more, or throws when there are too many already. */
  add(requests: number, nowMs: number): void {
    const slice = Math.floor(nowMs / SLICE_MS);
    for (const [old, count] of this.#slices) {
      if (old * SLICE_MS > nowMs - DAY_MS) break;
      this.#slices.delete(old);
      this.#total -= count;
    }
    if (this.#total + requests > this.#most) throw beyond(this.#slices, nowMs);
    this.#slices.set(slice, (this.#slices.get(slice) ?? 0) + requests);
    this.#total += requests;
  }
}

// The code and the sentence of a hard limit are not documented: it is not enforced yet.
function beyond(slices: ReadonlyMap<number, number>, nowMs: number): DataverseRefusal {
  const [oldest = nowMs / SLICE_MS] = slices.keys();
  const wait = Math.max(1, Math.ceil(((oldest + 1) * SLICE_MS + DAY_MS - nowMs) / 1000));
  return new DataverseRefusal(
    429,
    "0x80072324",
    "The number of requests of non-licensed users exceeded the entitlement of the tenant for 24 hours.",
    { "retry-after": String(wait) },
  );
}
