import { digamma } from "../math/digamma.ts";
import { logGamma } from "../math/log-gamma.ts";
import type { Objective } from "../math/minimize.ts";

/**
 * The parameters of the Gamma-Gamma model of monetary value (Fader & Hardie 2013, brucehardie.com/notes/025):
 * a customer's purchases vary round its own mean (shape p), and the means vary between customers (q, gamma, the last
 * in the unit of the amounts).
 */
export interface GammaGammaParameters {
  readonly p: number;
  readonly q: number;
  readonly gamma: number;
}

/** How many repeat purchases a customer made, and their mean. */
export interface Spend {
  readonly repeats: number;
  readonly averageRepeat: number;
}

/** The parameters as the logarithms a search moves in. */
export function gammaGammaParameters(at: readonly number[]): GammaGammaParameters {
  const [p = 0, q = 0, gamma = 0] = at.map(Math.exp);
  return { p, q, gamma };
}

/** The mean negative log-likelihood and its slope in the logarithms of the parameters; every customer has a repeat purchase and a mean above 0. */
export function gammaGammaObjective(spends: readonly Spend[]): Objective {
  const distinct = [...new Set(spends.map((spend) => spend.repeats))];
  return (at) => {
    const { p, q, gamma } = gammaGammaParameters(at);
    const parts = new Map(distinct.map((repeats) => [repeats, repeatPart(p, q, repeats)]));
    const logGammaScale = Math.log(gamma);
    const [fixed, fixedSlope] = [-logGamma(q) + q * logGammaScale, logGammaScale - digamma(q)];
    let [value, byP, byQ, byGamma] = [0, 0, 0, 0];
    for (const { repeats, averageRepeat } of spends) {
      const part = parts.get(repeats);
      if (part === undefined) continue;
      const whole = gamma + averageRepeat * repeats;
      const logWhole = Math.log(whole);
      const logMean = Math.log(averageRepeat);
      const shape = p * repeats;
      value +=
        part.value + fixed + (shape - 1) * logMean + shape * part.log - (shape + q) * logWhole;
      byP += repeats * (part.byP + logMean + part.log - logWhole);
      byQ += part.byQ + fixedSlope - logWhole;
      byGamma += q / gamma - (shape + q) / whole;
    }
    const mean = -1 / spends.length;
    return {
      value: value * mean,
      gradient: [byP * p * mean, byQ * q * mean, byGamma * gamma * mean],
    };
  };
}

function repeatPart(p: number, q: number, repeats: number) {
  const shape = p * repeats;
  const both = digamma(shape + q);
  return {
    log: Math.log(repeats),
    value: logGamma(shape + q) - logGamma(shape),
    byP: both - digamma(shape),
    byQ: both,
  };
}

/**
 * The average purchase to expect of a customer: between its own mean and everybody's, the nearer to its own the more
 * it has bought.
 */
export function expectedAveragePurchase(
  { p, q, gamma }: GammaGammaParameters,
  { repeats, averageRepeat }: Spend,
): number {
  return (p * (gamma + averageRepeat * repeats)) / (p * repeats + q - 1);
}
