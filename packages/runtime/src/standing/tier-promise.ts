import type { LocalDate, Locale, Purchase, Standing } from "@perennial/contract";
import {
  countsAsEarned,
  type DatedFigure,
  localDateOf,
  type PointsEntry,
  promise,
  promiseSentence,
  promiseTrace,
  type TierRules,
  type TierSpeech,
} from "@perennial/lifecycle";
import type { Tenant } from "@perennial/store";
import { tierReview } from "./tier-words.ts";

/** What a promise about a tier is made from. */
export interface TierPromiseAsked {
  readonly tenant: Pick<Tenant, "currency" | "timeZone">;
  /** The id of the tier. */
  readonly tier: string;
  readonly standing: Standing;
  readonly rules: TierRules;
  readonly purchases: readonly Purchase[];
  readonly entries: readonly PointsEntry[];
  /** The day that a member's own years are counted from. */
  readonly joined: LocalDate | undefined;
  readonly today: LocalDate;
  readonly locale: Locale;
}

/** Whether a tier will be kept, as the member is told it. */
export interface TierPromise {
  readonly outcome: NonNullable<ReturnType<typeof promise>>["outcome"];
  readonly sentence: string;
  /** How it was reckoned, line by line. */
  readonly trace: readonly string[];
}

/** What can be promised of a tier (V-05); nothing where nobody does anything for it. */
export function tierPromise(asked: TierPromiseAsked): TierPromise | undefined {
  const { rules, joined, today, locale } = asked;
  const review = tierReview(asked.tier, asked.standing);
  // Time passes by itself: nobody does anything for it, and what is left of an override is said already.
  if (rules.basis === "tenure" && review.reason === "override") return undefined;
  const promised = promise({ review, figures: figuresOf(asked), rules, joined, today });
  if (!promised) return undefined;
  const speech: TierSpeech = { rules, currency: asked.tenant.currency, locale };
  return {
    outcome: promised.outcome,
    sentence: promiseSentence(promised, speech),
    trace: promiseTrace(promised, speech),
  };
}

/** What counts towards tiers, by its day, as the review counts it. */
function figuresOf(asked: TierPromiseAsked): readonly DatedFigure[] {
  const { tenant, rules, purchases, entries, today } = asked;
  const { currency, timeZone } = tenant;
  const dated = purchases.map((each) => ({ ...each, on: localDateOf(each.at, timeZone) }));
  const known = <Each extends { readonly on: LocalDate }>(all: readonly Each[]) =>
    all.filter(({ on }) => on <= today);
  switch (rules.basis) {
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
