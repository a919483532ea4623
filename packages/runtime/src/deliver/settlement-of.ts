import type { Instant, Manifest, Receipt } from "@perennial/contract";
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
}

/** What an attempt leads to. */
export interface AttemptOutcome extends Settlement {
  /** Whether it has been tried in vain for so long that a person must know. */
  readonly late: boolean;
}

/** Answers that say something of the connection and nothing of the command. */
const UNCOUNTED: ReadonlySet<string> = new Set(["unauthenticated", "rate-limited"]);

/** What a receipt means for the row of its command; without a receipt the outcome is unknown. */
export function settlementOf(
  receipt: Receipt | undefined,
  attempt: Attempt,
  now: Instant,
): AttemptOutcome {
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
      return { ...row, state: "refused", reason: receipt.message };
  }
}

type Row = Pick<AttemptOutcome, "enrolmentId" | "seq" | "token" | "late">;

function unknown(row: Row, attempt: Attempt, reason: string): AttemptOutcome {
  const dueAt = readyAt({ ...attempt, attemptedAt: attempt.at });
  return { ...row, state: "unknown", dueAt, reason };
}

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
  const { kind, message, now } = failure;
  const wait = failure.retryAfter ?? retryDelay(attempt.attempts);
  const again = { ...row, state: "pending", dueAt: later(now, wait), reason: message } as const;
  if (UNCOUNTED.has(kind)) return { ...again, uncounted: true };
  const late = between(attempt.firstAt, now) >= GIVE_UP_AFTER;
  if (late && !attempt.statutory) return { ...row, state: "refused", reason: message };
  return { ...again, late };
}
