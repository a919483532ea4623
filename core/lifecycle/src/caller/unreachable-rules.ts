import type { Condition } from "../condition/condition.ts";
import type { RoutingRule, RoutingRules } from "./routing-rules.ts";

/** A rule that no call can come to, and the earlier one that takes all of its calls. */
export interface UnreachableRule {
  readonly index: number;
  readonly by: string;
}

/**
 * The rules that can never decide because an earlier one is for all of their calls: for the same or more callers,
 * errands and outcomes, and with no condition, the same, or one that theirs implies in plain sight. Where all rules that
 * hold count (`best`) there are none.
 */
export function unreachableRules({ rules, choose }: RoutingRules): readonly UnreachableRule[] {
  if (choose === "best") return [];
  return rules.flatMap((rule, index) => {
    const by = rules.slice(0, index).find((earlier) => takesAllOf(earlier, rule));
    return by === undefined ? [] : [{ index, by: by.id }];
  });
}

function takesAllOf(earlier: RoutingRule, later: RoutingRule): boolean {
  return (
    later.callers.every((caller) => earlier.callers.includes(caller)) &&
    isWithin(later.errands, earlier.errands) &&
    isWithin(later.selfService, earlier.selfService) &&
    (earlier.when === undefined || (later.when !== undefined && implies(later.when, earlier.when)))
  );
}

/** A limit lies within another when it lets through no more; none lets everything through. */
function isWithin(narrow: readonly string[] | undefined, wide: readonly string[] | undefined) {
  if (wide === undefined) return true;
  return narrow?.every((each) => wide.includes(each)) ?? false;
}

/** Whether a condition holds only where another does, as far as its outermost parts show it. */
function implies(narrow: Condition, wide: Condition): boolean {
  if (isSame(narrow, wide)) return true;
  if ("all" in wide) return wide.all.every((part) => implies(narrow, part));
  if ("any" in narrow) return narrow.any.every((part) => implies(part, wide));
  if ("any" in wide && wide.any.some((part) => implies(narrow, part))) return true;
  return "all" in narrow && narrow.all.some((part) => implies(part, wide));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
}

/** A value with the keys of its objects in one order, whatever the order they were written in. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, inOrder(each)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
