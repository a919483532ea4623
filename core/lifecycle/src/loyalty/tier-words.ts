import type { Currency, Locale, LocalizedText, TierReason } from "@perennial/contract";
import { moneyWriter } from "../condition/language.ts";
import { counted, datePhrase } from "../policy/phrases.ts";
import type { TierReview } from "./review-tier.ts";
import { tierRank } from "./tier-for.ts";
import type { TierRules } from "./tier-rules.ts";

/** In which language something about tiers is said, and in which currency spend is. */
export interface TierSpeech {
  readonly rules: TierRules;
  readonly currency: Currency;
  readonly locale: Locale;
}

const MONEY = { sv: moneyWriter("sv-SE"), en: moneyWriter("en-GB") };

/** An amount of what tiers count: `640 kr`, `3 köp`, `120 poäng`, `2 månader`. */
export function countedPhrase(amount: number, { rules, currency, locale }: TierSpeech): string {
  const sv = locale === "sv";
  switch (rules.basis) {
    case "spend":
      return MONEY[locale](amount, currency);
    case "purchases":
      return counted(amount, sv ? "köp" : "purchase", sv ? "köp" : "purchases");
    case "points":
      return counted(amount, sv ? "poäng" : "point", sv ? "poäng" : "points");
    case "tenure":
      return sv
        ? counted(amount, "månads medlemskap", "månaders medlemskap")
        : counted(amount, "month of membership", "months of membership");
  }
}

/** What a tier is called; its id where the rules do not have it. */
export function tierName(tier: string, { rules, locale }: TierSpeech): string {
  return rules.tiers[tierRank(tier, rules) ?? -1]?.name[locale] ?? tier;
}

/** What remains to the next tier (V-02); nothing for one who has the highest, or none. */
export function remainingSentence(
  { nextTier, remaining }: Pick<TierReview, "nextTier" | "remaining">,
  speech: TierSpeech,
): string | undefined {
  if (nextTier === undefined || remaining === undefined) return undefined;
  const amount = countedPhrase(remaining, speech);
  const name = tierName(nextTier, speech);
  return speech.locale === "sv" ? `${amount} kvar till ${name}.` : `${amount} left to ${name}.`;
}

/** What keeps the tier at its next review; nothing for one that cannot be lost. */
export function keepingSentence(
  review: Pick<TierReview, "tier" | "until" | "graceUntil" | "toKeep" | "reason">,
  speech: TierSpeech,
): string | undefined {
  const { tier, until, graceUntil, toKeep, reason } = review;
  if (tier === undefined || until === undefined || toKeep === undefined) return undefined;
  const name = tierName(tier, speech);
  const sv = speech.locale === "sv";
  const last = datePhrase(graceUntil ?? until, speech.locale);
  if (reason === "override") {
    return sv ? `${name} gäller till och med den ${last}.` : `${name} holds until ${last}.`;
  }
  const amount = countedPhrase(toKeep, speech);
  if (graceUntil !== undefined) {
    return sv
      ? `${name} behålls till och med den ${last}. Med ${amount} till dess behålls nivån.`
      : `${name} is kept until ${last}. ${capital(amount)} by then keeps it for good.`;
  }
  const holds = sv
    ? `${name} är säkrad till och med den ${last}.`
    : `${name} is certain until ${last}.`;
  if (toKeep === 0) {
    return sv
      ? `${holds} Det som krävs för att behålla nivån är klart.`
      : `${holds} What it takes to keep it is done.`;
  }
  return sv
    ? `${holds} Med ${amount} till senast då behålls nivån.`
    : `${holds} Another ${amount} by then keeps it.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Why a customer has the tier it has (product.md, 19). */
export const TIER_REASON_WORDS: Readonly<Record<TierReason, LocalizedText>> = {
  joined: { sv: "Ny medlem", en: "New member" },
  earned: { sv: "Har kvalificerat sig för nivån", en: "Has qualified for the tier" },
  kept: {
    sv: "Nivån behölls vid den senaste prövningen",
    en: "The tier was kept at the last review",
  },
  grace: { sv: "Kvar på nivån under en respittid", en: "Still on the tier, for a time of grace" },
  protected: { sv: "Nivån kan inte förloras", en: "The tier cannot be lost" },
  downgraded: { sv: "Nådde inte upp till sin förra nivå", en: "Did not reach its last tier again" },
  override: { sv: "Nivån har satts för hand", en: "The tier was set by hand" },
  left: { sv: "Är inte längre medlem", en: "Is no longer a member" },
};
