import { compareByValue, shareCount, type ValuedCustomer } from "../../portfolio/boundaries.ts";
import { ValueError } from "../value-error.ts";

/** A customer among the best, with its place. */
export interface TopCustomer extends ValuedCustomer {
  readonly rank: number;
  /** The share of the whole value that this customer and those before it make up; none where the whole is not above 0. */
  readonly cumulativeShare: number | undefined;
}

/** What the best customers make up of the whole (M-14). */
export interface ParetoReport {
  readonly customers: number;
  readonly totalValue: number;
  /** The share of customers that was asked for. */
  readonly topShare: number;
  readonly topCustomers: readonly TopCustomer[];
  readonly topValue: number;
  /** The part of the value that comes from them, 0.8 in the documents; above 1 where others cost more than they bring. */
  readonly valueShare: number | undefined;
  /** The smallest share of customers that makes up four fifths of the value; none where the whole is not above 0. */
  readonly customersForFourFifths: number | undefined;
  /** Customers left out who are worth as much as the last one taken: the line between them is drawn by id. */
  readonly tiedBelow: number;
}

/**
 * The 80/20 report: how much of the value, be it revenue, profit or lifetime value, the best customers stand for, and
 * who they are (M-14: 20 % and 80 %). The number of best customers is rounded up; equal values are ordered by id, so
 * that the line is always the same.
 */
export function paretoReport(values: Iterable<ValuedCustomer>, topShare = 0.2): ParetoReport {
  if (!(topShare > 0 && topShare <= 1)) {
    throw new ValueError(`the top share is ${topShare}; write a share above 0, at most 1`);
  }
  const sorted = [...values].sort(compareByValue);
  const totalValue = sorted.reduce((sum, each) => sum + each.value, 0);
  const count = shareCount(100 * topShare, sorted.length);
  let topValue = 0;
  const topCustomers = sorted.slice(0, count).map((each, index) => {
    topValue += each.value;
    return { ...each, rank: index + 1, cumulativeShare: shareOf(topValue, totalValue) };
  });
  const last = topCustomers.at(-1)?.value;
  return {
    customers: sorted.length,
    totalValue,
    topShare,
    topCustomers,
    topValue,
    valueShare: shareOf(topValue, totalValue),
    customersForFourFifths: customersFor(sorted, totalValue * 0.8),
    tiedBelow: sorted.slice(count).filter((each) => each.value === last).length,
  };
}

function shareOf(part: number, whole: number): number | undefined {
  return whole > 0 ? part / whole : undefined;
}

function customersFor(sorted: readonly ValuedCustomer[], wanted: number): number | undefined {
  if (wanted <= 0) return undefined;
  let sum = 0;
  for (const [index, each] of sorted.entries()) {
    sum += each.value;
    if (sum >= wanted) return (index + 1) / sorted.length;
  }
  return 1;
}
