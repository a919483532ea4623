/** The bounds that a figure lies between with the confidence that was asked for. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A difference between two groups: the first less the second. */
export interface Difference extends Interval {
  readonly value: number;
}

/** How sure an interval is where nobody says otherwise: 19 times of 20. */
export const CONFIDENCE = 0.95;
