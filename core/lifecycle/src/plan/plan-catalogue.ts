import type { Currency } from "@perennial/contract";
import type { Declared } from "../condition/declared-field.ts";
import { type Catalogue, createCatalogue, type Scope } from "../condition/fields.ts";
import { FIELD_NAME } from "../program/check/inspection.ts";
import type { LifecyclePlan } from "./lifecycle-plan.ts";

/** What conditions of a plan have nothing of: they are about the customer, whatever happens to be going on. */
export const UNAVAILABLE_IN_PLAN: readonly Scope[] = [
  "agreement",
  "renewal",
  "invitation",
  "enrolment",
  "signal",
];

/** The fields that a plan's conditions may ask about: the contract's, those declared, and the plan's own attributes. */
export function planCatalogue(
  plan: Pick<LifecyclePlan, "attributes">,
  { currency, declared = {} }: { readonly currency: Currency; readonly declared?: Declared },
): Catalogue {
  const own = Object.entries(plan.attributes)
    .filter(([name]) => FIELD_NAME.test(name))
    .map(([name, type]) => [`customer.attributes.${name}`, type] as const);
  return createCatalogue({ declared: { ...declared, ...Object.fromEntries(own) }, currency });
}
