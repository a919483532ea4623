import { CONFIDENCE } from "./interval.ts";
import { normalQuantile } from "./normal.ts";

/** How often a difference that is there is to be found: 4 times of 5. */
export const POWER = 0.8;

/** What a number of customers is asked for. */
export interface Wanted {
  /** Treated customers for each held out. */
  readonly treatedPerHeldOut: number;
  /** @default 0.95 */
  readonly confidence?: number;
  /** How often a difference that is there is to be found. @default 0.8 */
  readonly power?: number;
}

/** How many customers of each group show a difference. */
export interface Needed {
  readonly treated: number;
  readonly heldOut: number;
}

/**
 * How many customers it takes to tell two shares apart (Fleiss, Levin & Paik 2003, formula 4.18, for groups of unlike
 * size, without correction for continuity).
 */
export function neededForShares(treated: number, heldOut: number, wanted: Wanted): Needed {
  const { treatedPerHeldOut: ratio } = wanted;
  const [z, y] = quantiles(wanted);
  const pooled = (heldOut + ratio * treated) / (1 + ratio);
  const spread = (share: number) => share * (1 - share);
  const reach =
    z * Math.sqrt((ratio + 1) * spread(pooled)) +
    y * Math.sqrt(ratio * spread(heldOut) + spread(treated));
  return needed(reach ** 2 / (ratio * (treated - heldOut) ** 2), ratio);
}

/** How many customers it takes to tell two means apart that differ so much, given the variance of one customer's figure in each group. */
export function neededForMeans(
  difference: number,
  variance: { readonly treated: number; readonly heldOut: number },
  wanted: Wanted,
): Needed {
  const { treatedPerHeldOut: ratio } = wanted;
  const [z, y] = quantiles(wanted);
  const spread = variance.heldOut + variance.treated / ratio;
  return needed(((z + y) ** 2 * spread) / difference ** 2, ratio);
}

function quantiles({ confidence = CONFIDENCE, power = POWER }: Wanted): readonly [number, number] {
  return [normalQuantile((1 + confidence) / 2), normalQuantile(power)];
}

function needed(heldOut: number, ratio: number): Needed {
  return { heldOut: Math.ceil(heldOut), treated: Math.ceil(heldOut * ratio) };
}
