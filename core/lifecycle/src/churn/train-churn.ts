import type { LocalDate, LocalizedText } from "@perennial/contract";
import type { FlowRules } from "../flow/flow-rules.ts";
import type { CustomerHistory } from "../portfolio/customer-history.ts";
import { nthOccurrence, subtractFromDate } from "../schedule/date.ts";
import { type BackTest, backTest } from "./back-test.ts";
import { churnExamples } from "./churn-example.ts";
import type { ChurnRules } from "./churn-rules.ts";
import { type ChurnFit, fitChurn } from "./fit-churn.ts";

/** What a tenant's model is trained by. */
export interface ChurnTraining {
  readonly flows: FlowRules;
  readonly rules: ChurnRules;
  readonly today: LocalDate;
}

/** A model for use, and how one made a horizon earlier did on the same customers as it was made of. */
export interface TrainedChurn {
  readonly fit: ChurnFit;
  /** Missing where the earlier history carries no model. */
  readonly test?: BackTest;
  /** Why there is no test. */
  readonly untested?: LocalizedText;
}

/**
 * Trains a model on the newest day whose horizon has passed, and tests one of the horizon before it on that day (M-17). A
 * sample of the customers will do: some thousands give the weights as well as a million.
 *
 * @example
 * const { fit, test } = trainChurn(histories, { flows, rules, today: "2026-11-22" });
 * if ("model" in fit) console.log(fit.model.weights, test?.auc);
 */
export function trainChurn(
  histories: readonly CustomerHistory[],
  { flows, rules, today }: ChurnTraining,
): TrainedChurn {
  const { horizon } = rules;
  const question = { flows, horizon };
  const day = subtractFromDate(today, horizon);
  const earlier = nthOccurrence(today, horizon, -2);
  const examples = churnExamples(histories, question, day);
  const fit = fitChurn({ examples, day, horizon });
  const trial = fitChurn({
    examples: churnExamples(histories, question, earlier),
    day: earlier,
    horizon,
  });
  if (!("model" in trial)) return { fit, untested: trial.words };
  return { fit, test: backTest(trial.model, examples, rules) };
}
