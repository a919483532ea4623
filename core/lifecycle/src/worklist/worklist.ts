import type { LocalizedText } from "@perennial/contract";
import { isMissing } from "../condition/field.ts";
import type { Catalogue } from "../condition/fields.ts";
import { readField } from "../condition/read-field.ts";
import type { Facts } from "../facts/facts.ts";
import { relationshipOf } from "../policy/person.ts";
import type { VisitCriterion } from "./criterion.ts";
import { type CriterionHit, compileScore, type WorklistCandidate } from "./score-of.ts";
import { bringSentence, whyNowSentence } from "./worklist-words.ts";

/** What a worklist is made by. */
export interface WorklistRules {
  readonly criteria: readonly VisitCriterion[];
  readonly catalogue: Catalogue;
  /** The field that says which district a company lies in. @default customer.attributes.district */
  readonly districtField?: string;
}

/** Whose worklist it is; everybody's where both are missing. */
export interface WorklistFilter {
  readonly district?: string;
  /** Who at the company looks after them. */
  readonly owner?: string;
}

/** One company that is worth a visit, why and with what: a task in the CRM comes of it (B-06). */
export interface WorklistLine {
  readonly customerId: string;
  readonly name: string;
  /** A prospect has never had an agreement of ours nor bought anything. */
  readonly kind: "customer" | "prospect";
  readonly district?: string;
  readonly owner?: string;
  readonly score: number;
  readonly hits: readonly CriterionHit[];
  /** "Besök Norrlast AB nu: företaget har ett hyresavtal som snart går ut och har fått investeringsbudget." */
  readonly whyNow: LocalizedText;
  /** "Ta med ett förslag på nytt hyresavtal och en investeringskalkyl." */
  readonly bring: LocalizedText;
}

const DISTRICT = "customer.attributes.district";

/**
 * Those who meet one or more criteria (B-02), the highest score first; of equal ones by name. The whole base can be given
 * or a district's alone: who is outside the filter is left out.
 * @throws ConditionError for a criterion that `checkCondition` has something to say about.
 */
export function worklist(
  candidates: Iterable<WorklistCandidate>,
  rules: WorklistRules,
  filter: WorklistFilter = {},
): readonly WorklistLine[] {
  const { districtField = DISTRICT } = rules;
  const scoreOf = compileScore(rules.criteria, rules.catalogue);
  const lines: WorklistLine[] = [];
  for (const candidate of candidates) {
    const district = textOf(candidate.facts, districtField);
    const { owner } = candidate.facts.customer;
    if (filter.district !== undefined && filter.district !== district) continue;
    if (filter.owner !== undefined && filter.owner !== owner) continue;
    const { points, hits } = scoreOf(candidate);
    if (hits.length === 0) continue;
    lines.push({
      ...lineOf(candidate, hits),
      score: points,
      ...(district !== undefined && { district }),
      ...(owner !== undefined && { owner }),
    });
  }
  return lines.sort(byScore);
}

function lineOf({ facts, agreements }: WorklistCandidate, hits: readonly CriterionHit[]) {
  const { id, name } = facts.customer;
  const isKnown = relationshipOf(agreements) !== undefined || facts.purchases.length > 0;
  return {
    customerId: id,
    name,
    kind: isKnown ? ("customer" as const) : ("prospect" as const),
    hits,
    whyNow: whyNowSentence(name, hits),
    bring: bringSentence(hits),
  };
}

function textOf(facts: Facts, field: string): string | undefined {
  const value = readField(facts, field);
  return isMissing(value) ? undefined : String(value);
}

function byScore(a: WorklistLine, b: WorklistLine): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.customerId < b.customerId ? -1 : 1;
}
