import type { FinishedCall } from "./finished-call.ts";

/** How often callers were handed over, and whether they had to repeat themselves (L-22). */
export interface TransferReport {
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
export function transferReport(calls: readonly FinishedCall[]): TransferReport {
  const transfers = calls.reduce((sum, call) => sum + call.transfers, 0);
  const noted = calls.reduce((sum, call) => sum + Math.min(call.notes, call.transfers), 0);
  return {
    calls: calls.length,
    transfers,
    ...(calls.length > 0 && { perCall: transfers / calls.length }),
    severalTimes: calls.filter((call) => call.transfers > 1).length,
    withoutNote: transfers - noted,
  };
}
