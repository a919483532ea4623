import type { LocalizedText } from "@perennial/contract";
import { usualGap } from "./churn-features.ts";
import type { ChurnFigures } from "./churn-figures.ts";
import { churnFactorWords } from "./churn-words.ts";

/** What shows early that a customer is on its way to buying less or nothing (D-12). */
export const DECREASE_SIGNALS = ["buys-less", "overdue", "cancelled"] as const;
export type DecreaseSignal = (typeof DECREASE_SIGNALS)[number];

/** From when on a sign counts. */
export interface DecreaseLimits {
  /** Per cent less in the last six months than in the six before. @default 20 */
  readonly change?: number;
  /** Times the usual days between purchases without a new one. @default 2 */
  readonly overdue?: number;
}

/** One early sign, with its words as the end of a sentence about the customer. */
export interface Decrease {
  readonly signal: DecreaseSignal;
  readonly words: LocalizedText;
}

/** Customers with fewer days of purchase have no rhythm to be late by. */
const RHYTHM_TAKES = 3;

/** The early signs that a customer buys less, or is about to (D-12). */
export function decreaseSignals(
  figures: ChurnFigures,
  { change = 20, overdue = 2 }: DecreaseLimits = {},
): readonly Decrease[] {
  const { recent, earlier, days, silent, cancelled } = figures;
  const gap = usualGap(figures);
  const shows: Readonly<Record<DecreaseSignal, boolean>> = {
    "buys-less": earlier > 0 && recent * 100 <= earlier * (100 - change),
    overdue: gap !== undefined && days >= RHYTHM_TAKES && silent >= gap * overdue,
    cancelled: cancelled > 0,
  };
  const featureOf = { "buys-less": "trend", overdue: "rhythm", cancelled: "cancelled" } as const;
  return DECREASE_SIGNALS.flatMap((signal) => {
    const words = shows[signal] ? churnFactorWords(featureOf[signal], figures) : undefined;
    return words === undefined ? [] : [{ signal, words }];
  });
}
