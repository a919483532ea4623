import type { Agreement } from "@perennial/contract";
import { newestRenewal } from "../condition/newest-renewal.ts";
import type { Facts } from "../facts/facts.ts";

/**
 * The facts of a customer once for each of its agreements, with what renews it; once without where it has none. A
 * condition about "the agreement" holds of the customer when it holds of one of them.
 */
export function factsPerAgreement(
  facts: Facts,
  agreements: readonly Agreement[],
): readonly [Facts, ...Facts[]] {
  const { agreement: _agreement, renewal: _renewal, ...customer } = facts;
  const [first, ...others] = agreements.map((agreement): Facts => {
    const renewal = newestRenewal(agreements, agreement.id);
    return { ...customer, agreement, ...(renewal && { renewal }) };
  });
  return first === undefined ? [customer] : [first, ...others];
}
