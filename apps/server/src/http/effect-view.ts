import type { ComparisonView, ResultView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import {
  type Comparison,
  EFFECT_MEASURES,
  type EffectMeasure,
  type EffectPlace,
  effectLines,
  MEASURE_NAMES,
  measureDefinition,
  type ProgramEffect,
} from "@perennial/lifecycle";

type Unit = ResultView["definitions"][number]["unit"];

const UNITS: Readonly<Record<EffectMeasure, Unit>> = {
  conversion: "share",
  buyers: "share",
  frequency: "number",
  "average-purchase": "money",
  lost: "share",
  spend: "money",
  net: "money",
  flow: "share",
};

/** An effect as clients see it, with what each figure means in the language that was asked for. */
export function effectView(effect: ProgramEffect, place: EffectPlace): ResultView {
  const { program, name, comparisons, flows, parts } = effect;
  const { window, windowDays, since, until, confidence, heldOutOfAll, waiting } = effect;
  return {
    ...{ window, windowDays, since, until, confidence, heldOutOfAll, waiting },
    program: program === "" ? null : program,
    name: name[place.locale],
    currency: place.currency,
    customers: effect.customers,
    leftEarly: effect.leftEarly,
    cost: effect.cost,
    comparisons: comparisons.map(comparisonView),
    flows: flows.map(({ from, to, aim, comparison }) => ({
      ...{ from: from ?? null, to, aim },
      comparison: comparisonView(comparison),
    })),
    parts: parts.map(({ step, part, customers, against, comparisons: own }) => ({
      ...{ step, part, customers },
      against: against ?? null,
      comparisons: own.map(comparisonView),
    })),
    definitions: definitionsOf(effect, place.locale),
    lines: [...effectLines(effect, place)],
  };
}

function comparisonView({
  measure,
  treated,
  heldOut,
  difference,
  relative,
  finding,
  forSeen,
  forWished,
}: Comparison): ComparisonView {
  return {
    ...{ measure, finding },
    treated: treated ?? null,
    heldOut: heldOut ?? null,
    difference: difference ?? null,
    relative: relative ?? null,
    forSeen: forSeen ? { ...forSeen, weeks: forSeen.weeks ?? null } : null,
    forWished: forWished ? { ...forWished, weeks: forWished.weeks ?? null } : null,
  };
}

function definitionsOf(effect: ProgramEffect, locale: Locale): ResultView["definitions"] {
  const used = new Set(effect.comparisons.map(({ measure }) => measure));
  return EFFECT_MEASURES.filter(
    (measure) => used.has(measure) || (measure === "flow" && effect.flows.length > 0),
  ).map((measure) => ({
    measure,
    name: MEASURE_NAMES[measure][locale],
    definition: measureDefinition(measure, effect)[locale],
    unit: UNITS[measure],
  }));
}
