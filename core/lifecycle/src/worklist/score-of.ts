import type { Agreement, LocalizedText } from "@perennial/contract";
import { compilePredicate, type Predicate } from "../condition/compile-predicate.ts";
import { explain } from "../condition/explain.ts";
import type { Catalogue } from "../condition/fields.ts";
import type { Facts } from "../facts/facts.ts";
import type { VisitCriterion } from "./criterion.ts";
import { factsPerAgreement } from "./facts-per-agreement.ts";

/** A company or person that may be worth a visit, with all its agreements, competitors' included (D-21). */
export interface WorklistCandidate {
  /** Its facts; which agreement they are about does not matter. */
  readonly facts: Facts;
  readonly agreements: readonly Agreement[];
}

/** A criterion that is met, and what of the customer meets it. */
export interface CriterionHit {
  readonly criterion: VisitCriterion;
  /** The agreement it is met by, where it is about one. */
  readonly agreementId?: string;
  /** The values seen: "avtalets slutdag är 2026-05-31, senast 2026-06-20". */
  readonly because: LocalizedText;
}

/** What a candidate is worth by the criteria: the points of those it meets, and which they are. */
export interface Score {
  readonly points: number;
  /** Most points first; of equal ones in the order of the criteria. */
  readonly hits: readonly CriterionHit[];
}

/**
 * Compiles criteria, to be asked of many: how many points each candidate has and why (B-01, L-06).
 * @throws ConditionError for a criterion that `checkCondition` has something to say about.
 */
export function compileScore(
  criteria: readonly VisitCriterion[],
  catalogue: Catalogue,
): (candidate: WorklistCandidate) => Score {
  const compiled = criteria.map((criterion) => ({
    criterion,
    holds: compilePredicate(criterion.when, catalogue),
  }));
  return ({ facts, agreements }) => {
    const views = factsPerAgreement(facts, agreements);
    const hits = compiled
      .flatMap(({ criterion, holds }) => hitOf(criterion, holds, { views, catalogue }))
      .sort((a, b) => b.criterion.points - a.criterion.points);
    return { hits, points: hits.reduce((sum, { criterion }) => sum + criterion.points, 0) };
  };
}

interface Looking {
  readonly views: readonly Facts[];
  readonly catalogue: Catalogue;
}

function hitOf(
  criterion: VisitCriterion,
  holds: Predicate,
  { views, catalogue }: Looking,
): readonly CriterionHit[] {
  const facts = views.find(holds);
  if (facts === undefined) return [];
  const { when } = criterion;
  const because = {
    sv: explain(when, facts, "sv", catalogue).because,
    en: explain(when, facts, "en", catalogue).because,
  };
  const { agreement } = facts;
  const isAbout = agreement !== undefined && views.some((view) => !holds(view));
  return [{ criterion, because, ...(isAbout && { agreementId: agreement.id }) }];
}
