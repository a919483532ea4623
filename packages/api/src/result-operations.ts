import { Duration, RecordId } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";
import { EvaluationView, ResultView } from "./result-schemas.ts";

const none = z.strictObject({});
const byId = z.strictObject({ id: RecordId });
const spoken = z.strictObject({ locale: z.enum(["sv", "en"]).default("sv") });

/** A number of the query; an empty one is none. */
function between(least: number, most: number, description: string) {
  const number = z.coerce.number().min(least).max(most);
  return z
    .preprocess((value) => (value === "" ? "none" : value), number)
    .optional()
    .meta({ description });
}

const price = (what: string) =>
  between(0, 1e9, `What ${what} costs in minor units, where whoever carried it did not say.`);

/** How an effect is measured. */
const ResultQuery = spoken.extend({
  window: Duration.optional().meta({
    description:
      "How long each customer is followed: whole days, weeks, months or years. P30D for a program, P90D for all together.",
  }),
  margin: between(0, 1, "What is left of sales after the cost of what was sold, for `net`: 1."),
  wished: between(0.001, 10, "The change one wishes to see, as a share of the held-out: 0.1."),
  confidence: between(0.5, 0.999, "How sure intervals are: 0.95."),
  priceSms: price("a part of a text message"),
  priceEmail: price("an e-mail"),
  priceCall: price("a call"),
  priceTask: price("a task"),
});
export type ResultQuery = z.output<typeof ResultQuery>;

const read = { method: "get", tag: "Results", role: "viewer", body: none } as const;

/** What programs led to. */
export const RESULT_OPERATIONS = {
  getProgramResults: operation({
    ...{ ...read, id: "getProgramResults", path: "/v1/programs/{id}/results" },
    summary: "A program's effect: those it let in against those it held out",
    params: byId,
    query: ResultQuery,
    answer: ResultView,
  }),
  getResults: operation({
    ...{ ...read, id: "getResults", path: "/v1/results" },
    summary: "The effect of all programs: those who get marketing against those held out of it",
    params: none,
    query: ResultQuery,
    answer: ResultView,
  }),
  listEvaluations: operation({
    ...{ ...read, id: "listEvaluations", path: "/v1/programs/{id}/evaluations" },
    summary: "A program's targets against what they came to, newest first (P-14)",
    params: byId,
    query: spoken,
    answer: z.strictObject({ items: z.array(EvaluationView) }),
  }),
} as const;
