import type { Band, MinorAmount } from "@perennial/contract";
import type { FlowRules } from "../flow/flow-rules.ts";
import { compareIds } from "./compare-ids.ts";
import type { ValueClassRules } from "./value-class-rules.ts";

/** Whose value it is. */
export interface ValuedCustomer {
  readonly id: string;
  readonly value: MinorAmount;
}

/** The last that is within: who is worth more, or as much with an id that is not greater, is within too. */
export interface Boundary {
  readonly value: MinorAmount;
  /** Settles who is within of those worth exactly `value`. @default all of them */
  readonly id?: string;
}

/** Where gold and silver end; one that is missing has nobody. What is below both is bronze. */
export interface ValueBoundaries {
  readonly gold?: Boundary;
  readonly silver?: Boundary;
}

/** Where the top and the middle end; one that is missing has nobody. What is below both is the bottom. */
export interface BandBoundaries {
  readonly top?: Boundary;
  readonly middle?: Boundary;
}

/** The value classes, from the most valuable. */
export type ValueClass = "gold" | "silver" | "bronze";

/** How many of a base make up its first per cents: whoever begins within them belongs to them. */
export function shareCount(percent: number, customers: number): number {
  // Per cents such as 33.3 are not exact; the hair keeps 33.3 % of 1,000 at 333.
  return Math.min(customers, Math.ceil((percent * customers) / 100 - 1e-9));
}

/** Whether a customer is at a boundary or above it. */
export function isWithin({ id, value }: ValuedCustomer, boundary: Boundary | undefined): boolean {
  if (boundary === undefined) return false;
  if (value !== boundary.value) return value > boundary.value;
  return boundary.id === undefined || compareIds(id, boundary.id) <= 0;
}

/** Orders customers from the most valuable; of equals the smaller id is first. */
export function compareByValue(a: ValuedCustomer, b: ValuedCustomer): number {
  return b.value - a.value || compareIds(a.id, b.id);
}

/** Where the value classes part (M-07), from what the active customers are worth; in whatever order they come. */
export function valueBoundaries(
  active: readonly ValuedCustomer[],
  limits: ValueClassRules["limits"],
): ValueBoundaries {
  if ("atLeast" in limits) {
    return { gold: { value: limits.atLeast.gold }, silver: { value: limits.atLeast.silver } };
  }
  const { gold, silver } = limits.share;
  const [first, second] = cutAt(active, [gold, gold + silver]);
  return { ...(first && { gold: first }), ...(second && { silver: second }) };
}

/** Where the bands part (D-14), from what the active customers are worth; in whatever order they come. */
export function bandBoundaries(
  active: readonly ValuedCustomer[],
  [top, middle]: FlowRules["bands"],
): BandBoundaries {
  const [first, second] = cutAt(active, [top, top + middle]);
  return { ...(first && { top: first }), ...(second && { middle: second }) };
}

/** The last customer within each of some per cents from the top. */
function cutAt(
  active: readonly ValuedCustomer[],
  percents: readonly number[],
): readonly (Boundary | undefined)[] {
  const ranked = [...active].sort(compareByValue);
  return percents.map((percent) => {
    const last = ranked[shareCount(percent, ranked.length) - 1];
    return last && { value: last.value, id: last.id };
  });
}

/** The value class of an active customer. */
export function valueClassOf(customer: ValuedCustomer, boundaries: ValueBoundaries): ValueClass {
  if (isWithin(customer, boundaries.gold)) return "gold";
  return isWithin(customer, boundaries.silver) ? "silver" : "bronze";
}

/** The band of an active customer. */
export function bandOf(customer: ValuedCustomer, boundaries: BandBoundaries): Band {
  if (isWithin(customer, boundaries.top)) return "top";
  return isWithin(customer, boundaries.middle) ? "middle" : "bottom";
}
