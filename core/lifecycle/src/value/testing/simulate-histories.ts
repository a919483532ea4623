import type { BgNbdParameters } from "../forecast/bg-nbd.ts";
import type { GammaGammaParameters } from "../forecast/gamma-gamma.ts";
import type { PurchaseHistory } from "../purchases/purchase-history.ts";
import { drawBeta, drawExponential, drawGamma } from "./seeded-random.ts";

/** Customers as the two models think of them, and what each went on to buy. */
export interface SimulatedHistory extends PurchaseHistory {
  /** Purchases in the weeks after the history. */
  readonly later: number;
}

/** What is simulated. */
export interface Simulated {
  readonly customers: number;
  readonly purchases: BgNbdParameters;
  readonly spend: GammaGammaParameters;
  /** Weeks after each history. */
  readonly laterWeeks: number;
}

/** Histories of 30 to 60 weeks, drawn from the models themselves. */
export function simulateHistories(random: () => number, of: Simulated): SimulatedHistory[] {
  return Array.from({ length: of.customers }, (_, index) => {
    const age = 30 + 30 * random();
    const { times, later } = drawTimes(random, of, age);
    return {
      customerId: `c${index}`,
      repeats: times.length,
      recency: times.at(-1) ?? 0,
      age,
      averageRepeat: times.length === 0 ? 0 : drawAverage(random, of.spend, times.length),
      later,
    };
  });
}

function drawTimes(random: () => number, { purchases, laterWeeks }: Simulated, age: number) {
  const pace = drawGamma(random, purchases.r) / purchases.alpha;
  const leaving = drawBeta(random, purchases.a, purchases.b);
  const times: number[] = [];
  let later = 0;
  let time = 0;
  for (;;) {
    time += drawExponential(random, pace);
    if (time > age + laterWeeks) return { times, later };
    if (time <= age) times.push(time);
    else later += 1;
    if (random() < leaving) return { times, later };
  }
}

function drawAverage(random: () => number, { p, q, gamma }: GammaGammaParameters, count: number) {
  const rate = drawGamma(random, q) / gamma;
  return drawGamma(random, p * count) / rate / count;
}
