import { hashKey } from "@tanstack/react-query";
import type { PlanDoc } from "./plan-doc.ts";

/** Three states of one plan: what two people began with, and what each made of it. */
export interface ThreePlans {
  readonly base: PlanDoc;
  readonly mine: PlanDoc;
  readonly theirs: PlanDoc;
}

/** The parts of a plan, such as `segments`. */
export type PlanPart = keyof PlanDoc;

/**
 * Puts one's own changes on top of somebody else's, part by part: a part that one did not change is theirs, and of one that
 * both changed one's own holds. A part that was taken away is a changed one.
 */
export function mergePlans(plans: ThreePlans): PlanDoc {
  const { mine, theirs } = plans;
  const own = changedParts(plans.base, mine);
  const kept = Object.entries(theirs).filter(([part]) => !own.includes(part as PlanPart));
  const put = Object.entries(mine).filter(([part]) => own.includes(part as PlanPart));
  return Object.fromEntries([...kept, ...put]);
}

/** The parts that both changed, and not to the same. */
export function clashes({ base, mine, theirs }: ThreePlans): readonly PlanPart[] {
  const own = changedParts(base, mine);
  const other = changedParts(base, theirs);
  return own.filter((part) => other.includes(part) && !isSame(mine[part], theirs[part]));
}

/** The parts in which two plans differ. */
export function changedParts(before: PlanDoc, after: PlanDoc): readonly PlanPart[] {
  const parts = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<PlanPart>;
  return [...parts].filter((part) => !isSame(before[part], after[part]));
}

/** Whether two values are written alike, in whatever order their keys stand. */
function isSame(one: unknown, other: unknown): boolean {
  return hashKey([one]) === hashKey([other]);
}
