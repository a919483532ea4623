import type { Instant } from "@perennial/contract";

/** A call that is over, as the telephone system counted it, whoever wrote it down (L-21 to L-23). */
export interface FinishedCall {
  readonly id: string;
  readonly team: string;
  readonly agent?: string;
  readonly direction: "in" | "out";
  readonly startedAt: Instant;
  /** How long the caller waited, in seconds; 0 for one of ours. */
  readonly waited: number;
  /** How long was talked, in seconds. */
  readonly talked: number;
  /** How often the caller was handed over to somebody else. */
  readonly transfers: number;
  /** How many of these came with a note for the next agent. */
  readonly notes: number;
  /** What was sold in it, in minor units. @default nothing */
  readonly sold?: number;
}

/** A mean, or nothing where there is nothing to take it of. */
export function meanOf(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
