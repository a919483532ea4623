import type { LocalizedText, RiskLevel } from "@perennial/contract";
import { type ChurnFeature, usualGap } from "./churn-features.ts";
import type { ChurnFigures } from "./churn-figures.ts";
import { lengthPhrase, rhythmPhrase, timesPhrase } from "./time-phrases.ts";

/** How each level of risk is said, of the risk that a customer leaves. */
export const RISK_WORDS: Readonly<Record<RiskLevel, LocalizedText>> = {
  low: { sv: "liten risk att kunden lämnar", en: "low risk that the customer leaves" },
  medium: { sv: "viss risk att kunden lämnar", en: "some risk that the customer leaves" },
  high: { sv: "stor risk att kunden lämnar", en: "high risk that the customer leaves" },
};

const YEAR: LocalizedText = { sv: "det senaste året", en: "in the last year" };

/**
 * What a feature says of one customer, as the end of a sentence about it: `har inte köpt på 7 månader, annars var 6:e
 * vecka`. Nothing where there is nothing to say, such as of purchases where there are none.
 */
export function churnFactorWords(
  feature: ChurnFeature,
  figures: ChurnFigures,
): LocalizedText | undefined {
  return WORDS[feature](figures);
}

const WORDS: Readonly<Record<ChurnFeature, (figures: ChurnFigures) => LocalizedText | undefined>> =
  {
    silence: silenceWords,
    rhythm: (figures) => {
      const silence = silenceWords(figures);
      const gap = usualGap(figures);
      if (silence === undefined || gap === undefined) return undefined;
      const usual = rhythmPhrase(gap);
      if (figures.silent <= gap) {
        return { sv: `köper ${usual.sv}, som vanligt`, en: `buys ${usual.en}, as usual` };
      }
      return {
        sv: `${silence.sv}, annars ${usual.sv}`,
        en: `${silence.en}, otherwise ${usual.en}`,
      };
    },
    once: ({ days }) => {
      if (days === 0) return undefined;
      if (days === 1) return { sv: "har bara köpt en gång", en: "has bought only once" };
      return { sv: `har köpt vid ${days} tillfällen`, en: `has bought on ${days} occasions` };
    },
    frequency: ({ days, daysInYear }) => {
      if (days === 0) return undefined;
      if (daysInYear === 0)
        return {
          sv: "har inte köpt något det senaste året",
          en: "has bought nothing in the last year",
        };
      const { sv, en } = timesPhrase(daysInYear);
      return { sv: `har köpt ${sv} ${YEAR.sv}`, en: `has bought ${en} ${YEAR.en}` };
    },
    trend: trendWords,
    discounted: ({ purchasesInYear, discountedInYear }) => {
      if (purchasesInYear === 0) return undefined;
      const percent = Math.round((100 * discountedInYear) / purchasesInYear);
      return percent === 0
        ? { sv: "köper till fullt pris", en: "buys at full price" }
        : {
            sv: `gör ${percent} % av köpen till nedsatt pris`,
            en: `makes ${percent} % of the purchases at a discount`,
          };
    },
    complaints: ({ complaints }) =>
      counted(
        complaints,
        { sv: "har reklamerat", en: "has complained" },
        {
          sv: "har inte reklamerat något det senaste året",
          en: "has not complained in the last year",
        },
      ),
    calls: ({ calls }) =>
      counted(
        calls,
        { sv: "har ringt oss", en: "has called us" },
        {
          sv: "har inte ringt oss det senaste året",
          en: "has not called us in the last year",
        },
      ),
    declined: ({ declined }) =>
      counted(
        declined,
        { sv: "har tackat nej i telefon", en: "has declined on the phone" },
        {
          sv: "har inte tackat nej i telefon det senaste året",
          en: "has not declined on the phone in the last year",
        },
      ),
    tenure: ({ tenure }) => {
      const { sv, en } = lengthPhrase(tenure);
      return { sv: `har varit kund i ${sv}`, en: `has been a customer for ${en}` };
    },
    ending: ({ left }) => {
      if (left < 0 || left > 365)
        return {
          sv: "har inget avtal som går ut inom ett år",
          en: "has no agreement that ends within a year",
        };
      if (left === 0)
        return { sv: "har ett avtal som går ut i dag", en: "has an agreement that ends today" };
      const { sv, en } = lengthPhrase(left);
      return { sv: `har ett avtal som går ut om ${sv}`, en: `has an agreement that ends in ${en}` };
    },
    cancelled: ({ cancelled }) => {
      if (cancelled === 0)
        return {
          sv: "har inte sagt upp något avtal det senaste året",
          en: "has cancelled no agreement in the last year",
        };
      return {
        sv: `har sagt upp ${cancelled === 1 ? "ett avtal" : `${cancelled} avtal`} ${YEAR.sv}`,
        en: `has cancelled ${cancelled === 1 ? "an agreement" : `${cancelled} agreements`} ${YEAR.en}`,
      };
    },
  };

function silenceWords({ silent }: ChurnFigures): LocalizedText | undefined {
  if (silent < 0) return undefined;
  if (silent === 0) return { sv: "köpte i dag", en: "bought today" };
  const { sv, en } = lengthPhrase(silent);
  return { sv: `har inte köpt på ${sv}`, en: `has not bought for ${en}` };
}

function trendWords({ recent, earlier, days }: ChurnFigures): LocalizedText | undefined {
  if (days === 0) return undefined;
  const [now, before] = [Math.max(recent, 0), Math.max(earlier, 0)];
  if (now + before === 0) return undefined;
  if (now === 0)
    return {
      sv: "har inte köpt för något det senaste halvåret",
      en: "has spent nothing in the last six months",
    };
  if (before === 0)
    return {
      sv: "köpte inte för något halvåret före det senaste",
      en: "spent nothing in the six months before the last",
    };
  const percent = Math.round((100 * Math.abs(now - before)) / before);
  if (percent === 0)
    return { sv: "köper för lika mycket som förut", en: "spends as much as before" };
  const isMore = now > before;
  return {
    sv: `köper för ${percent} % ${isMore ? "mer" : "mindre"} det senaste halvåret än halvåret före`,
    en: `has spent ${percent} % ${isMore ? "more" : "less"} in the last six months than in the six before`,
  };
}

function counted(count: number, does: LocalizedText, none: LocalizedText): LocalizedText {
  if (count === 0) return none;
  const { sv, en } = timesPhrase(count);
  return { sv: `${does.sv} ${sv} ${YEAR.sv}`, en: `${does.en} ${en} ${YEAR.en}` };
}
