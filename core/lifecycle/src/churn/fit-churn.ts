import type { Duration, LocalDate, LocalizedText } from "@perennial/contract";
import type { ChurnExample } from "./churn-example.ts";
import { CHURN_FEATURES, type ChurnFeature } from "./churn-features.ts";
import type { ChurnModel } from "./churn-model.ts";
import { fitLogistic, type LogisticFit } from "./fit-logistic.ts";

/** Why there is no model. */
export const CHURN_REFUSALS = [
  "too-few-lost",
  "too-few-kept",
  "no-variation",
  "not-converged",
] as const;
export type ChurnRefusal = (typeof CHURN_REFUSALS)[number];

/** A model, or why the data do not carry one. */
export type ChurnFit =
  | { readonly model: ChurnModel }
  | { readonly refusal: ChurnRefusal; readonly words: LocalizedText };

/** What a model is made of. */
export interface ChurnFitInput {
  readonly examples: readonly ChurnExample[];
  /** The day of the examples. */
  readonly day: LocalDate;
  readonly horizon: Duration;
  /** How many lost and how many kept customers it takes. @default 50 */
  readonly least?: number;
  /** The penalty on large weights, of features in standard deviations. @default 1 */
  readonly ridge?: number;
}

/** How much of a feature's size its spread must be to count as one: below, it is rounding. */
const SAME = 1e-9;

/**
 * Makes a model of who leaves (M-17, L-07) of the customers of a past day, or says why the data do not carry one. It
 * depends on the examples alone, whatever their order but for the last digits.
 */
export function fitChurn(input: ChurnFitInput): ChurnFit {
  const { examples, least = 50, ridge = 1 } = input;
  const lost = examples.filter(({ isLost }) => isLost).length;
  const kept = examples.length - lost;
  if (lost < least) return refused("too-few-lost", lost, least);
  if (kept < least) return refused("too-few-kept", kept, least);
  const columns = CHURN_FEATURES.map((feature, index) => columnOf(examples, feature, index)).filter(
    ({ mean, deviation }) => deviation > SAME * (1 + Math.abs(mean)),
  );
  if (columns.length === 0) return refused("no-variation", 0, least);
  const fit = fitLogistic(
    {
      rows: examples.map(({ features }) =>
        columns.map(({ index, mean, deviation }) => ((features[index] ?? 0) - mean) / deviation),
      ),
      outcomes: examples.map(({ isLost }) => (isLost ? 1 : 0)),
    },
    { ridge },
  );
  if (!fit.hasConverged) return refused("not-converged", fit.steps, least);
  const { day, horizon } = input;
  const { logLikelihood, steps } = fit;
  const made = { day, horizon, customers: examples.length, lost, logLikelihood, steps, ridge };
  return { model: { ...made, ...unstandardised(fit, columns) } };
}

/** A feature over all examples. */
interface Column {
  readonly feature: ChurnFeature;
  readonly index: number;
  readonly mean: number;
  readonly deviation: number;
}

function columnOf(examples: readonly ChurnExample[], feature: ChurnFeature, index: number): Column {
  const values = examples.map(({ features }) => features[index] ?? 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { feature, index, mean, deviation: Math.sqrt(variance) };
}

/** The weights of features as they are, from those of features in standard deviations. */
function unstandardised(
  { intercept, weights }: LogisticFit,
  columns: readonly Column[],
): Pick<ChurnModel, "constant" | "weights"> {
  const own = columns.map(({ feature, mean, deviation }, index) => ({
    feature,
    coefficient: (weights[index] ?? 0) / deviation,
    mean,
  }));
  const shift = own.reduce((sum, { coefficient, mean }) => sum + coefficient * mean, 0);
  return { constant: intercept - shift, weights: own };
}

function refused(refusal: ChurnRefusal, count: number, least: number): ChurnFit {
  return { refusal, words: WORDS[refusal](count, least) };
}

const WORDS: Readonly<Record<ChurnRefusal, (count: number, least: number) => LocalizedText>> = {
  "too-few-lost": (count, least) => ({
    sv: `Det finns ännu inte underlag: ${count} kunder gick förlorade i perioden, och det behövs minst ${least}.`,
    en: `Not enough data yet: ${count} customers were lost in the period, and at least ${least} are needed.`,
  }),
  "too-few-kept": (count, least) => ({
    sv: `Det finns ännu inte underlag: ${count} kunder som kunde gå förlorade stannade, och det behövs minst ${least}.`,
    en: `Not enough data yet: ${count} of the customers that could be lost stayed, and at least ${least} are needed.`,
  }),
  "no-variation": () => ({
    sv: "Ingenting av det som är känt skiljer kunderna åt, så det går inte att säga vilka som är på väg bort.",
    en: "Nothing that is known tells the customers apart, so it cannot be said which of them are leaving.",
  }),
  "not-converged": (count) => ({
    sv: `Beräkningen kom inte fram till något säkert svar på ${count} steg.`,
    en: `The computation came to no certain answer in ${count} steps.`,
  }),
};
