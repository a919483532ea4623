import type { Instant, Manifest } from "@perennial/contract";
import { later } from "../deliver/later.ts";
import { retryDelay } from "../deliver/retry-delay.ts";
import type { SyncResult } from "./sync-connection.ts";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** When one that cannot be read is looked at again: its connector may be a newer one by then. */
const DAY = 24 * HOUR;
/** How often one is looked at that cannot be opened here, in milliseconds: somebody may have mended it. */
const USUAL = 900 * SECOND;

/** What is known of a connection after it was read, or was to be. */
export interface Read {
  /** Of its connector; nothing for one that cannot be opened here. */
  readonly manifest: Pick<Manifest, "capabilities" | "readEverySeconds"> | undefined;
  /** What came of it; nothing for one that is not read. */
  readonly result: SyncResult | undefined;
  /** How often it could not be read before, since it last could. */
  readonly failures: number;
}

/**
 * When a connection is read again: after the manifest's while; after a failure later each time, an hour at most, and
 * not before the other side wants to hear from us; at once where the reading was broken off.
 */
export function nextReading(
  { manifest, result, failures }: Read,
  now: Instant,
): { readonly next: Instant; readonly failures: number } {
  if (manifest && !manifest.capabilities.includes("changes.read")) {
    return { next: later(now, DAY), failures: 0 };
  }
  if (result?.isBrokenOff) return { next: now, failures };
  if (!result?.failure) {
    const every = manifest ? manifest.readEverySeconds * SECOND : USUAL;
    return { next: later(now, every), failures: 0 };
  }
  const wait = Math.min(retryDelay(failures + 1), HOUR);
  const asked = Math.min(result.failure.retryAfter ?? 0, DAY);
  return { next: later(now, Math.max(wait, asked)), failures: failures + 1 };
}
