import type { RuleContext } from "../rule-context.ts";
import { type SkipVerdict, skip } from "../verdict.ts";

/** Nothing reaches a person who was erased, has died or is gone from the CRM, whatever its class. */
export function customerGone({ person, place }: RuleContext): SkipVerdict | undefined {
  if (person.gone === undefined) return undefined;
  const { at, cause } = person.gone;
  return skip("customer-gone", { at, cause, zone: place.zone });
}
