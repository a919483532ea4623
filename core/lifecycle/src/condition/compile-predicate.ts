import type { Facts } from "../facts/facts.ts";
import { compileLeaf } from "./compile-leaf.ts";
import type { Condition } from "./condition.ts";
import type { Catalogue } from "./fields.ts";
import { resolveCondition } from "./resolve-condition.ts";
import type { ResolvedCondition } from "./resolved-condition.ts";

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
