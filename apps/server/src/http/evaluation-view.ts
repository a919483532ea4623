import type { EvaluationView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import { targetSentence } from "@perennial/runtime";
import type { Evaluation, TargetResult } from "@perennial/store";

type TargetView = EvaluationView["targets"][number];

const UNITS: Readonly<Record<TargetResult["kind"], TargetView["unit"]>> = {
  share: "percent",
  count: "cases",
  days: "days",
};

/** An evaluation as clients see it: each target against what it came to (P-14). */
export function evaluationView(
  { dueOn, version, from, until, results }: Evaluation,
  locale: Locale,
): EvaluationView {
  const count = (met: boolean | null) => results.filter((each) => each.met === met).length;
  return {
    ...{ dueOn, version, from, until },
    ...{ met: count(true), missed: count(false), unknown: count(null) },
    targets: results.map((result): TargetView => {
      const { id, words, kind, atLeast, atMost, actual, met } = result;
      return {
        ...{ id, actual, met },
        name: words[locale],
        unit: UNITS[kind],
        atLeast: atLeast ?? null,
        atMost: atMost ?? null,
        sentence: targetSentence(result, locale),
      };
    }),
  };
}
