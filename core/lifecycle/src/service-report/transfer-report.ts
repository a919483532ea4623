import { allCalls, meanOf, type TeamCalls } from "./team-calls.ts";

/** How often callers were handed over, and whether they had to repeat themselves (L-22). */
export interface TransferReport {
  /** Calls that were answered. */
  readonly calls: number;
  readonly transfers: number;
  /** Transfers for each call; nothing where there were no calls. */
  readonly perCall?: number;
  /** Calls that were handed over more than once. */
  readonly severalTimes: number;
  /** Transfers without a note: the caller had to start again. */
  readonly withoutNote: number;
}

/** Transfers per call, and how many came without a note (L-22). */
export function transferReport(teams: readonly TeamCalls[]): TransferReport {
  const { answered: calls, transfers, severalTimes, withoutNote } = allCalls(teams);
  const perCall = meanOf(transfers, calls);
  return { calls, transfers, ...(perCall !== undefined && { perCall }), severalTimes, withoutNote };
}
