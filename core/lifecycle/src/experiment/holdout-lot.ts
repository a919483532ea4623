import { share } from "../enrolment/share.ts";

/** What an enrolment notes its group under where it is not the program's own that holds it out. */
export const HOLDOUT_GROUP = "group:holdout";

/** Which group holds a customer out: the program's own, or the one that gets no marketing of any program. */
export type HoldoutGroup = "program" | "global";

/**
 * Whether a customer is in the group that gets no marketing of any program (product.md, 23). The lot hangs on the customer
 * alone: it is the same for ever, and whoever is in a small group is in every larger one.
 * @param perCent the share that the lifecycle plan in force holds out, 0 to 50
 */
export function isGloballyHeldOut(perCent: number, customerId: string): boolean {
  return share(`holdout-of-all:${customerId}`) * 100 < perCent;
}

/** What an enrolment notes the chosen part of a split under, so that results can be told by part (V-11). */
export function partVariable(step: string): string {
  return `${PART_VARIABLE}${step}`;
}

/** What the names begin with under which enrolments note the chosen parts of splits. */
export const PART_VARIABLE = "part:";
