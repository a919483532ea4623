import { normalQuantile, normalShareBelow } from "../experiment/statistics/normal.ts";
import { isUsableValue, MOST_VALUES } from "./twin-attributes.ts";

/** How many of the best and of the others have one value of an attribute. */
export interface ValueCount {
  readonly name: string;
  readonly value: string;
  readonly best: number;
  readonly others: number;
}

/** How many are compared. */
export interface TwinGroups {
  readonly best: number;
  readonly others: number;
}

/** A value that sets the best apart from the others. */
export interface TwinTrait extends ValueCount {
  /** Of the best, and of the others, of whom the attribute is known, 0 to 1. */
  readonly bestShare: number;
  readonly othersShare: number;
  /** The share among the best divided by that among the others, with its bounds at 95 %. */
  readonly lift: number;
  readonly low: number;
  readonly high: number;
  /** What it adds to a score: a shrunken logarithm of the lift, in thousandths, a whole number. */
  readonly points: number;
}

/** What the best are like; or why that cannot be said. */
export type TwinProfile =
  | { readonly refused: "too-few-best" | "too-few-others"; readonly needed: number }
  | {
      readonly traits: readonly TwinTrait[];
      /** Values that were tested. */
      readonly tested: number;
      /** Attributes that were left out, and why. */
      readonly leftOut: readonly {
        readonly name: string;
        readonly because: "text" | "many-values" | "few-known";
      }[];
    };

/** Of each group there are to be so many at least. */
export const LEAST_IN_GROUP = 50;
/** A value that fewer have, of best and others together, is not tested. */
export const LEAST_WITH_VALUE = 20;
/** How often any value at all is found where there is no difference: one profile in twenty. */
export const ERROR_RATE = 0.05;
/** So many people without a difference are thought to be in each group besides: few people say little. */
const PSEUDO_PEOPLE = 20;
/** Cells with fewer people expected are too few for the test. */
const LEAST_EXPECTED = 5;

/**
 * The values that set the best customers apart (D-19). Each value with enough support is tested by the difference of two
 * shares with a correction for continuity, and Holm's method (1979) holds the chance that anything is found where there
 * is no difference to `ERROR_RATE` for the whole profile. Each found value's points are the logarithm of its lift, shrunken
 * towards none: the weights of a naive Bayes classifier.
 *
 * @param counts of values by attribute, each person in at most one value of an attribute
 */
export function twinProfile(groups: TwinGroups, counts: readonly ValueCount[]): TwinProfile {
  if (groups.best < LEAST_IN_GROUP) return { refused: "too-few-best", needed: LEAST_IN_GROUP };
  if (groups.others < LEAST_IN_GROUP) return { refused: "too-few-others", needed: LEAST_IN_GROUP };
  const leftOut: { name: string; because: "text" | "many-values" | "few-known" }[] = [];
  const tests: Tested[] = [];
  for (const [name, values] of Map.groupBy(counts, (count) => count.name)) {
    const because = reasonAgainst(values);
    if (because) leftOut.push({ name, because });
    else tests.push(...testsOf(values));
  }
  return {
    traits: kept(tests).map(traitOf).sort(byPoints),
    tested: tests.length,
    leftOut: leftOut.sort((a, b) => order(a.name, b.name)),
  };
}

interface Tested {
  readonly count: ValueCount;
  /** Of whom the attribute is known. */
  readonly known: TwinGroups;
  readonly probability: number;
}

function reasonAgainst(values: readonly ValueCount[]) {
  if (!values.every(({ value }) => isUsableValue(value))) return "text";
  if (values.length > MOST_VALUES) return "many-values";
  const { best, others } = knownOf(values);
  return best < LEAST_IN_GROUP || others < LEAST_IN_GROUP ? "few-known" : undefined;
}

function knownOf(values: readonly ValueCount[]): TwinGroups {
  const sum = (of: (count: ValueCount) => number) =>
    values.reduce((total, each) => total + of(each), 0);
  return { best: sum(({ best }) => best), others: sum(({ others }) => others) };
}

function testsOf(values: readonly ValueCount[]): readonly Tested[] {
  const known = knownOf(values);
  const all = known.best + known.others;
  const least = Math.min(known.best, known.others);
  return values.flatMap((count) => {
    const have = count.best + count.others;
    const expected = (least * Math.min(have, all - have)) / all;
    if (have < LEAST_WITH_VALUE || expected < LEAST_EXPECTED) return [];
    return [{ count, known, probability: probabilityOf(count, known) }];
  });
}

/** How likely so great a difference of two shares is where there is none: two-sided, with Yates' correction. */
function probabilityOf({ best, others }: ValueCount, known: TwinGroups): number {
  const pooled = (best + others) / (known.best + known.others);
  const inverse = 1 / known.best + 1 / known.others;
  const difference = Math.abs(best / known.best - others / known.others) - inverse / 2;
  if (difference <= 0) return 1;
  const z = difference / Math.sqrt(pooled * (1 - pooled) * inverse);
  return 2 * normalShareBelow(-z);
}

/** Those that Holm's method keeps: the smallest against the rate by all, the next against the rate by one fewer, and so on. */
function kept(tests: readonly Tested[]): readonly Tested[] {
  const rising = tests.toSorted(
    (a, b) =>
      a.probability - b.probability ||
      order(a.count.name, b.count.name) ||
      order(a.count.value, b.count.value),
  );
  const first = rising.findIndex(
    ({ probability }, place) => probability > ERROR_RATE / (rising.length - place),
  );
  return first === -1 ? rising : rising.slice(0, first);
}

function traitOf({ count, known }: Tested): TwinTrait {
  const bestShare = count.best / known.best;
  const othersShare = count.others / known.others;
  // Half a person more where nobody has it, for else there is no logarithm (Walter 1975).
  const half = count.best === 0 || count.others === 0 ? 0.5 : 0;
  const [a, b] = [count.best + half, count.others + half];
  const [m, n] = [known.best + half, known.others + half];
  const log = Math.log(a / m / (b / n));
  const reach = normalQuantile(0.975) * Math.sqrt(1 / a - 1 / m + 1 / b - 1 / n);
  const prior = (count.best + count.others) / (known.best + known.others);
  const shrunken = (have: number, of: number) =>
    (have + PSEUDO_PEOPLE * prior) / (of + PSEUDO_PEOPLE);
  const weight = Math.log(shrunken(count.best, known.best) / shrunken(count.others, known.others));
  return {
    ...{ ...count, bestShare, othersShare },
    ...{ lift: Math.exp(log), low: Math.exp(log - reach), high: Math.exp(log + reach) },
    // Where nobody has it, the half person may weigh less than those who are thought of besides.
    points: Math.round(1000 * nearer(weight, log)),
  };
}

/** Of two numbers of one sign the one that is nearer to none. */
function nearer(one: number, other: number): number {
  return Math.abs(one) < Math.abs(other) ? one : other;
}

function byPoints(a: TwinTrait, b: TwinTrait): number {
  return b.points - a.points || order(a.name, b.name) || order(a.value, b.value);
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
