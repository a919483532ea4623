import type { Instant, Manifest, MessageClass } from "@perennial/contract";
import { between, later } from "./later.ts";
import { GIVE_UP_AFTER, retryDelay } from "./retry-delay.ts";

/** A command that may or may not have been done, and all that its resolution depends on. */
export interface OpenCase {
  /** What the other side offers as proof; nothing where its connection is gone. */
  readonly proof: Manifest["proof"];
  /** Whether doing it twice is the same as doing it once. */
  readonly idempotent: boolean;
  /** The class of a message to the customer; none for what is no message. */
  readonly class: MessageClass | undefined;
  readonly attempts: number;
  /** How often it was sent again without proof. */
  readonly resends: number;
  readonly firstAttemptedAt: Instant;
  readonly attemptedAt: Instant;
  /** Whether the program has taken it back since. */
  readonly withdrawn: boolean;
  /** Whether the customer has objected on this channel since: then it is not repeated whatever its class. */
  readonly stopped: boolean;
}

/** What to do about an open case. */
export type Resolution =
  | { readonly do: "wait"; readonly until: Instant }
  /** Ask the other side. */
  | { readonly do: "look-up" }
  /** Send it again. `proven`: whether that cannot double it. */
  | { readonly do: "resend"; readonly proven: boolean }
  /** Nobody can know: a person sees it, and only a late report can still tell. */
  | { readonly do: "give-up" };

/** How long an answer may be on its way where the other side declares nothing, in milliseconds. */
const SETTLE = 60_000;
/** How long delivery reports are waited for where they are the only proof, in milliseconds. */
const REPORTS = 15 * 60_000;
/** A key must outlive the attempt that relies on it, in milliseconds: a lease, and as much for clocks that differ. */
const KEY_MARGIN = 120_000;

/**
 * Decides about a command of unknown outcome, by proof where there is any: look-up, then the same key within its
 * time, then by nature; else by the class of the message (reliability.md, 3.4). A delivery report settles the row
 * before it comes here.
 */
export function resolveUnknown(open: OpenCase, now: Instant): Resolution {
  const ready = readyAt(open);
  if (now < ready) return { do: "wait", until: ready };
  if (open.proof.lookUp && between(open.attemptedAt, now) < GIVE_UP_AFTER) return { do: "look-up" };
  if (open.withdrawn || open.stopped) return { do: "give-up" };
  if (keyHolds(open, now)) return { do: "resend", proven: true };
  if (open.idempotent) {
    const tried = between(open.firstAttemptedAt, now);
    return tried < GIVE_UP_AFTER ? { do: "resend", proven: true } : { do: "give-up" };
  }
  return byClass(open);
}

/** When an open case can first be decided. */
export function readyAt(
  open: Pick<OpenCase, "proof" | "idempotent" | "attempts" | "attemptedAt">,
): Instant {
  const { proof, attemptedAt } = open;
  if (proof.lookUp) return later(attemptedAt, proof.lookUp.settleSeconds * 1_000);
  if (proof.key || open.idempotent) return later(attemptedAt, retryDelay(open.attempts));
  return later(attemptedAt, proof.reports === true ? REPORTS : SETTLE);
}

function keyHolds({ proof, firstAttemptedAt }: OpenCase, now: Instant): boolean {
  if (!proof.key) return false;
  return between(firstAttemptedAt, now) + KEY_MARGIN < proof.key.ttlSeconds * 1_000;
}

function byClass(open: OpenCase): Resolution {
  const mayRepeat = open.class === "statutory" || open.class === "service";
  return mayRepeat && open.resends === 0 ? { do: "resend", proven: false } : { do: "give-up" };
}
