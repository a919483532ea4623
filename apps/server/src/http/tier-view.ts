import type { TierOverrideView, TierStandingView } from "@perennial/api";
import type { Customer, LocalDate, Locale, Purchase, Standing } from "@perennial/contract";
import {
  countsAsEarned,
  type DatedFigure,
  entitlementsOf,
  keepingSentence,
  localDateOf,
  type PointsEntry,
  promise,
  promiseSentence,
  promiseTrace,
  remainingSentence,
  TIER_REASON_WORDS,
  type TierReview,
  type TierRules,
  type TierSpeech,
  tierName,
} from "@perennial/lifecycle";
import type { Tenant, TierOverrideKept } from "@perennial/store";

/** What a tier is told from. */
export interface TierAsked {
  readonly tenant: Pick<Tenant, "currency" | "timeZone">;
  readonly customer: Pick<Customer, "tier">;
  readonly standing: Standing;
  /** Missing where the plan has no tiers: then the tier is the system of record's own. */
  readonly rules: TierRules | undefined;
  readonly override: TierOverrideKept | undefined;
  readonly purchases: readonly Purchase[];
  readonly entries: readonly PointsEntry[];
  readonly joined: LocalDate | undefined;
  readonly today: LocalDate;
  readonly locale: Locale;
}

/** What of a tier there is where no rules tell more. */
const UNKNOWN = {
  ...{ since: null, until: null, graceUntil: null, reason: null, reasonWords: null },
  ...{ qualifying: null, next: null, toKeep: null, remainingWords: null, keepingWords: null },
  promise: null,
};

/** A customer's tier as staff and the member are told of it (V-01 to V-05); nothing for who has none. */
export function tierView(asked: TierAsked): TierStandingView | null {
  const { customer, rules, standing, locale } = asked;
  const { tier: id } = customer;
  if (id === undefined) return null;
  const override = overrideView(asked.override, asked.today);
  if (!rules) return { ...UNKNOWN, id, name: id, benefits: [], override };
  const review = reviewOf(id, standing);
  const speech: TierSpeech = { rules, currency: asked.tenant.currency, locale };
  const { since, until, graceUntil, reason, toKeep } = review;
  return {
    ...{ id, name: tierName(id, speech), since: since ?? null, until: until ?? null },
    ...{ graceUntil: graceUntil ?? null, reason: reason ?? null },
    reasonWords: reason === undefined ? null : TIER_REASON_WORDS[reason][locale],
    qualifying: standing.qualifying ?? null,
    next: nextOf(review, speech),
    toKeep: toKeep ?? null,
    remainingWords: remainingSentence(review, speech) ?? null,
    keepingWords: keepingSentence(review, speech) ?? null,
    promise: promiseOf(asked, review, speech),
    benefits: entitlementsOf(review, rules).map((benefit) => ({
      ...{ id: benefit.id, name: benefit.name[locale], note: benefit.note?.[locale] ?? null },
      ...{ from: benefit.from ?? null, until: benefit.until ?? null },
    })),
    override,
  };
}

/** A tier that was set by hand, as clients see it. */
export function overrideView(
  override: TierOverrideKept | undefined,
  today: LocalDate,
): TierOverrideView | null {
  if (!override) return null;
  return { ...override, isInForce: override.until === null || override.until >= today };
}

function reviewOf(tier: string, standing: Standing): TierReview {
  const { tierSince, tierUntil, graceUntil, tierReason, nextTier, remaining, toKeep } = standing;
  return {
    ...{ tier, since: tierSince, until: tierUntil, graceUntil, reason: tierReason },
    ...{ nextTier, remaining, toKeep },
  };
}

function nextOf({ nextTier, remaining }: TierReview, speech: TierSpeech): TierStandingView["next"] {
  const takes = speech.rules.tiers.find(({ id }) => id === nextTier)?.from;
  if (nextTier === undefined || remaining === undefined || takes === undefined) return null;
  const share = takes === 0 ? 1 : Math.min(1, Math.max(0, 1 - remaining / takes));
  return { id: nextTier, name: tierName(nextTier, speech), takes, remaining, share };
}

function promiseOf(
  asked: TierAsked,
  review: TierReview,
  speech: TierSpeech,
): TierStandingView["promise"] {
  const { joined, today } = asked;
  const { rules } = speech;
  // Time passes by itself: nobody does anything for it, and what is left of an override is said already.
  if (rules.basis === "tenure" && review.reason === "override") return null;
  const figures = figuresOf(asked, rules);
  const promised = promise({ review, figures, rules, joined, today });
  if (!promised) return null;
  return {
    outcome: promised.outcome,
    sentence: promiseSentence(promised, speech),
    trace: [...promiseTrace(promised, speech)],
  };
}

/** What counts towards tiers, by its day, as the review counts it. */
function figuresOf(
  { tenant, purchases, entries, today }: TierAsked,
  { basis }: TierRules,
): readonly DatedFigure[] {
  const { currency, timeZone } = tenant;
  const dated = purchases.map((each) => ({ ...each, on: localDateOf(each.at, timeZone) }));
  const known = <Each extends { readonly on: LocalDate }>(all: readonly Each[]) =>
    all.filter(({ on }) => on <= today);
  switch (basis) {
    case "spend":
      return known(dated).filter((each) => each.currency === currency);
    case "purchases":
      return known(dated).flatMap(({ on, amount }) => (amount < 0 ? [] : [{ on, amount: 1 }]));
    case "points":
      return known(entries)
        .filter(countsAsEarned)
        .map(({ on, points }) => ({ on, amount: points }));
    case "tenure":
      return [];
  }
}
