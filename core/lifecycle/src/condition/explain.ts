import type { Locale } from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";
import type { Condition } from "./condition.ts";
import type { Catalogue } from "./fields.ts";
import { joinClauses, leafClause, type Speech } from "./leaf-sentence.ts";
import { type Answers, answersOf, leavesOf, nearestChange, outcome } from "./nearest-change.ts";
import { observe } from "./observation.ts";
import type { Path } from "./problem.ts";
import { resolveCondition } from "./resolve-condition.ts";
import type { Leaf, ResolvedCondition } from "./resolved-condition.ts";
import { speechOf } from "./sentence.ts";

/** What one leaf of a condition asked, saw and came to. */
export interface LeafExplanation {
  /** Where it stands in the condition. */
  readonly path: Path;
  readonly holds: boolean;
  /** Whether the outcome rests on it. */
  readonly decisive: boolean;
  /** What it asks, in words. */
  readonly sentence: string;
  /** The value it saw, as text; an amount by its currency, a moment in the tenant's zone. */
  readonly saw: string;
}

/** The smallest change that would turn an outcome. */
export interface NearestChange {
  /** The leaves that would come out otherwise. */
  readonly paths: readonly Path[];
  /** "villkoret gäller om avtalet slutar senast 20 juni 2026" */
  readonly sentence: string;
}

/** Why a condition holds or does not hold for a customer (product.md, feature 4). */
export interface Explanation {
  readonly holds: boolean;
  readonly leaves: readonly LeafExplanation[];
  /** What decided it, with the values seen: "avtalets slutdag är 2027-05-31, senare än 2026-06-20". */
  readonly because: string;
  /** Absent where nothing would turn it. */
  readonly nearest?: NearestChange;
}

/**
 * Explains what a condition comes to for facts: the leaves that decided it with the values they saw, and
 * the smallest change that would turn it.
 * @throws ConditionError for a condition that `checkCondition` has something to say about.
 */
export function explain(
  condition: Condition,
  facts: Facts,
  locale: Locale,
  catalogue: Catalogue,
): Explanation {
  const speech = speechOf(locale, catalogue);
  const resolved = resolveCondition(condition, catalogue);
  const answers = answersOf(resolved, facts);
  const holds = outcome(resolved, answers);
  const decisive = new Set(decidingLeaves(resolved, holds, answers));
  const reasons = [...decisive].map((leaf) => observe(leaf, facts, speech).sentence);
  const nearest = nearestChange(resolved, facts);
  return {
    holds,
    leaves: leavesOf(resolved).map((leaf) => ({
      path: leaf.path,
      holds: answers.get(leaf) ?? false,
      decisive: decisive.has(leaf),
      sentence: leafClause(leaf, false, speech).text,
      saw: observe(leaf, facts, speech).saw,
    })),
    because: [...new Set(reasons)].join("; "),
    ...(nearest && { nearest: describeChange(nearest, holds, speech) }),
  };
}

/** The leaves that made a part come to what it did: those that failed an `all`, those that met an `any`. */
function decidingLeaves(
  node: ResolvedCondition,
  holds: boolean,
  answers: Answers,
): readonly Leaf[] {
  if (node.op === "not") return decidingLeaves(node.part, !holds, answers);
  if (node.op === "test" || node.op === "figure") return [node];
  return node.parts
    .filter((part) => outcome(part, answers) === holds)
    .flatMap((part) => decidingLeaves(part, holds, answers));
}

function describeChange(change: Answers, holds: boolean, speech: Speech): NearestChange {
  const clauses = [...change].map(([leaf, to]) => leafClause(leaf, !to, speech));
  const texts = new Map(clauses.map((clause) => [clause.text, clause]));
  const joined = joinClauses([...texts.values()], speech.language.and);
  return {
    paths: [...change.keys()].map((leaf) => leaf.path),
    sentence: speech.language.turns(!holds, joined),
  };
}
