import type { FlowState, LocalDate } from "@perennial/contract";

/**
 * Whether a customer is an active one, which has a phase (M-01): it has begun, and the flow does not say that it is lost.
 * Where the plan has no flow rules, their defaults say it. Value classes and bands are of fewer: those that have bought or have
 * an agreement (`isInBase`), for of the others there is nothing to value.
 */
export function isActive(began: LocalDate | undefined, flow: FlowState | undefined): boolean {
  return began !== undefined && flow !== "lost";
}
