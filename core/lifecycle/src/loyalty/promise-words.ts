import type { LocalDate, Locale } from "@perennial/contract";
import { counted, datePhrase } from "../policy/phrases.ts";
import type { PromiseStep, TierPromise } from "./promise.ts";
import { countedPhrase, type TierSpeech, tierName } from "./tier-words.ts";

/**
 * A promise as the member is told it, in the same words everywhere (product.md, feature 14): "If you keep today's pace
 * you drop to Silver on 1 March 2027. Another SEK 640 by 28 February 2027 keeps Gold."
 */
export function promiseSentence(promise: TierPromise, speech: TierSpeech): string {
  const name = tierName(promise.tier, speech);
  const sv = speech.locale === "sv";
  if (promise.outcome === "safe") {
    return sv ? `Du behåller ${name}.` : `You keep ${name}.`;
  }
  const { to, fallsOn } = promise;
  if (promise.outcome === "falls" && to !== undefined && fallsOn !== undefined) {
    const lower = tierName(to, speech);
    const day = datePhrase(fallsOn, speech.locale);
    const falls = sv
      ? `Om du fortsätter i samma takt går du ner till ${lower} den ${day}.`
      : `If you keep today's pace you drop to ${lower} on ${day}.`;
    return `${falls} ${needsSentence(promise, speech)}`;
  }
  if (promise.needs === 0) {
    return sv
      ? `Du har redan gjort det som krävs för att behålla ${name}.`
      : `You have already done what keeps ${name}.`;
  }
  const keeps = sv
    ? `Om du fortsätter i samma takt behåller du ${name}.`
    : `If you keep today's pace you keep ${name}.`;
  return `${keeps} ${needsSentence(promise, speech)}`;
}

function needsSentence({ needs, from, by, tier }: TierPromise, speech: TierSpeech): string {
  const { locale } = speech;
  const name = tierName(tier, speech);
  const amount = countedPhrase(needs, speech);
  if (locale === "sv") {
    return from === undefined
      ? `Med ${amount} till${lastDay(by, locale)} behåller du ${name}.`
      : `Med ${amount} från och med den ${datePhrase(from, locale)}${untilDay(by, locale)} behåller du ${name}.`;
  }
  return from === undefined
    ? `Another ${amount}${lastDay(by, locale)} keeps ${name}.`
    : `It takes ${amount} from ${datePhrase(from, locale)}${untilDay(by, locale)} to keep ${name}.`;
}

function lastDay(by: string | undefined, locale: Locale): string {
  if (by === undefined) return "";
  return locale === "sv" ? ` senast den ${datePhrase(by, "sv")}` : ` by ${datePhrase(by, "en")}`;
}

function untilDay(by: string | undefined, locale: Locale): string {
  if (by === undefined) return "";
  return locale === "sv"
    ? ` till och med den ${datePhrase(by, "sv")}`
    : ` to ${datePhrase(by, "en")}`;
}

/** How a promise was reckoned, line by line, for staff and for whoever doubts it. */
export function promiseTrace(promise: TierPromise, speech: TierSpeech): readonly string[] {
  return promise.trace.map((step) => traceLine(step, speech));
}

function traceLine(step: PromiseStep, speech: TierSpeech): string {
  const { locale } = speech;
  const sv = locale === "sv";
  const amount = countedPhrase(step.amount, speech);
  const day = (date: LocalDate) => datePhrase(date, locale);
  switch (step.kind) {
    case "counted":
      return sv
        ? `Vid prövningen räknas ${day(step.from)}–${day(step.to)}; av det finns ${amount} redan.`
        : `The review counts ${day(step.from)} to ${day(step.to)}; ${amount} of that is there already.`;
    case "leaves":
      return sv
        ? `${amount} från den ${day(step.of)} räknas inte längre från och med den ${day(step.on)}.`
        : `${amount} of ${day(step.of)} no longer counts from ${day(step.on)}.`;
    case "pace":
      return sv
        ? `Takten är ${amount} på ${day(step.from)}–${day(step.to)}.`
        : `The pace is ${amount} over ${day(step.from)} to ${day(step.to)}.`;
    case "expected": {
      const span = sv ? counted(step.days, "dag", "dagar") : counted(step.days, "day", "days");
      return sv
        ? `I den takten kommer ${amount} till på ${span}.`
        : `At that pace another ${amount} comes in ${span}.`;
    }
    case "needed":
      return sv
        ? `${tierName(step.tier, speech)} kräver ${amount}.`
        : `${tierName(step.tier, speech)} takes ${amount}.`;
  }
}
