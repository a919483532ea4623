import type { Instant } from "@perennial/contract";
import type { Variables } from "../enrolment/enrolment.ts";

/** A written acceptance counts only after the call that led to it was over (product.md, 3.3). */
export function cameAfterCall(acceptedAt: Instant, { callEndedAt }: Variables): boolean {
  return typeof callEndedAt !== "string" || acceptedAt > callEndedAt;
}
