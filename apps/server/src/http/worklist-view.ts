import type { CriterionGapView, PlanAuditView, WorklistLineView } from "@perennial/api";
import type { CriterionGap, JudgedVisit, PlanAudit, WorklistLine } from "@perennial/lifecycle";

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

function visitView({ visit, score }: JudgedVisit) {
  return { ...visit, score };
}
