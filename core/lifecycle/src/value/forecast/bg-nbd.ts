import { digamma } from "../math/digamma.ts";
import { logGamma } from "../math/log-gamma.ts";
import type { Objective } from "../math/minimize.ts";
import type { HistoryGroups } from "./history-groups.ts";

/**
 * The parameters of the BG/NBD model (Fader, Hardie & Lee 2005, "Counting your customers the easy way", Marketing
 * Science 24): customers buy at their own steady pace, drawn from a gamma distribution (r, alpha, in weeks), and
 * after each purchase they are gone with a chance of their own, drawn from a beta distribution (a, b).
 */
export interface BgNbdParameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** The parameters as the logarithms a search moves in. */
export function bgNbdParameters(at: readonly number[]): BgNbdParameters {
  const [r = 0, alpha = 0, a = 0, b = 0] = at.map(Math.exp);
  return { r, alpha, a, b };
}

/** What the log-likelihood of a customer holds that depends on the number of repeat purchases alone. */
interface RepeatPart {
  readonly value: number;
  readonly r: number;
  readonly a: number;
  readonly b: number;
}

function repeatPart({ r, a, b }: BgNbdParameters, repeats: number): RepeatPart {
  const gone =
    repeats === 0
      ? 0
      : logGamma(a + b) + logGamma(b + repeats) - logGamma(b) - logGamma(a + b + repeats);
  const both = repeats === 0 ? 0 : digamma(a + b) - digamma(a + b + repeats);
  return {
    value: logGamma(r + repeats) - logGamma(r) + gone,
    r: digamma(r + repeats) - digamma(r),
    a: both,
    b: both + (repeats === 0 ? 0 : digamma(b + repeats) - digamma(b)),
  };
}

/**
 * The mean negative log-likelihood and its slope in the logarithms of the parameters, over customers grouped by
 * equal history. Written with logarithms throughout, as in Fader & Hardie 2013, "Overcoming the BG/NBD model's #NUM!
 * error problem" (brucehardie.com/notes/027).
 */
export function bgNbdObjective(groups: HistoryGroups): Objective {
  return (at) => {
    const parameters = bgNbdParameters(at);
    const { r, alpha, a, b } = parameters;
    const logAlpha = Math.log(alpha);
    const logA = Math.log(a);
    const parts = groups.distinctRepeats.map((repeats) => repeatPart(parameters, repeats));
    let [value, byR, byAlpha, byA, byB] = [0, 0, 0, 0, 0];
    for (let group = 0; group < groups.counts.length; group++) {
      const count = groups.counts[group] ?? 0;
      const part = parts[groups.repeatsAt[group] ?? 0];
      if (part === undefined) continue;
      const repeats = groups.repeats[group] ?? 0;
      const aged = alpha + (groups.ages[group] ?? 0);
      const recent = alpha + (groups.recencies[group] ?? 0);
      const shape = r + repeats;
      const stayed = -shape * Math.log(aged);
      const left = repeats === 0 ? 0 : logA - Math.log(b + repeats - 1) - shape * Math.log(recent);
      // The share of the likelihood that comes of having left after the last purchase.
      const goneShare = repeats === 0 ? 0 : 1 / (1 + Math.exp(stayed - left));
      const together = repeats === 0 ? stayed : logOfSum(stayed, left);
      value += count * (part.value + r * logAlpha + together);
      const logTime = (1 - goneShare) * Math.log(aged) + goneShare * Math.log(recent);
      byR += count * (part.r + logAlpha - logTime);
      byAlpha += count * (r / alpha - shape * ((1 - goneShare) / aged + goneShare / recent));
      byA += count * (part.a + goneShare / a);
      byB += count * (part.b - (repeats === 0 ? 0 : goneShare / (b + repeats - 1)));
    }
    const slopes = [byR * r, byAlpha * alpha, byA * a, byB * b];
    const mean = -1 / groups.customers;
    return { value: value * mean, gradient: slopes.map((each) => each * mean) };
  };
}

function logOfSum(left: number, right: number): number {
  const larger = Math.max(left, right);
  return larger + Math.log1p(Math.exp(Math.min(left, right) - larger));
}
