import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { clashes, mergePlans, type PlanPart } from "./merge-plans.ts";
import { firstPlan, type PlanDoc } from "./plan-doc.ts";

export type PlanProblem = Answer<"checkPlan">["problems"][number];

/** A version that somebody else published meanwhile. */
export interface NewerPlan {
  readonly version: number;
  readonly publishedBy: string;
  /** The parts that both changed. */
  readonly clashes: readonly PlanPart[];
  /** Puts one's own changes on top of it. */
  takeIn(): void;
}

/** The plan in force while somebody changes it; nothing is kept before it is published. */
export interface PlanDraft {
  /** As it would be published. */
  readonly plan: PlanDoc;
  /** The version that is changed, as it was published. */
  readonly base: PlanDoc;
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
  /** Missing while the version that is changed is in force. */
  readonly newer: NewerPlan | undefined;
  change(change: (plan: PlanDoc) => PlanDoc): void;
  reset(): void;
}

/** A version of the plan. */
interface Version {
  readonly version: number;
  readonly plan: PlanDoc;
}

interface Changed {
  readonly plan: PlanDoc;
  readonly base: Version;
}

const WAIT = 400;

/** Lets the plan be changed: every change is checked by the server a moment after it. */
export function usePlanDraft(stored: Answer<"getPlan">): PlanDraft {
  const { inForce } = stored;
  // What the server gives was made by the schema of plans.
  const now: Version = { version: inForce?.version ?? 0, plan: (inForce?.plan ?? {}) as PlanDoc };
  const [changed, setChanged] = useState<Changed | undefined>(undefined);
  const base = changed?.base ?? now;
  const plan = changed?.plan ?? now.plan;
  const sent = base.version === 0 ? firstPlan(plan) : { ...plan };
  return {
    ...{ plan, sent, isChanged: changed !== undefined, hasPlan: inForce !== null },
    ...{ base: base.plan, version: base.version },
    ...useChecked(stored, changed && sent),
    newer: changed && newerOf(changed, { now, stored, setChanged }),
    change: (change) =>
      setChanged((before) => ({
        base: before?.base ?? now,
        plan: change(before?.plan ?? now.plan),
      })),
    reset: () => setChanged(undefined),
  };
}

/** What the checker says of a changed plan, or of the one in force. */
function useChecked(
  stored: Answer<"getPlan">,
  changed: Record<string, unknown> | undefined,
): Pick<PlanDraft, "problems" | "isChecking"> {
  const [asked] = useDebouncedValue(changed, WAIT);
  const isAsked = asked !== undefined && changed !== undefined;
  const check = useAsk("checkPlan", { body: { plan: asked ?? {} } }, { when: isAsked, keep: true });
  if (changed === undefined) return { problems: stored.problems, isChecking: false };
  const isLate = JSON.stringify(asked) !== JSON.stringify(changed);
  return { problems: check.data?.problems ?? [], isChecking: check.isFetching || isLate };
}

function newerOf(
  { base, plan: mine }: Changed,
  at: {
    readonly now: Version;
    readonly stored: Answer<"getPlan">;
    readonly setChanged: (next: Changed) => void;
  },
): NewerPlan | undefined {
  const { now, stored, setChanged } = at;
  if (base.version === now.version) return undefined;
  const plans = { base: base.plan, mine, theirs: now.plan };
  return {
    version: now.version,
    publishedBy: stored.inForce?.publishedBy ?? "",
    clashes: clashes(plans),
    takeIn: () => setChanged({ base: now, plan: mergePlans(plans) }),
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
