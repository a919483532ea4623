import type { Instant } from "@perennial/contract";
import type { Suppression } from "@perennial/lifecycle";

/** An address whose owner asked to be forgotten: nothing goes there, whoever has it now (GDPR, 17). */
export function erasure(contactPoint: string, at: Instant): Suppression {
  return { covers: "everything", contactPoint, cause: "objection", at, source: "erasure" };
}
