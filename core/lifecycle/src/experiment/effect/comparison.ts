import type { Difference } from "../statistics/interval.ts";

/** What two groups are compared by. */
export const EFFECT_MEASURES = [
  /** The share of customers that reached the program's goal within the window. */
  "conversion",
  /** The share of customers that bought at least once within the window. */
  "buyers",
  /** Purchases for each customer within the window: the lever of frequency. */
  "frequency",
  /** Money for each purchase: the lever of the average purchase. */
  "average-purchase",
  /** The share of the customers the company had that are lost at the end of the window: the lever of duration. */
  "lost",
  /** Money for each customer within the window. */
  "spend",
  /** What is left of that money, less what the program cost for each customer. */
  "net",
  /** The share of the customers in one state of the flow that are in another at the end of the window (D-17). */
  "flow",
] as const;
export type EffectMeasure = (typeof EFFECT_MEASURES)[number];

/**
 * What a comparison says. `higher` and `lower` are told of the treated only where the interval of the difference leaves 0
 * out; `too-few` where there is no ground for an interval yet.
 */
export type Finding = "higher" | "lower" | "not-enough-data" | "too-few" | "nobody-held-out";

/** How many more customers a difference takes, and how long that is at the pace so far. */
export interface Shortage {
  /** The difference, as the measure counts. */
  readonly difference: number;
  /** Customers of both groups together that are needed beyond those there are; 0 where there are enough. */
  readonly more: number;
  /** Missing where nobody has entered yet. */
  readonly weeks?: number;
}

/** Two groups by one measure. */
export interface Comparison {
  readonly measure: EffectMeasure;
  /** Missing where a group has nothing to count it by, such as no purchase. */
  readonly treated?: number;
  readonly heldOut?: number;
  /** The treated less the held-out; missing where there are too few. */
  readonly difference?: Difference;
  /** The difference as a share of the held-out's figure. */
  readonly relative?: number;
  readonly finding: Finding;
  /** What it takes to be sure of a difference as large as the one seen; only where it is not sure. */
  readonly forSeen?: Shortage;
  /** What it takes to be sure of a difference as large as the one wished for; only where nothing is sure yet. */
  readonly forWished?: Shortage;
}
