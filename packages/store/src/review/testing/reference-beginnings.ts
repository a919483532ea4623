import { customerHistory } from "@perennial/lifecycle";
import type { ReviewRules } from "../review-rules.ts";
import type { KnownBase, ReferenceStanding } from "./reference-standing.ts";
import { joinedOn } from "./reference-tier.ts";

/** Where everybody stands on a night, and where they stood the night before. */
export interface TwoNights {
  readonly before: ReadonlyMap<string, ReferenceStanding>;
  readonly after: ReadonlyMap<string, ReferenceStanding>;
  /** The day of the first night of all. */
  readonly firstNight: string;
}

/** Where a customer begins that nobody has placed before. */
export interface Beginning {
  readonly id: string;
  readonly type: string;
  readonly to: string;
}

/** What is told of customers that no night has placed before: where those begin who are newer than the first night. */
export function referenceBeginnings(
  base: KnownBase,
  rules: ReviewRules,
  { before, after, firstNight }: TwoNights,
): readonly Beginning[] {
  if (rules.today === firstNight) return [];
  return base.customers.flatMap(({ id, customerSince }) => {
    const own = <T extends { readonly customerId: string }>(records: readonly T[]) =>
      records.filter(({ customerId }) => customerId === id);
    const history = customerHistory(
      {
        ...{ customerSince, interactions: [] },
        ...{ purchases: own(base.purchases), agreements: own(base.agreements) },
      },
      { zone: rules.zone, currency: rules.currency },
    );
    const began = joinedOn(history, rules.today);
    if (before.has(id) || began === undefined || began < firstNight) return [];
    const { phase = null, tier = null } = after.get(id) ?? {};
    return [
      ...(phase === null ? [] : [{ id, type: "customer.phase-changed", to: phase }]),
      ...(tier === null ? [] : [{ id, type: "customer.tier-changed", to: tier }]),
    ];
  });
}
