import type { ChurnFigures } from "./churn-figures.ts";

/** What the model weighs, in the order of its weights. */
export const CHURN_FEATURES = [
  "silence",
  "rhythm",
  "once",
  "frequency",
  "trend",
  "discounted",
  "complaints",
  "calls",
  "declined",
  "tenure",
  "ending",
  "cancelled",
] as const;
export type ChurnFeature = (typeof CHURN_FEATURES)[number];

const MONTH = 30.4375;
const YEAR = 365.25;

/**
 * How each feature follows from the figures. Every one is limited at both ends, so that no single customer decides the
 * weights, and is made of the four rules of arithmetic alone, so that SQL gives the same.
 */
export const CHURN_FEATURE_OF: Readonly<Record<ChurnFeature, (figures: ChurnFigures) => number>> = {
  /** Months since the last purchase, at most 36; 0 without a purchase. */
  silence: ({ silent }) => Math.min(Math.max(silent, 0) / MONTH, 36),
  /** Days since the last purchase by the usual days between purchases, at most 10; 1 where there is no rhythm. */
  rhythm: (figures) => {
    const gap = usualGap(figures);
    return gap === undefined ? 1 : Math.min(figures.silent / gap, 10);
  },
  /** 1 for a customer that has bought on one day alone. */
  once: ({ days }) => (days === 1 ? 1 : 0),
  /** Days with a purchase in the last twelve months, at most 24. */
  frequency: ({ daysInYear }) => Math.min(daysInYear, 24),
  /** From -1, nothing bought lately, to 1, nothing bought before; 0 where as much, or nothing in either half-year. */
  trend: ({ recent, earlier }) => {
    const [now, before] = [Math.max(recent, 0), Math.max(earlier, 0)];
    return now + before === 0 ? 0 : (now - before) / (now + before);
  },
  /** The share of the last twelve months' purchases that were at a discount; 0 without a purchase. */
  discounted: ({ purchasesInYear, discountedInYear }) =>
    purchasesInYear === 0 ? 0 : discountedInYear / purchasesInYear,
  /** At most 5. */
  complaints: ({ complaints }) => Math.min(complaints, 5),
  /** At most 10. */
  calls: ({ calls }) => Math.min(calls, 10),
  /** At most 5. */
  declined: ({ declined }) => Math.min(declined, 5),
  /** Years as a customer, at most 10. */
  tenure: ({ tenure }) => Math.min(tenure / YEAR, 10),
  /** From 0, no end within twelve months, to 1, the last running agreement ends today. */
  ending: ({ left }) => (left < 0 ? 0 : Math.max(1 - left / YEAR, 0)),
  /** At most 5. */
  cancelled: ({ cancelled }) => Math.min(cancelled, 5),
};

/** The usual number of days between a customer's purchases; nothing before it has bought on two days. */
export function usualGap({ days, span }: Pick<ChurnFigures, "days" | "span">): number | undefined {
  return days < 2 ? undefined : span / (days - 1);
}

/** A customer's features, in the order of `CHURN_FEATURES`. */
export function churnFeatures(figures: ChurnFigures): readonly number[] {
  return CHURN_FEATURES.map((feature) => CHURN_FEATURE_OF[feature](figures));
}
