/** A number that was estimated, with the bounds between which it lies 95 times of 100. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
}

// The standard normal's 97.5th percentile.
const BOUND = 1.959963984540054;

/** An estimate whose error is spread evenly to both sides. */
export function symmetricEstimate(value: number, standardError: number): Estimate {
  const reach = BOUND * standardError;
  return { value, standardError, low: value - reach, high: value + reach };
}

/** An estimate of something above 0, from the standard error of its logarithm. */
export function positiveEstimate(value: number, logError: number): Estimate {
  const reach = Math.exp(BOUND * logError);
  return { value, standardError: value * logError, low: value / reach, high: value * reach };
}

/** An estimate of a share, from the standard error of its logit: its bounds stay within 0 and 1. */
export function shareEstimate(value: number, logitError: number): Estimate {
  const odds = value / (1 - value);
  const reach = Math.exp(BOUND * logitError);
  const low = odds / reach;
  const high = odds * reach;
  return {
    value,
    standardError: value * (1 - value) * logitError,
    low: low / (1 + low),
    high: high / (1 + high),
  };
}
