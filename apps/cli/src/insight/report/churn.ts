import type { LocalizedText } from "@perennial/contract";
import {
  type BackTest,
  type ChurnModel,
  type ChurnVerdict,
  type CustomerHistory,
  churnAt,
  RISK_WORDS,
  subtractFromDate,
  trainChurn,
} from "@perennial/lifecycle";
import type { InsightReport, ReportContext } from "../context.ts";
import { weightLines } from "../output/churn-weights.ts";
import { bar, heading, indented, left, note, right } from "../output/lines.ts";
import type { Speech } from "../output/speech.ts";

/** Some thousands give the weights as well as a million. */
const SAMPLE = 50_000;

interface Judged extends ChurnVerdict {
  readonly customerId: string;
}

/** Who is likely to be lost, why, and how well that could be told before (M-17, L-07). */
export function makeChurn(context: ReportContext): InsightReport {
  const { base, asOf, plan, rules, settings, speech, progress } = context;
  const churn =
    settings.horizon === undefined ? rules.churn : { ...rules.churn, horizon: settings.horizon };
  const outcomes = plan?.costSignals?.complaintOutcomes;
  progress.tell(() => "Reading histories");
  const sample = sampleOf(base.histories(outcomes), base.parts.ids.length);
  progress.tell(() => "Learning who was lost");
  const { fit, test, untested } = trainChurn(sample, {
    flows: rules.flows,
    rules: churn,
    today: asOf,
  });
  if (!("model" in fit)) {
    const { refusal, words } = fit;
    const sentence = `${speech.say(words)} ${speech.say(whatItTakes(context, churn.horizon))}`;
    return { data: { refused: refusal, sentence }, lines: ["", ...note(sentence)] };
  }
  const { model } = fit;
  const judged: Judged[] = [];
  for (const { id, history } of base.histories(outcomes)) {
    const verdict = churnAt(history, { model, flows: rules.flows, rules: churn }, asOf);
    if (verdict !== undefined) judged.push({ customerId: id, ...verdict });
  }
  judged.sort((a, b) => b.probability - a.probability || (a.customerId < b.customerId ? -1 : 1));
  const words = { churn, model, test, untested };
  return {
    data: {
      model,
      ...(test && { test }),
      ...(untested && { untested: speech.say(untested) }),
      customers: judged,
    },
    lines: [
      ...riskLines(judged, words, context),
      ...testLines(words, speech),
      ...topLines(judged, context),
      ...weightLines(model, speech),
    ],
    rows: {
      columns: ["customer", "probability", "risk", "factors"],
      rows: judged.map((each) => [
        ...[each.customerId, each.probability.toFixed(6), each.risk],
        each.factors.map(({ words: factor }) => speech.say(factor)).join("; "),
      ]),
    },
  };
}

/** Every so-manieth customer, so that the same base gives the same sample. */
function sampleOf(
  customers: Iterable<{ readonly history: CustomerHistory }>,
  number: number,
): readonly CustomerHistory[] {
  const step = Math.max(1, Math.ceil(number / SAMPLE));
  const sample: CustomerHistory[] = [];
  let at = 0;
  for (const { history } of customers) {
    if (at % step === 0) sample.push(history);
    at += 1;
  }
  return sample;
}

function whatItTakes({ asOf, rules, speech, base }: ReportContext, horizon: string): LocalizedText {
  const { lostAfter } = rules.flows;
  const from = subtractFromDate(subtractFromDate(asOf, horizon), lostAfter);
  const [ahead, after] = [speech.duration(horizon), speech.duration(lostAfter)];
  return {
    sv: `Förlorad är den som inte har köpt på ${after}, och modellen lär sig av vad som hände under ${ahead}: det tar köp från ungefär ${from}, och de börjar ${base.reach?.first}.`,
    en: `Lost is who has not bought for ${after}, and the model learns from what happened within ${ahead}: that takes purchases from about ${from}, and they begin on ${base.reach?.first}.`,
  };
}

interface ChurnWords {
  readonly churn: ReportContext["rules"]["churn"];
  readonly model: ChurnModel;
  readonly test: BackTest | undefined;
  readonly untested: LocalizedText | undefined;
}

function riskLines(
  judged: readonly Judged[],
  { churn, model }: ChurnWords,
  { speech }: ReportContext,
): readonly string[] {
  const rows = (["high", "medium", "low"] as const).map((risk) => {
    const own = judged.filter((each) => each.risk === risk);
    const share = judged.length === 0 ? 0 : own.length / judged.length;
    const expected = own.reduce((sum, { probability }) => sum + probability, 0);
    return [
      ...[speech.say(RISK_WORDS[risk]), speech.count(own.length), speech.percent(share)],
      ...[bar(share), speech.count(expected)],
    ];
  });
  const horizon = speech.duration(churn.horizon);
  return [
    ...heading(
      speech.say({
        sv: `Risk att gå förlorad inom ${horizon}`,
        en: `Risk of being lost within ${horizon}`,
      }),
    ),
    ...note(
      speech.say({
        sv: `Stor risk börjar vid ${speech.percent(churn.high, 0)}, viss vid ${speech.percent(churn.medium, 0)}. Modellen är lärd av ${speech.count(model.customers)} kunder den ${model.day}, varav ${speech.count(model.lost)} sedan gick förlorade. Den som nyss har köpt hinner inte gå förlorad inom tiden och har risken 0.`,
        en: `High risk begins at ${speech.percent(churn.high, 0)}, some at ${speech.percent(churn.medium, 0)}. The model was learnt from ${speech.count(model.customers)} customers on ${model.day}, of whom ${speech.count(model.lost)} were lost after. Who bought lately cannot be lost within the time and has the risk 0.`,
      }),
    ),
    ...indented(
      [
        left(speech.say({ sv: "risk", en: "risk" })),
        right(speech.say({ sv: "kunder", en: "customers" })),
        right(speech.say({ sv: "andel", en: "share" })),
        left("                    "),
        right(speech.say({ sv: "väntas gå förlorade", en: "expected to be lost" })),
      ],
      rows,
    ),
  ];
}

function testLines({ churn, test, untested }: ChurnWords, speech: Speech): readonly string[] {
  const title = heading(
    speech.say({ sv: "Prov på tidigare kunder", en: "Trial on customers of before" }),
  );
  if (test === undefined) {
    const reason = untested === undefined ? "" : speech.say(untested);
    const missing = speech.say({
      sv: "Modellen har inte kunnat prövas på en tidigare tid.",
      en: "The model could not be tried on an earlier time.",
    });
    return [...title, ...note(`${missing} ${reason}`)];
  }
  const { high, auc } = test;
  const hits = high.flagged === 0 ? undefined : high.hits / high.flagged;
  const rows = test.deciles
    .toReversed()
    .map(({ customers, expected, observed }, index) => [
      ...[speech.count(index + 1), speech.count(customers), speech.percent(expected)],
      ...[speech.percent(observed), bar(observed)],
    ]);
  const sure = auc === undefined ? "–" : speech.percent(auc, 0);
  const horizon = speech.duration(churn.horizon);
  const flagged = speech.count(high.flagged);
  const hit = hits === undefined ? "–" : speech.percent(hits, 0);
  return [
    ...title,
    ...note(
      speech.say({
        sv: `En modell gjord ${horizon} tidigare prövades på ${speech.count(test.customers)} kunder, varav ${speech.count(test.lost)} gick förlorade. Ställs en förlorad kund mot en som stannade, fick den förlorade högre risk i ${sure} av fallen (AUC; 50 % är gissning). Av ${flagged} med stor risk gick ${hit} förlorade.`,
        en: `A model made ${horizon} earlier was tried on ${speech.count(test.customers)} customers, of whom ${speech.count(test.lost)} were lost. Of one lost and one kept customer, the lost one had the higher risk in ${sure} of the cases (AUC; 50% is guessing). Of ${flagged} at high risk ${hit} were lost.`,
      }),
    ),
    ...indented(
      [
        right(speech.say({ sv: "tiondel", en: "tenth" })),
        right(speech.say({ sv: "kunder", en: "customers" })),
        right(speech.say({ sv: "väntat", en: "expected" })),
        right(speech.say({ sv: "utfall", en: "came" })),
        left(""),
      ],
      rows,
    ),
  ];
}

function topLines(
  judged: readonly Judged[],
  { settings, speech }: ReportContext,
): readonly string[] {
  const top = judged.filter(({ probability }) => probability > 0).slice(0, settings.top);
  if (top.length === 0) return [];
  const rows = top.map(({ customerId, probability, factors }) => [
    ...[customerId, speech.percent(probability, 0)],
    factors.map(({ words }) => speech.say(words)).join(", "),
  ]);
  return [
    ...heading(speech.say({ sv: "Störst risk", en: "Highest risk" })),
    ...indented(
      [
        left(speech.say({ sv: "kund", en: "customer" })),
        right(speech.say({ sv: "risk", en: "risk" })),
        left(speech.say({ sv: "kunden …", en: "the customer …" })),
      ],
      rows,
    ),
  ];
}
