import type { Locale, LocalizedText } from "@perennial/contract";
import { listPhrase } from "../policy/phrases.ts";
import type { CriterionHit } from "./score-of.ts";

/** Why to visit a company now: what of it meets the criteria, the heaviest first. */
export function whyNowSentence(name: string, hits: readonly CriterionHit[]): LocalizedText {
  const all = (locale: Locale) =>
    listPhrase(
      hits.map(({ criterion }) => criterion.whyNow[locale]),
      locale,
    );
  return {
    sv: `Besök ${name} nu: företaget ${all("sv")}.`,
    en: `Visit ${name} now: the company ${all("en")}.`,
  };
}

/** What to bring to the visit (B-06). */
export function bringSentence(hits: readonly CriterionHit[]): LocalizedText {
  const all = (locale: Locale) =>
    listPhrase([...new Set(hits.map(({ criterion }) => criterion.bring[locale]))], locale);
  return { sv: `Ta med ${all("sv")}.`, en: `Bring ${all("en")}.` };
}
