import { epochDay } from "../../schedule/date.ts";
import type { PurchaseBook } from "../purchases/purchase-book.ts";
import { type PurchaseSummary, purchaseSummaries } from "../purchases/purchase-summary.ts";
import { ValueError } from "../value-error.ts";

/** Four limits between the five scores, rising. */
export type CutOffs = readonly [number, number, number, number];

/** How customers are scored. */
export interface RfmOptions {
  /** Only purchases of this many days up to the day of the report count; without it all of the book. */
  readonly days?: number;
  /** Days since the last purchase: at most the first gives 5, more than the last gives 1. Without it fifths. */
  readonly recency?: CutOffs;
  /** Purchases: at least the last gives 5, fewer than the first gives 1. Without it fifths. */
  readonly frequency?: CutOffs;
  /** Amount in minor units, as frequency. Without it fifths. */
  readonly monetary?: CutOffs;
}

/** A customer's recency, frequency and monetary value, and its scores from 1 to 5. */
export interface RfmScore {
  readonly customerId: string;
  readonly recencyDays: number;
  readonly purchases: number;
  readonly amount: number;
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
  /** The three scores as they are usually written: `555` is a best customer. */
  readonly cell: string;
}

/**
 * Scores customers by recency, frequency and monetary value (product.md, must-have 24).
 *
 * A fifth is by how many customers are worse: customers alike score alike, whatever order they come in, and if half
 * have bought once, all of those score 1. So fifths are of even size only where values differ.
 */
export function rfmScores(book: PurchaseBook, options: RfmOptions = {}): RfmScore[] {
  const asOf = epochDay(book.asOf);
  const from = options.days === undefined ? Number.NEGATIVE_INFINITY : asOf - options.days + 1;
  const customers = [...purchaseSummaries(book, from)];
  const age = (each: PurchaseSummary) => asOf - each.lastDay;
  const recency = scorer(
    customers.map((each) => -age(each)),
    options.recency && turned(options.recency),
  );
  const frequency = scorer(
    customers.map((each) => each.purchases),
    options.frequency,
  );
  const monetary = scorer(
    customers.map((each) => each.amount),
    options.monetary,
  );
  return customers.map((each) => {
    const scores = {
      recency: recency(-age(each)),
      frequency: frequency(each.purchases),
      monetary: monetary(each.amount),
    };
    return {
      customerId: each.customerId,
      recencyDays: age(each),
      purchases: each.purchases,
      amount: each.amount,
      ...scores,
      cell: `${scores.recency}${scores.frequency}${scores.monetary}`,
    };
  });
}

/** Fewer days are better: the same limits on the negative number, so that more is better everywhere. */
function turned([first, second, third, fourth]: CutOffs): CutOffs {
  return [-fourth, -third, -second, -first];
}

function scorer(
  values: readonly number[],
  cutOffs: CutOffs | undefined,
): (value: number) => number {
  if (cutOffs !== undefined) return byCutOffs(cutOffs);
  const sorted = Float64Array.from(values).sort();
  const scores = new Map<number, number>();
  sorted.forEach((value, lower) => {
    if (!scores.has(value)) scores.set(value, 1 + Math.floor((5 * lower) / sorted.length));
  });
  return (value) => scores.get(value) ?? 1;
}

function byCutOffs(cutOffs: CutOffs): (value: number) => number {
  if (cutOffs.some((limit, at) => at > 0 && limit <= (cutOffs[at - 1] ?? 0))) {
    throw new ValueError(`the limits ${cutOffs.join(", ")} do not rise; write four rising numbers`);
  }
  return (value) => 1 + cutOffs.filter((limit) => value >= limit).length;
}
