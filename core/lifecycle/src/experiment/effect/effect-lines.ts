import type { Instant, LocalDate, Locale } from "@perennial/contract";
import { FLOW_NAMES } from "../../flow/flow-words.ts";
import { durationPhrase } from "../../policy/phrases.ts";
import { localDateOf } from "../../schedule/calendar.ts";
import { customerDuration, formatYears } from "../../value/arithmetic/duration.ts";
import type { Comparison } from "./comparison.ts";
import { type ArmWords, comparisonSentences } from "./comparison-sentence.ts";
import { EFFECT_NOTES, MEASURE_NAMES, measureDefinition } from "./effect-words.ts";
import { type FigurePlace, figureWriter, whole } from "./figure-words.ts";
import type { FlowEffect, PartEffect, ProgramEffect } from "./program-effect.ts";

const DAYS_A_YEAR = 365.25;
/** From here on the groups leave so unequally that the noted goals are not to be compared. */
const UNEQUAL = 0.05;

/** Where a report is read: also in which zone its days are. */
export interface EffectPlace extends FigurePlace {
  /** An IANA name. @default UTC */
  readonly timeZone?: string;
}

/** The effect of a program as a report: headings, one paragraph a measure, and how it is to be read (must-have 25). */
export function effectLines(effect: ProgramEffect, place: EffectPlace): readonly string[] {
  const { locale } = place;
  const arms = isOfAll(effect) ? ALL_ARMS[locale] : ARMS[locale];
  const isMeasured = effect.customers.heldOut > 0;
  const measured = effect.comparisons.map((each) => {
    const name = MEASURE_NAMES[each.measure][locale];
    const said = comparisonSentences(each, place, arms);
    return [`${name}: ${said[0] ?? ""}`, ...said.slice(1), ...durations(each, effect, locale)];
  });
  const [first] = effect.comparisons;
  const lines = isMeasured
    ? measured.map((said) => said.join(" "))
    : first
      ? comparisonSentences(first, place, arms)
      : [];
  return [
    ...(isOfAll(effect) ? headingOfAll(effect, place) : heading(effect, place)),
    ...lines,
    ...effect.flows.map((flow) => flowLine(flow, place)),
    ...effect.parts.flatMap((part) => partLines(part, place)),
    ...notes(effect, locale),
  ];
}

/** What the measures of a report mean, each with its name. */
export function effectDefinitions(effect: ProgramEffect, locale: Locale): readonly string[] {
  const used = new Set(effect.comparisons.map(({ measure }) => measure));
  if (effect.flows.length > 0) used.add("flow");
  return [...used].map(
    (measure) => `${MEASURE_NAMES[measure][locale]}: ${measureDefinition(measure, effect)[locale]}`,
  );
}

const ARMS: Readonly<Record<Locale, ArmWords>> = {
  sv: { treated: "med programmet", other: "i kontrollgruppen" },
  en: { treated: "with the program", other: "in the control group" },
};

const ALL_ARMS: Readonly<Record<Locale, ArmWords>> = {
  sv: { treated: "med marknadsföring", other: "i kontrollgruppen" },
  en: { treated: "with marketing", other: "in the control group" },
};

/** All programs together have no id. */
function isOfAll({ program }: ProgramEffect): boolean {
  return program === "";
}

/** Nobody enters all programs: both groups are the whole base, over the same days. */
function headingOfAll(
  { name, customers, since, until, cost }: ProgramEffect,
  place: EffectPlace,
): readonly string[] {
  const { locale } = place;
  const [from, to] = [dayOf(since, place), dayOf(until, place)];
  const count = (number: number) => whole(number, locale);
  const spent = figureWriter("spend", place).figure(cost.treated);
  return locale === "sv"
    ? [
        `${name.sv}: ${count(customers.treated)} kunder som får marknadsföring och ${count(customers.heldOut)} i kontrollgruppen, som inte får någon, följda från ${from} till ${to}. Programmen kostade ${spent} för dem som får marknadsföring.`,
      ]
    : [
        `${name.en}: ${count(customers.treated)} customers who get marketing and ${count(customers.heldOut)} in the control group, who get none, followed from ${from} to ${to}. The programs cost ${spent} for those who get marketing.`,
      ];
}

function heading(
  { name, customers, since, until, window, waiting, heldOutOfAll, cost }: ProgramEffect,
  place: EffectPlace,
): readonly string[] {
  const { locale } = place;
  const [from, to] = [dayOf(since, place), dayOf(until, place)];
  const length = durationPhrase(window, locale);
  const count = (number: number) => whole(number, locale);
  const spent = figureWriter("spend", place).figure(cost.treated);
  if (locale === "sv") {
    return [
      `${name.sv}: ${count(customers.treated)} kunder med programmet och ${count(customers.heldOut)} i kontrollgruppen, som kom in mellan ${from} och ${to} och har följts i ${length} var. Programmet kostade ${spent} för dem.`,
      ...(waiting > 0
        ? [`${count(waiting)} kunder till har kommit in och räknas när deras fönster har gått.`]
        : []),
      ...(heldOutOfAll > 0
        ? [`${count(heldOutOfAll)} kunder i den gemensamma kontrollgruppen räknas inte här.`]
        : []),
    ];
  }
  return [
    `${name.en}: ${count(customers.treated)} customers with the program and ${count(customers.heldOut)} in the control group, who entered between ${from} and ${to} and were followed for ${length} each. The program cost ${spent} for them.`,
    ...(waiting > 0
      ? [`${count(waiting)} more customers have entered and count once their window is over.`]
      : []),
    ...(heldOutOfAll > 0
      ? [`${count(heldOutOfAll)} customers in the global control group are not counted here.`]
      : []),
  ];
}

function dayOf(moment: Instant, { timeZone = "UTC" }: EffectPlace): LocalDate {
  return localDateOf(moment, timeZone);
}

/** What a share of lost customers means for how long they stay (D-05); nothing where nobody is lost. */
function durations(
  { measure, treated, heldOut }: Comparison,
  effect: ProgramEffect,
  locale: Locale,
): readonly string[] {
  const { windowDays } = effect;
  if (measure !== "lost" || !treated || !heldOut || windowDays <= 0) return [];
  const arm = (isOfAll(effect) ? ALL_ARMS : ARMS)[locale].treated;
  const perYear = DAYS_A_YEAR / windowDays;
  const [own, other] = [treated, heldOut].map((share) => {
    const years = customerDuration(1, share * perYear);
    return years === undefined ? "" : formatYears(years, locale);
  });
  return locale === "sv"
    ? [`I den takten stannar kunder ${own} ${arm} och ${other} utan.`]
    : [`At that rate customers stay ${own} ${arm} and ${other} without.`];
}

function flowLine({ from, to, aim, comparison }: FlowEffect, place: FigurePlace): string {
  const { locale } = place;
  const sv = locale === "sv";
  const target = FLOW_NAMES[to][locale];
  const outside = sv ? "utifrån" : "from outside";
  const origin =
    from === undefined ? outside : `${sv ? "från" : "from"} ${FLOW_NAMES[from][locale]}`;
  const wanted = {
    strengthens: sv ? "ska förstärkas" : "to be strengthened",
    reduces: sv ? "ska minskas" : "to be reduced",
  };
  const said = comparisonSentences(comparison, place, ARMS[locale]).join(" ");
  const head = sv ? "Flödet" : "The flow";
  return `${head} ${origin} ${sv ? "till" : "to"} ${target} (${wanted[aim]}): ${said}`;
}

function partLines(
  { step, part, customers, against, comparisons }: PartEffect,
  place: FigurePlace,
): readonly string[] {
  const { locale } = place;
  const sv = locale === "sv";
  const many = `${whole(customers, locale)} ${sv ? "kunder" : "customers"}`;
  if (against === undefined) return [`${step}: ${part}, ${many}.`];
  const arms = sv
    ? { treated: `med ${part}`, other: `med ${against}` }
    : { treated: `with ${part}`, other: `with ${against}` };
  return [
    `${step}: ${part}, ${many}, ${sv ? "jämfört med" : "compared with"} ${against}.`,
    ...comparisons.map(
      (each) =>
        `  ${MEASURE_NAMES[each.measure][locale]}: ${comparisonSentences(each, place, arms).join(" ")}`,
    ),
  ];
}

function notes(effect: ProgramEffect, locale: Locale): readonly string[] {
  const { customers, leftEarly, comparisons } = effect;
  const share = (of: "treated" | "heldOut") => leftEarly[of] / Math.max(1, customers[of]);
  const hasGoal = comparisons.some(({ measure }) => measure === "conversion");
  const isUnequal = Math.abs(share("treated") - share("heldOut")) > UNEQUAL;
  return [
    ...(hasGoal && isUnequal && customers.heldOut > 0 ? [EFFECT_NOTES.leftEarly[locale]] : []),
    (isOfAll(effect) ? EFFECT_NOTES.lotOfAll : EFFECT_NOTES.lot)[locale],
    EFFECT_NOTES.peeking[locale],
  ];
}
