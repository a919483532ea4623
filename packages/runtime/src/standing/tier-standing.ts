import type { Customer, LocalDate, TierReason } from "@perennial/contract";
import { entitlementsOf, TIER_REASON_WORDS, type TierRules } from "@perennial/lifecycle";
import type { TierOverrideKept } from "@perennial/store";
import { type TierPromise, type TierPromiseAsked, tierPromise } from "./tier-promise.ts";
import { type TierWords, tierReview, tierWords } from "./tier-words.ts";

/** What a tier is told from. */
export interface TierAsked extends Omit<TierPromiseAsked, "tier" | "rules"> {
  readonly customer: Pick<Customer, "tier">;
  /** Missing where the plan has no tiers: then the tier is the system of record's own. */
  readonly rules: TierRules | undefined;
  readonly override: TierOverrideKept | undefined;
}

/** A tier that a person set, and whether its last day has not passed. */
export interface TierOverrideStanding extends TierOverrideKept {
  readonly isInForce: boolean;
}

/** A customer's tier: what it is, what keeps it and what the next one takes (V-01 to V-05). */
export interface TierStanding {
  readonly id: string;
  readonly name: string;
  readonly override: TierOverrideStanding | undefined;
  /** What the plan's rules tell of it; missing where there are none. */
  readonly told?: ToldTier;
}

/** What the plan's rules tell of a tier. */
export interface ToldTier {
  readonly since: LocalDate | undefined;
  /** The last day the tier is certain; missing where nothing can take it away. */
  readonly until: LocalDate | undefined;
  /** Where the tier was lost at a review: the last day it is still kept. */
  readonly graceUntil: LocalDate | undefined;
  readonly reason: TierReason | undefined;
  readonly reasonWords: string | undefined;
  /** What counts in the present qualification period, in what the tiers count. */
  readonly qualifying: number | undefined;
  readonly toKeep: number | undefined;
  readonly words: TierWords;
  readonly promise: TierPromise | undefined;
  readonly benefits: readonly ToldBenefit[];
}

/** A right that a customer has by its tier (V-03). */
export interface ToldBenefit {
  readonly id: string;
  readonly name: string;
  readonly note: string | undefined;
  readonly from: LocalDate | undefined;
  readonly until: LocalDate | undefined;
}

/** A customer's tier as staff and the member are told of it (V-01 to V-05); nothing for who has none. */
export function tierStanding({
  customer: { tier: id },
  rules,
  ...asked
}: TierAsked): TierStanding | undefined {
  if (id === undefined) return undefined;
  const override = overrideStanding(asked.override, asked.today);
  if (!rules) return { id, name: id, override };
  const { standing, locale } = asked;
  const review = tierReview(id, standing);
  const { since, until, graceUntil, reason, toKeep } = review;
  const { currency } = asked.tenant;
  const words = tierWords({ tier: id, standing, rules, currency, locale });
  const told: ToldTier = {
    ...{ since, until, graceUntil, reason, toKeep, words },
    reasonWords: reason && TIER_REASON_WORDS[reason][locale],
    qualifying: standing.qualifying,
    promise: tierPromise({ ...asked, tier: id, rules }),
    benefits: entitlementsOf(review, rules).map((benefit) => ({
      ...{ id: benefit.id, name: benefit.name[locale], note: benefit.note?.[locale] },
      ...{ from: benefit.from, until: benefit.until },
    })),
  };
  return { id, name: words.name, override, told };
}

/** A tier that was set by hand, as of a day in the tenant's zone. */
export function overrideStanding(
  override: TierOverrideKept | undefined,
  today: LocalDate,
): TierOverrideStanding | undefined {
  if (!override) return undefined;
  return { ...override, isInForce: override.until === null || override.until >= today };
}
