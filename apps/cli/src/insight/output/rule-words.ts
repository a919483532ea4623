import type { LocalizedText } from "@perennial/contract";
import type { CELL_STRATEGIES, ValueClass } from "@perennial/lifecycle";
import type { ReportRules } from "../context.ts";
import type { Speech } from "./speech.ts";

/** The value classes (M-07). */
export const CLASS_WORDS: Readonly<Record<ValueClass, LocalizedText>> = {
  gold: { sv: "Guld", en: "Gold" },
  silver: { sv: "Silver", en: "Silver" },
  bronze: { sv: "Brons", en: "Bronze" },
};

/** What is wanted of the customers of a cell (M-09, M-11, M-12). */
export const STRATEGY_WORDS: Readonly<Record<(typeof CELL_STRATEGIES)[number], LocalizedText>> = {
  retain: { sv: "behålla", en: "retain" },
  develop: { sv: "utveckla", en: "develop" },
  "cheaper-channels": { sv: "billigare kanaler", en: "cheaper channels" },
  "normal-price": { sv: "normalpris", en: "normal price" },
  minimise: { sv: "minimera", en: "minimise" },
};

const BASES: Readonly<Record<ReportRules["classes"]["by"], LocalizedText>> = {
  spend: {
    sv: "vad kunden köpt för, minus returer",
    en: "what the customer bought for, less returns",
  },
  margin: { sv: "marginalen på det kunden köpt", en: "the margin of what the customer bought" },
  agreements: {
    sv: "det årliga värdet av avtal som löper",
    en: "the yearly value of agreements that run",
  },
};

/** What a customer's value is by the rules. */
export function valueNote({ classes }: ReportRules, speech: Speech): string {
  const { by, within } = classes;
  const basis = speech.say(BASES[by]);
  const window = by === "agreements" ? "" : ` ${speech.past(within)}`;
  return speech.say({
    sv: `Värdet är ${basis}${window}. Förlorade kunder är inte med.`,
    en: `The value is ${basis}${window}. Lost customers are left out.`,
  });
}

/** Where the value classes part. */
export function classNote({ classes: { limits } }: ReportRules, speech: Speech): string {
  if ("share" in limits) {
    const gold = speech.percent(limits.share.gold / 100, 0);
    const silver = speech.percent(limits.share.silver / 100, 0);
    return speech.say({
      sv: `Guld är de ${gold} av kundbasen som är värda mest, silver nästa ${silver}.`,
      en: `Gold is the ${gold} of the base that is worth most, silver the next ${silver}.`,
    });
  }
  const [gold, silver] = [speech.money(limits.atLeast.gold), speech.money(limits.atLeast.silver)];
  return speech.say({
    sv: `Guld börjar vid ${gold}, silver vid ${silver}.`,
    en: `Gold begins at ${gold}, silver at ${silver}.`,
  });
}
