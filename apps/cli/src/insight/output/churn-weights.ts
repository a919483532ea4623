import type { LocalizedText } from "@perennial/contract";
import type { ChurnModel } from "@perennial/lifecycle";
import { heading, indented, left, note, right } from "./lines.ts";
import type { Speech } from "./speech.ts";

const FEATURE_WORDS: Readonly<Record<ChurnModel["weights"][number]["feature"], LocalizedText>> = {
  silence: { sv: "månader sedan senaste köpet", en: "months since the last purchase" },
  rhythm: { sv: "tystnad mot den egna rytmen", en: "silence against its own rhythm" },
  once: { sv: "har köpt en enda gång", en: "has bought only once" },
  frequency: { sv: "köpdagar det senaste året", en: "days with a purchase in the last year" },
  trend: { sv: "köper mer än förut", en: "spends more than before" },
  discounted: { sv: "andel köp till nedsatt pris", en: "share of purchases at a discount" },
  complaints: { sv: "reklamationer", en: "complaints" },
  calls: { sv: "samtal till oss", en: "calls to us" },
  declined: { sv: "nej i telefon", en: "declined on the phone" },
  tenure: { sv: "år som kund", en: "years as a customer" },
  ending: { sv: "avtal som snart går ut", en: "an agreement that ends soon" },
  cancelled: { sv: "uppsagda avtal", en: "cancelled agreements" },
};

/** What the model of who leaves weighs, and by how much. */
export function weightLines(
  { weights, logLikelihood, steps }: ChurnModel,
  speech: Speech,
): readonly string[] {
  const rows = weights.map(({ feature, coefficient, mean }) => [
    ...[speech.say(FEATURE_WORDS[feature]), speech.decimal(coefficient, 3), speech.decimal(mean)],
  ]);
  return [
    ...heading(speech.say({ sv: "Modellen", en: "The model" })),
    ...note(
      speech.say({
        sv: `Logistisk regression, log-likelihood ${speech.decimal(logLikelihood, 2)}, ${steps} steg. Vikt över 0 ökar risken.`,
        en: `Logistic regression, log-likelihood ${speech.decimal(logLikelihood, 2)}, ${steps} steps. A weight above 0 raises the risk.`,
      }),
    ),
    ...indented(
      [
        left(speech.say({ sv: "tecken", en: "sign" })),
        right(speech.say({ sv: "vikt", en: "weight" })),
        right(speech.say({ sv: "i genomsnitt", en: "on average" })),
      ],
      rows,
    ),
  ];
}
