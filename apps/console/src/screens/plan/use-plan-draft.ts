import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { firstPlan, type PlanDoc } from "./plan-doc.ts";

export type PlanProblem = Answer<"checkPlan">["problems"][number];

/** The plan in force while somebody changes it; nothing is kept before it is published. */
export interface PlanDraft {
  /** As it would be published. */
  readonly plan: PlanDoc;
  /** What the server is sent. */
  readonly sent: Record<string, unknown>;
  readonly isChanged: boolean;
  /** Whether a plan is in force. */
  readonly hasPlan: boolean;
  /** The version that is changed; 0 without one. */
  readonly version: number;
  /** What the checker says, of what it was last asked about. */
  readonly problems: readonly PlanProblem[];
  readonly isChecking: boolean;
  change(change: (plan: PlanDoc) => PlanDoc): void;
  reset(): void;
}

const WAIT = 400;

/** Lets the plan be changed: every change is checked by the server a moment after it. */
export function usePlanDraft(stored: Answer<"getPlan">): PlanDraft {
  // What the server gives was made by the schema of plans.
  const inForce = stored.inForce?.plan as PlanDoc | undefined;
  const [changed, setChanged] = useState<PlanDoc | undefined>(undefined);
  const plan = changed ?? inForce ?? {};
  const sent = inForce === undefined ? firstPlan(plan) : { ...plan };
  const [asked] = useDebouncedValue(changed === undefined ? undefined : sent, WAIT);
  const check = useAsk(
    "checkPlan",
    { body: { plan: asked ?? {} } },
    { when: asked !== undefined && changed !== undefined, keep: true },
  );
  return {
    ...{ plan, sent, isChanged: changed !== undefined, hasPlan: inForce !== undefined },
    version: stored.inForce?.version ?? 0,
    problems: changed === undefined ? stored.problems : (check.data?.problems ?? []),
    isChecking:
      changed !== undefined && (check.isFetching || JSON.stringify(asked) !== JSON.stringify(sent)),
    change: (change) => setChanged(change(plan)),
    reset: () => setChanged(undefined),
  };
}

/** What the checker says of one place of the plan and all below it. */
export function problemsAt(
  problems: readonly PlanProblem[],
  place: string,
): readonly PlanProblem[] {
  return problems.filter(({ path }) => path === place || path?.startsWith(`${place}.`));
}

/** The first error that the checker has of exactly one place, for the field that stands there. */
export function errorAt(problems: readonly PlanProblem[], place: string): string | undefined {
  const found = problems.find(({ path, severity }) => path === place && severity === "error");
  return found && `${found.message} ${found.remedy}`;
}
