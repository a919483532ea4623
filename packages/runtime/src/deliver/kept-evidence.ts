import type { Decision } from "@perennial/lifecycle";
import { maskContact } from "./mask-contact.ts";
import type { Evidence } from "./plan.ts";

/** Evidence as it is kept with a decision: addresses masked, as the record outlives them. */
export function keptEvidence(evidence: Evidence): Decision["evidence"] {
  const { contactPoint, ...rest } = evidence;
  const masked = contactPoint === undefined ? {} : { contactPoint: maskContact(contactPoint) };
  // Kept as JSON: the few nested facts (a holiday's names) are read back as they are.
  return { ...rest, ...masked } as Decision["evidence"];
}
