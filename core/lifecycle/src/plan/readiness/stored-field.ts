import type { LifecyclePlan } from "../lifecycle-plan.ts";

/** Whether a field is one that somebody fills: what a signal brings, a program notes and a review computes is not. */
export function isStoredField(field: string, plan?: LifecyclePlan): boolean {
  return !/^(?:signal|enrolment|standing)\./.test(field) && !computedFields(plan).includes(field);
}

/** The fields of the customer that a plan computes, over what the system of record says. */
function computedFields(plan: LifecyclePlan | undefined): readonly string[] {
  if (plan === undefined) return [];
  return [
    ...(plan.tiers ? ["customer.tier"] : []),
    ...(plan.phases ? ["customer.phase"] : []),
    ...(plan.valueClasses ? ["customer.valueClass"] : []),
    ...(plan.segments.length > 0 ? ["customer.segment"] : []),
  ];
}
