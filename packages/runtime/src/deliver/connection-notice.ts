import type { Instant, Receipt } from "@perennial/contract";
import { later } from "./later.ts";

/** What answers say of the connection itself: to stand still until somebody mends it, or for a while. */
export type ConnectionNotice = { readonly problem: string } | { readonly resumeAt: Instant };

/** How long to pause when we were asked to come back later and not told when, in milliseconds. */
const PAUSE = 30_000;

/** The notice that a batch of receipts gives of its connection; refused credentials before a pause, the longest pause first. */
export function connectionNotice(
  receipts: readonly Receipt[],
  now: Instant,
): ConnectionNotice | undefined {
  let pause: number | undefined;
  for (const receipt of receipts) {
    if (receipt.outcome === "accepted" || receipt.outcome === "unknown") continue;
    if (receipt.kind === "unauthenticated") return { problem: receipt.message };
    if (receipt.kind !== "rate-limited") continue;
    const asked = "retryAfter" in receipt ? receipt.retryAfter : undefined;
    pause = Math.max(pause ?? 0, asked ?? PAUSE);
  }
  return pause === undefined ? undefined : { resumeAt: later(now, pause) };
}
