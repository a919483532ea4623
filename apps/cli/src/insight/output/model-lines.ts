import {
  type Estimate,
  type FitQuality,
  isRefusal,
  type PurchaseForecast,
} from "@perennial/lifecycle";
import { heading, indented, left, note, right } from "./lines.ts";
import type { Speech } from "./speech.ts";

/** The fitted parameters with their bounds, and how the fit came about (product.md, must-have 24). */
export function modelLines(
  { purchases, spend }: PurchaseForecast,
  speech: Speech,
): readonly string[] {
  return [
    ...heading(speech.say({ sv: "Modellen", en: "The model" })),
    ...note(
      speech.say({
        sv: "Hur ofta: BG/NBD (Fader, Hardie och Lee 2005), tid i veckor. r och α: hur ofta kunder köper (r/α köp i veckan i genomsnitt). a och b: hur ofta de slutar efter ett köp (a/(a+b)).",
        en: "How often: BG/NBD (Fader, Hardie and Lee 2005), time in weeks. r and α: how often customers buy (r/α purchases a week on average). a and b: how often they stop after a purchase (a/(a+b)).",
      }),
    ),
    ...parameterLines(purchases.estimates, speech),
    ...fitLines(purchases, speech),
    ...(isRefusal(spend)
      ? []
      : [
          "",
          ...note(
            speech.say({
              sv: `För hur mycket: Gamma-Gamma (Fader och Hardie 2013), belopp i minsta myntenhet. p: hur lika en kunds köp är. q och γ: hur olika kunderna är. Korrelationen mellan hur ofta och hur mycket är ${speech.decimal(spend.correlation)}; modellen förutsätter att den är liten.`,
              en: `For how much: Gamma-Gamma (Fader and Hardie 2013), amounts in minor units. p: how alike a customer's purchases are. q and γ: how unlike customers are. How often and how much correlate by ${speech.decimal(spend.correlation)}; the model takes that to be small.`,
            }),
          ),
          ...parameterLines(spend.estimates, speech),
          ...fitLines(spend, speech),
        ]),
  ];
}

const SIGNS: Readonly<Record<string, string>> = { alpha: "α", gamma: "γ" };

function parameterLines(
  estimates: Readonly<Record<string, Estimate>>,
  speech: Speech,
): readonly string[] {
  const rows = Object.entries(estimates).map(([name, { value, low, high }]) => [
    ...[SIGNS[name] ?? name, speech.figures(value), speech.figures(low), speech.figures(high)],
  ]);
  return indented(
    [
      left("parameter"),
      right(speech.say({ sv: "värde", en: "value" })),
      right(speech.say({ sv: "95 % från", en: "95% from" })),
      right(speech.say({ sv: "till", en: "to" })),
    ],
    rows,
  );
}

function fitLines(
  { fit, customers }: { readonly fit: FitQuality; readonly customers: number },
  speech: Speech,
): readonly string[] {
  const likelihood = speech.decimal(fit.logLikelihood, 2);
  const slope = fit.gradientNorm.toExponential(0);
  const counts = `${fit.agreeing}/${fit.starts}`;
  return note(
    speech.say({
      sv: `Log-likelihood ${likelihood} av ${speech.count(customers)} kunder. Konvergerade på ${fit.iterations} steg; lutning ${slope}; ${counts} starter kom fram till samma.`,
      en: `Log-likelihood ${likelihood} of ${speech.count(customers)} customers. Converged in ${fit.iterations} steps; slope ${slope}; ${counts} starts came to the same.`,
    }),
  );
}
