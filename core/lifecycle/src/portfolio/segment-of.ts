import type { LocalDate } from "@perennial/contract";
import { compilePredicate, type Predicate } from "../condition/compile-predicate.ts";
import type { Catalogue } from "../condition/fields.ts";
import type { Facts } from "../facts/facts.ts";
import type { GroupRule, SegmentRule } from "./segment-rules.ts";

/**
 * Compiles segments: facts to the id of the first whose condition holds, or nothing where the plan has no segment for
 * whoever is left.
 * @throws ConditionError for a condition that the checker would have refused.
 */
export function compileSegments(
  segments: readonly SegmentRule[],
  catalogue: Catalogue,
): (facts: Facts) => string | undefined {
  const parts = segments.map(({ id, when }) => ({
    id,
    holds: when && compilePredicate(when, catalogue),
  }));
  return (facts) => parts.find(({ holds }) => holds === undefined || holds(facts))?.id;
}

/** Whether a group has members on a day: its first and its last day belong to it (V-14). */
export function isGroupOpen({ from, until }: Pick<GroupRule, "from" | "until">, day: LocalDate) {
  return (from === undefined || from <= day) && (until === undefined || day <= until);
}

/**
 * Compiles groups: facts to the ids of those the customer belongs to on the facts' day, in the plan's order.
 * @throws ConditionError for a condition that the checker would have refused.
 */
export function compileGroups(
  groups: readonly GroupRule[],
  catalogue: Catalogue,
): (facts: Facts) => readonly string[] {
  const parts = groups.map((group): { group: GroupRule; holds: Predicate } => ({
    group,
    holds: compilePredicate(group.when, catalogue),
  }));
  return (facts) =>
    parts
      .filter(({ group, holds }) => isGroupOpen(group, facts.today) && holds(facts))
      .map(({ group }) => group.id);
}
