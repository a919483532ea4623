import type { Locale } from "@perennial/contract";
import type { TargetResult } from "@perennial/store";

/** An evaluation in words, one line a target: what was achieved, against what was meant. */
export function evaluationWords(results: readonly TargetResult[], locale: Locale): string {
  return results.map((result) => `- ${targetSentence(result, locale)}`).join("\n");
}

/** A target in words: what was achieved, against what was meant (P-14). */
export function targetSentence(result: TargetResult, locale: Locale): string {
  const sv = locale === "sv";
  const { words, atLeast, atMost = 0, actual, met } = result;
  const limit = figure(atLeast ?? atMost, result, locale);
  const floor = sv ? "minst" : "at least";
  const ceiling = sv ? "högst" : "at most";
  const goal = `${sv ? "mål" : "target"} ${atLeast === undefined ? ceiling : floor} ${limit}`;
  const name = words[locale];
  if (actual === null) {
    return sv
      ? `${name}: inget att mäta ännu, ${goal}`
      : `${name}: nothing to measure yet, ${goal}`;
  }
  const verdict = met ? (sv ? "nått" : "met") : sv ? "inte nått" : "not met";
  return `${name}: ${figure(actual, result, locale)}, ${goal}: ${verdict}`;
}

function figure(value: number, { kind }: TargetResult, locale: Locale): string {
  const format = new Intl.NumberFormat(locale === "sv" ? "sv-SE" : "en-GB", {
    maximumFractionDigits: 1,
  });
  const number = format.format(value);
  if (kind === "share") return `${number}\u00a0%`;
  if (kind === "count") return number;
  if (locale === "sv") return `${number}\u00a0${value === 1 ? "dag" : "dagar"}`;
  return `${number}\u00a0${value === 1 ? "day" : "days"}`;
}
