import type {
  CriterionGapView,
  PlanAuditView,
  VisitEffectView,
  WorklistLineView,
} from "@perennial/api";
import type { LocalDate } from "@perennial/contract";
import {
  addDays,
  type CriterionGap,
  type JudgedVisit,
  type PlanAudit,
  type VisitCounts,
  visitEffect,
  visitEffectSentence,
  type WorklistLine,
} from "@perennial/lifecycle";

/** A company worth a visit as clients see it. */
export function lineView({ hits, district, owner, ...line }: WorklistLine): WorklistLineView {
  return {
    ...{ ...line, district: district ?? null, owner: owner ?? null },
    reasons: hits.map(({ criterion, because, agreementId }) => ({
      ...{ criterion: criterion.id, name: criterion.name, points: criterion.points, because },
      agreementId: agreementId ?? null,
    })),
  };
}

/** How far a criterion can be judged, as clients see it. */
export function gapView({ criterion, fields, ...gap }: CriterionGap): CriterionGapView {
  return { ...gap, criterion: criterion.id, name: criterion.name, fields: [...fields] };
}

/** A plan against the worklist as clients see it. */
export function auditView({ missed, wasted, good, ...audit }: PlanAudit): PlanAuditView {
  return {
    ...{ ...audit, wrongChoiceRate: audit.wrongChoiceRate ?? null },
    missed: missed.map(({ line, insteadOf }) => ({
      line: lineView(line),
      insteadOf: insteadOf ? visitView(insteadOf) : null,
    })),
    wasted: wasted.map(visitView),
    good: good.map(visitView),
  };
}

/** The days of visits that are counted, the last of them left out. */
interface VisitTime {
  readonly from: LocalDate;
  readonly until: LocalDate;
}

type BeforeAndAfter<T> = Readonly<Record<"before" | "after", T>>;

/** What visits led to before a day and after it, as clients see it. */
export function effectView(
  times: BeforeAndAfter<VisitTime>,
  counts: BeforeAndAfter<VisitCounts>,
  within: number,
): VisitEffectView {
  const effect = visitEffect(counts.before, counts.after);
  const period = (of: keyof typeof times) => ({
    ...{ from: times[of].from, to: addDays(times[of].until, -1), ...counts[of] },
    shares: effect[of] ?? null,
  });
  return {
    ...{ before: period("before"), after: period("after"), change: effect.change ?? null, within },
    sentence: visitEffectSentence(counts.before, counts.after),
  };
}

function visitView({ visit, score }: JudgedVisit) {
  return { ...visit, score };
}
