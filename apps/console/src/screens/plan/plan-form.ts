import type { PlanDoc } from "./plan-doc.ts";
import type { PlanDraft, PlanProblem } from "./use-plan-draft.ts";

/** What the form of each part of a plan works on. */
export interface PlanForm {
  readonly plan: PlanDoc;
  /** The version that is changed, as it was published: what it names keeps its id. */
  readonly base: PlanDoc;
  readonly problems: readonly PlanProblem[];
  readonly disabled: boolean;
  /** Puts one part in place of what stood there; without a value it is taken out, and not computed any more. */
  readonly put: <Part extends keyof PlanDoc>(part: Part, value: PlanDoc[Part] | undefined) => void;
}

/** The form's view of a draft. */
export function planForm(draft: PlanDraft, disabled: boolean): PlanForm {
  const { plan, base, problems } = draft;
  return {
    ...{ plan, base, problems, disabled },
    put: (part, value) =>
      draft.change((before) => {
        const { [part]: _was, ...rest } = before;
        return value === undefined ? rest : { ...before, [part]: value };
      }),
  };
}
