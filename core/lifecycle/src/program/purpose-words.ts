import type { Locale, LocalizedText } from "@perennial/contract";
import { FLOW_NAMES } from "../flow/flow-words.ts";
import type { Family, ProgramFlow } from "./purpose.ts";
import type { SheetContext } from "./sheet-context.ts";
import { lengthWords, signalWords } from "./sheet-words.ts";
import type { Target } from "./target.ts";
import { measuredStep, type PlacedTarget } from "./targets-of.ts";

/** What each family of processes is called (D-18). */
export const FAMILY_WORDS: Readonly<Record<Family, LocalizedText>> = {
  acquire: { sv: "Skaffa kunder", en: "Acquire customers" },
  "care-for-new": { sv: "Ta hand om nya kunder", en: "Care for new customers" },
  retain: { sv: "Behålla", en: "Retain" },
  develop: { sv: "Utveckla", en: "Develop" },
  engage: { sv: "Öka engagemanget", en: "Increase engagement" },
  "reduce-churn": { sv: "Minska bortfallet", en: "Reduce churn" },
  reactivate: { sv: "Reaktivera", en: "Reactivate" },
  "win-back": { sv: "Vinna tillbaka", en: "Win back" },
  evaluate: { sv: "Utvärdera", en: "Evaluate" },
};

const OUTSIDE: LocalizedText = { sv: "ny", en: "new" };

/** A flow as it stands on a sheet: "aktiv → minskande". */
export function flowArrow({ from, to }: ProgramFlow, locale: Locale): string {
  const start = from === undefined ? OUTSIDE : FLOW_NAMES[from];
  return `${start[locale]} → ${FLOW_NAMES[to][locale]}`;
}

/** A target with how it is measured and what it is to come to. */
export function targetLine(placed: Omit<PlacedTarget, "path">, context: SheetContext): string {
  const { target } = placed;
  return `${context.text(target.words)}: ${measureWords(placed, context)}, ${goalWords(target, context.locale)}`;
}

function measureWords(placed: Omit<PlacedTarget, "path">, context: SheetContext): string {
  const { locale } = context;
  const { measure } = placed.target;
  const step = context.step(measuredStep(placed));
  if ("count" in measure) return COUNTS[measure.count][locale];
  if ("days" in measure) {
    return locale === "sv" ? `dagar från start till ${step}` : `days from the start to ${step}`;
  }
  const signal = signalWords(measure.share, locale);
  const within = lengthWords(measure.within, locale);
  return locale === "sv"
    ? `andel där ${signal} inom ${within} efter ${step}`
    : `share where ${signal} within ${within} after ${step}`;
}

const COUNTS = {
  entered: { sv: "antal som kommer in", en: "number who enter" },
  "goal-met": { sv: "antal som når målet", en: "number who meet the goal" },
  completed: { sv: "antal som går hela vägen", en: "number who go all the way" },
} as const;

function goalWords({ measure, atLeast, atMost = 0 }: Target, locale: Locale): string {
  const unit = "share" in measure ? "\u00a0%" : "";
  const number = String(atLeast ?? atMost);
  const figure = `${locale === "sv" ? number.replace(".", ",") : number}${unit}`;
  if (atLeast !== undefined) return locale === "sv" ? `minst ${figure}` : `at least ${figure}`;
  return locale === "sv" ? `högst ${figure}` : `at most ${figure}`;
}
