import type { Channel, Instant, MessageClass } from "@perennial/contract";

/**
 * What came of a message: `accepted` was taken, or is under way and taken for it; of `unknown` nobody knows whether it has
 * arrived. What certainly did not leave is not in the ledger.
 */
export type LedgerOutcome = "accepted" | "unknown";

/** A message that has, or may have, reached the person or somebody else at the same address. */
export interface LedgerEntry {
  readonly messageId: string;
  readonly customerId: string;
  readonly channel: Channel;
  readonly class: MessageClass;
  readonly topic?: string | undefined;
  readonly at: Instant;
  readonly contactPoint?: string | undefined;
  readonly program: string;
  readonly step: string;
  readonly occurrence: string;
  readonly outcome: LedgerOutcome;
}

/** Another message to the same person that is ready to leave and competes for what the caps leave over. */
export interface WaitingMessage {
  readonly id: string;
  readonly class: MessageClass;
  readonly channel: Channel;
  readonly topic?: string | undefined;
  readonly priority: number;
  readonly createdAt: Instant;
  readonly program: string;
}

/** What has been sent and what waits, as far back as the longest cap reaches. */
export interface Ledger {
  /** The person's own attempts, and others' to the same address within the duplicate window. */
  readonly entries: readonly LedgerEntry[];
  /** @default none */
  readonly waiting?: readonly WaitingMessage[] | undefined;
  /** Marketing contacts in the last twelve months; counted from the entries where it is missing. */
  readonly marketingLastYear?: number | undefined;
}

/** A ledger without anything in it. */
export const EMPTY_LEDGER: Ledger = { entries: [] };

/** An address or number in the form that two spellings of it share. */
export function sameForm(contactPoint: string): string {
  return contactPoint.includes("@")
    ? contactPoint.trim().toLowerCase()
    : contactPoint.replace(/[\s().-]/g, "");
}
