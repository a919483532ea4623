import type { Facts } from "../facts/facts.ts";
import { compileTest } from "./compile-test.ts";
import type { Condition, FigureOperator } from "./condition.ts";
import type { ExactSum } from "./exact-sum.ts";
import { compileMeasure } from "./figure.ts";
import type { Catalogue } from "./fields.ts";
import { resolveCondition } from "./resolve-condition.ts";
import type { Figure, Leaf, ResolvedCondition } from "./resolved-condition.ts";

/** A condition made ready: facts to true or false. */
export type Predicate = (facts: Facts) => boolean;

/**
 * Compiles a condition once into nested closures, to be asked millions of times (performance.md, "Rules
 * per core"). The same condition in SQL gives the same answers.
 * @throws ConditionError for a condition that `checkCondition` has something to say about.
 * @example
 * const gold = compilePredicate({ field: "customer.valueClass", is: "equals", value: "gold" }, catalogue);
 * gold(facts);
 */
export function compilePredicate(condition: Condition, catalogue: Catalogue): Predicate {
  return compileNode(resolveCondition(condition, catalogue));
}

function compileNode(node: ResolvedCondition): Predicate {
  switch (node.op) {
    case "all":
      return allOf(node.parts.map(compileNode));
    case "any":
      return anyOf(node.parts.map(compileNode));
    case "not": {
      const part = compileNode(node.part);
      return (facts) => !part(facts);
    }
    default:
      return compileLeaf(node);
  }
}

/** Compiles a leaf on its own, as `explain` needs it. */
export function compileLeaf(leaf: Leaf): Predicate {
  if (leaf.op === "figure") return compileFigure(leaf.figure);
  const holds = compileTest(leaf.test);
  return (facts) => holds(facts, facts);
}

function compileFigure(figure: Figure): Predicate {
  const measure = compileMeasure(figure);
  const compare = FIGURE[figure.operator];
  const limit = figure.value;
  return (facts) => compare(measure(facts), limit);
}

const FIGURE: Readonly<Record<FigureOperator, (sum: ExactSum, limit: number) => boolean>> = {
  equals: (sum, limit) => sum.compare(limit) === 0,
  "less-than": (sum, limit) => sum.compare(limit) < 0,
  "at-most": (sum, limit) => sum.compare(limit) <= 0,
  "at-least": (sum, limit) => sum.compare(limit) >= 0,
  "more-than": (sum, limit) => sum.compare(limit) > 0,
};

// Two parts are by far the most common, and a loop costs more than they do.
function allOf(parts: readonly Predicate[]): Predicate {
  const [first, second] = parts;
  if (first !== undefined && second === undefined) return first;
  if (parts.length === 2 && first && second) return (facts) => first(facts) && second(facts);
  return (facts) => parts.every((part) => part(facts));
}

function anyOf(parts: readonly Predicate[]): Predicate {
  const [first, second] = parts;
  if (first !== undefined && second === undefined) return first;
  if (parts.length === 2 && first && second) return (facts) => first(facts) || second(facts);
  return (facts) => parts.some((part) => part(facts));
}
