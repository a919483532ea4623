import type { ConnectorErrorKind, Instant, Manifest, Receipt } from "@perennial/contract";
import type { Settlement } from "@perennial/store";
import { between, later } from "./later.ts";
import { readyAt } from "./resolve-unknown.ts";
import { GIVE_UP_AFTER, retryDelay } from "./retry-delay.ts";

/** An attempt that is over. */
export interface Attempt {
  readonly enrolmentId: number;
  readonly seq: number;
  readonly token: string;
  readonly at: Instant;
  readonly firstAt: Instant;
  /** This one included. */
  readonly attempts: number;
  /** Whether the law asks for it: then it is never given up. */
  readonly statutory: boolean;
  readonly idempotent: boolean;
  readonly proof: Manifest["proof"];
  /**
   * Whether an attempt before this one may have succeeded: `proven` where the other side or the nature of the
   * command keeps this one from doubling it.
   */
  readonly doubt: "none" | "proven" | "unproven";
}

/** What an attempt leads to. */
export interface AttemptOutcome extends Settlement {
  /** Whether it has been tried in vain for so long that a person must know. */
  readonly late: boolean;
  /** The kind of error that the connector answered with, for whoever counts them. */
  readonly kind?: ConnectorErrorKind;
}

/** Answers that say something of the connection and nothing of the command. */
const UNCOUNTED: ReadonlySet<string> = new Set(["unauthenticated", "rate-limited"]);

/** What a receipt means for the row of its command; without a receipt the outcome is unknown. */
export function settlementOf(
  receipt: Receipt | undefined,
  attempt: Attempt,
  now: Instant,
): AttemptOutcome {
  const settlement = settle(receipt, attempt, now);
  if (receipt === undefined || receipt.outcome === "accepted") return settlement;
  return { ...settlement, kind: receipt.kind };
}

function settle(receipt: Receipt | undefined, attempt: Attempt, now: Instant): AttemptOutcome {
  const { enrolmentId, seq, token } = attempt;
  const row = { enrolmentId, seq, token, late: false };
  if (receipt === undefined) {
    return unknown(row, attempt, "The connector gave no answer for this command.");
  }
  switch (receipt.outcome) {
    case "accepted":
      return { ...row, state: "done", providerId: receipt.providerId, cost: receipt.cost };
    case "unknown":
      return unknown(row, attempt, receipt.message);
    case "not-done":
      return retried(row, attempt, { ...receipt, now });
    case "refused":
      if (UNCOUNTED.has(receipt.kind)) return retried(row, attempt, { ...receipt, now });
      // That this one was refused does not say that the one before was not taken.
      return {
        ...row,
        state: attempt.doubt === "unproven" ? "unclear" : "refused",
        reason: receipt.message,
      };
  }
}

/** An attempt that was never begun: its row stands where it stood before. */
export function notBegun(attempt: Attempt, dueAt: Instant): AttemptOutcome {
  const { enrolmentId, seq, token, doubt } = attempt;
  const row = { enrolmentId, seq, token, late: false, uncounted: true, dueAt };
  if (doubt === "none") return { ...row, state: "pending" };
  return { ...row, state: "unknown", unresent: doubt === "unproven" };
}

type Row = Pick<AttemptOutcome, "enrolmentId" | "seq" | "token" | "late">;

function unknown(row: Row, attempt: Attempt, reason: string): AttemptOutcome {
  const dueAt = readyAt({ ...attempt, attemptedAt: attempt.at });
  return { ...row, state: "unknown", dueAt, reason };
}

/** What certainly did not leave by this attempt; it may have by the one before, which then is open as it was. */
function retried(
  row: Row,
  attempt: Attempt,
  failure: {
    readonly kind: string;
    readonly message: string;
    readonly retryAfter?: number | undefined;
    readonly now: Instant;
  },
): AttemptOutcome {
  const { kind, message: reason, now } = failure;
  const dueAt = later(now, failure.retryAfter ?? retryDelay(attempt.attempts));
  if (UNCOUNTED.has(kind)) return { ...notBegun(attempt, dueAt), reason };
  const late = between(attempt.firstAt, now) >= GIVE_UP_AFTER;
  if (attempt.doubt !== "none") {
    const unresent = attempt.doubt === "unproven";
    return { ...row, state: "unknown", dueAt, reason, unresent, late: late && attempt.statutory };
  }
  if (late && !attempt.statutory) return { ...row, state: "refused", reason };
  return { ...row, state: "pending", dueAt, reason, late };
}
