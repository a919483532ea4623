/**
 * From where on an answer is "yes" and from where on it is "partly". No source gives these figures: they are ours, told
 * with every answer, so that a reader sees what the verdict follows from.
 */
export const THRESHOLDS = {
  /** Came in for each that was lost, at least. */
  inflow: { yes: 1, partly: 0.8 },
  /** Lost of a hundred a year, at most; the plan's goal for the base takes the place of `yes`, and twice that of `partly`. */
  churn: { yes: 0.15, partly: 0.3 },
  /** How much more often the best leave than the others, at most. */
  rightLeave: { yes: 0.5, partly: 1 },
  /** The share of buyers with two categories or more, at least. */
  crossSell: { yes: 0.5, partly: 0.25 },
  /** Reasons for each that was lost, at least. */
  why: { yes: 0.5, partly: 0.2 },
  /** Won back for each that was lost, at least. */
  return: { yes: 0.1, partly: 0.05 },
  /** The share of contacts that the company began, at least. */
  initiative: { yes: 0.5, partly: 0.33 },
} as const;

/** Customers of whom there are to be at least so many before a share of them says anything. */
export const LEAST_CUSTOMERS = 30;
