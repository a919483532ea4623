import { CONFIDENCE, type Difference, type Interval } from "./interval.ts";
import { normalQuantile } from "./normal.ts";

/** How many of how many. */
export interface Count {
  readonly of: number;
  readonly have: number;
}

/**
 * The bounds of a share, by Wilson's score (Newcombe 1998, Statistics in Medicine 17:857, method 3). They stay between
 * 0 and 1, for nobody and everybody too.
 * @param count of at least one
 * @param confidence @default 0.95
 */
export function shareInterval({ of, have }: Count, confidence = CONFIDENCE): Interval {
  const z = normalQuantile((1 + confidence) / 2);
  const share = have / of;
  const middle = 2 * have + z * z;
  const reach = z * Math.sqrt(z * z + 4 * have * (1 - share));
  const whole = 2 * (of + z * z);
  return {
    low: have === 0 ? 0 : (middle - reach) / whole,
    high: have === of ? 1 : (middle + reach) / whole,
  };
}

/**
 * The difference between two shares with its bounds (Newcombe 1998, Statistics in Medicine 17:873, method 10).
 * @param confidence @default 0.95
 */
export function shareDifference(first: Count, second: Count, confidence = CONFIDENCE): Difference {
  const [p, q] = [first.have / first.of, second.have / second.of];
  const [a, b] = [shareInterval(first, confidence), shareInterval(second, confidence)];
  const value = p - q;
  return {
    value,
    low: value - Math.hypot(p - a.low, b.high - q),
    high: value + Math.hypot(a.high - p, q - b.low),
  };
}
