import type { Currency, Locale, Standing } from "@perennial/contract";
import {
  keepingSentence,
  remainingSentence,
  type TierReview,
  type TierRules,
  type TierSpeech,
  tierName,
} from "@perennial/lifecycle";

/** Whose tier is put into words. */
export interface TierWordsAsked {
  /** The id of the tier. */
  readonly tier: string;
  readonly standing: Standing;
  readonly rules: TierRules;
  readonly currency: Currency;
  readonly locale: Locale;
}

/** A tier in the company's own words (V-02). */
export interface TierWords {
  readonly name: string;
  /** The next tier; missing for who has the highest. */
  readonly next?: {
    readonly id: string;
    readonly name: string;
    /** What it takes in all, in what the tiers count. */
    readonly takes: number;
    /** How much more it takes. */
    readonly remaining: number;
    /** How much of it is done, 0 to 1. */
    readonly share: number;
  };
  /** What remains to the next tier, in a sentence. */
  readonly remaining?: string;
  /** Until when the tier is certain and what keeps it, in a sentence. */
  readonly keeping?: string;
}

/** Puts a tier into words, as the last review left it. */
export function tierWords({ tier, standing, ...speech }: TierWordsAsked): TierWords {
  const review = tierReview(tier, standing);
  const next = nextOf(review, speech);
  const remaining = remainingSentence(review, speech);
  const keeping = keepingSentence(review, speech);
  return {
    name: tierName(tier, speech),
    ...(next && { next }),
    ...(remaining !== undefined && { remaining }),
    ...(keeping !== undefined && { keeping }),
  };
}

/** What the last review came to, as a customer's standing has it. */
export function tierReview(tier: string, standing: Standing): TierReview {
  const { tierSince, tierUntil, graceUntil, tierReason, nextTier, remaining, toKeep } = standing;
  return {
    ...{ tier, since: tierSince, until: tierUntil, graceUntil, reason: tierReason },
    ...{ nextTier, remaining, toKeep },
  };
}

function nextOf({ nextTier, remaining }: TierReview, speech: TierSpeech): TierWords["next"] {
  const takes = speech.rules.tiers.find(({ id }) => id === nextTier)?.from;
  if (nextTier === undefined || remaining === undefined || takes === undefined) return undefined;
  const share = takes === 0 ? 1 : Math.min(1, Math.max(0, 1 - remaining / takes));
  return { id: nextTier, name: tierName(nextTier, speech), takes, remaining, share };
}
