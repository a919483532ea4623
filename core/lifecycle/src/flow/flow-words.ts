import type { Band, FlowState, Locale, LocalizedText } from "@perennial/contract";
import { isWanted, markOf } from "./flow-migration.ts";

/** What a customer in each state is called (D-13). */
export const FLOW_WORDS: Readonly<Record<FlowState, LocalizedText>> = {
  starter: { sv: "Förstagångsköpare: har köpt en gång", en: "Starter: has bought once" },
  active: { sv: "Aktiv: köper igen", en: "Active: buys again" },
  growing: { sv: "Växande: köper mer än förut", en: "Growing: buys more than before" },
  decreasing: { sv: "Minskande: köper mindre än förut", en: "Decreasing: buys less than before" },
  inactive: { sv: "Inaktiv: har inte köpt på ett tag", en: "Inactive: has not bought for a while" },
  lost: { sv: "Förlorad", en: "Lost" },
};

/** The states as they stand inside a sentence: "från aktiv till minskande". */
export const FLOW_NAMES: Readonly<Record<FlowState, LocalizedText>> = {
  starter: { sv: "förstagångsköpare", en: "starter" },
  active: { sv: "aktiv", en: "active" },
  growing: { sv: "växande", en: "growing" },
  decreasing: { sv: "minskande", en: "decreasing" },
  inactive: { sv: "inaktiv", en: "inactive" },
  lost: { sv: "förlorad", en: "lost" },
};

/** The states of customers in the plural: "är kvar som aktiva". */
const FLOW_PLURALS: Readonly<Record<FlowState, LocalizedText>> = {
  starter: { sv: "förstagångsköpare", en: "starters" },
  active: { sv: "aktiva", en: "active" },
  growing: { sv: "växande", en: "growing" },
  decreasing: { sv: "minskande", en: "decreasing" },
  inactive: { sv: "inaktiva", en: "inactive" },
  lost: { sv: "förlorade", en: "lost" },
};

/** The bands by value (D-14). */
export const BAND_WORDS: Readonly<Record<Band, LocalizedText>> = {
  top: { sv: "toppen", en: "the top" },
  middle: { sv: "mitten", en: "the middle" },
  bottom: { sv: "botten", en: "the bottom" },
};

/** What came of a customer that moved between states, as a sentence about customers in the plural. */
export function flowPairSentence(from: FlowState, to: FlowState, locale: Locale): string {
  const own = ownWords(from, to);
  if (own !== undefined) return own[locale];
  const [a, b] = [FLOW_PLURALS[from][locale], FLOW_PLURALS[to][locale]];
  if (from === to) return locale === "sv" ? `Förblir ${a}` : `Remain ${a}`;
  return locale === "sv" ? `Går från ${a} till ${b}` : `Move from ${a} to ${b}`;
}

function ownWords(from: FlowState, to: FlowState): LocalizedText | undefined {
  if (from === to) return undefined;
  if (to === "lost") return { sv: "Går förlorade", en: "Are lost" };
  if (from === "lost") return { sv: "Återvinns", en: "Are won back" };
  if (from === "inactive") return { sv: "Återaktiveras", en: "Are reactivated" };
  if (to === "inactive") return { sv: "Slutar köpa", en: "Stop buying" };
  if (from === "starter" && isWanted(from, to)) return { sv: "Köper igen", en: "Buy again" };
  if (to === "growing") return { sv: "Börjar köpa mer", en: "Begin to buy more" };
  if (to === "decreasing") return { sv: "Börjar köpa mindre", en: "Begin to buy less" };
  return undefined;
}

/** What came of a customer that moved between bands, as a sentence about customers in the plural. */
export function bandPairSentence(from: Band, to: Band, locale: Locale): string {
  const [a, b] = [BAND_WORDS[from][locale], BAND_WORDS[to][locale]];
  if (from === to) return locale === "sv" ? `Är kvar i ${b}` : `Remain in ${b}`;
  const isUp = markOf(from, to) === "wanted";
  if (locale === "sv") return `${isUp ? "Flyttar upp" : "Flyttar ner"} från ${a} till ${b}`;
  return `${isUp ? "Move up" : "Move down"} from ${a} to ${b}`;
}
