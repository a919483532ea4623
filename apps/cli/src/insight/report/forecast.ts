import {
  addToDate,
  type CustomerForecast,
  checkForecast,
  daysBetween,
  type Estimate,
  type ForecastCheck,
  forecastPurchases,
  isRefusal,
  type PurchaseForecast,
  purchaseBook,
  refusalSentence,
  type ValueRefusal,
} from "@perennial/lifecycle";
import type { CustomerRows, InsightReport, ReportContext } from "../context.ts";
import {
  bar,
  type Figure,
  figureLines,
  heading,
  indented,
  left,
  note,
  right,
} from "../output/lines.ts";
import { modelLines } from "../output/model-lines.ts";
import type { Speech } from "../output/speech.ts";
import { forecastData } from "./forecast-data.ts";

const DEFAULT_HORIZON = "P1Y";

/** What customers can be expected to buy, with how the model was fitted and how it did before (product.md, must-have 24). */
export function makeForecast(context: ReportContext): InsightReport {
  const { base, asOf, settings, speech, progress } = context;
  const { yearlyDiscount, margin, checkWeeks } = settings;
  const horizon = settings.horizon ?? DEFAULT_HORIZON;
  const book = purchaseBook(base.rows(), { asOf });
  progress.tell(() => "Fitting the forecast");
  const horizonWeeks = daysBetween(asOf, addToDate(asOf, horizon)) / 7;
  const forecast = forecastPurchases(book, { horizonWeeks, yearlyDiscount, margin });
  if (isRefusal(forecast)) {
    const sentence = refusalSentence(forecast, speech.locale);
    return { data: { ...forecast, sentence }, lines: ["", ...note(sentence)] };
  }
  progress.tell(() => "Trying the forecast on what is known");
  const check = checkForecast(book, checkWeeks);
  return {
    data: forecastData(forecast, check, speech),
    lines: [
      ...totalLines(forecast, speech.duration(horizon), context),
      ...checkLines(check, speech),
      ...activityLines(forecast, speech),
      ...topLines(forecast, context),
      ...modelLines(forecast, speech),
    ],
    rows: customerRows(forecast, speech),
  };
}

function totalLines(
  { totals, customers, spend, margin, yearlyDiscount }: PurchaseForecast,
  horizon: string,
  { speech }: ReportContext,
): readonly string[] {
  const { expectedPurchases, active, discountedValue } = totals;
  const between = ({ low, high }: Estimate) => ({
    sv: `${speech.count(low)} och ${speech.count(high)}`,
    en: `${speech.count(low)} and ${speech.count(high)}`,
  });
  const [bought, buying] = [between(expectedPurchases), between(active)];
  const rate = speech.percent(yearlyDiscount);
  const part = margin === 1 ? "" : ` × ${speech.percent(margin, 0)}`;
  const figures: Figure[] = [
    {
      label: speech.say({ sv: "Väntade köp", en: "Purchases to expect" }),
      value: speech.count(expectedPurchases.value),
      means: speech.say({
        sv: `Under ${horizon}, av de ${speech.count(customers.length)} kunder som finns. Mellan ${bought.sv} om bara modellens parametrar är osäkra; slumpen och hur väl modellen passar kommer till, se provet nedan.`,
        en: `Within ${horizon}, of the ${speech.count(customers.length)} customers there are. Between ${bought.en} if the model's parameters alone are unsure; chance and how well the model suits come on top, see the trial below.`,
      }),
    },
    {
      label: speech.say({ sv: "Aktiva kunder", en: "Active customers" }),
      value: speech.count(active.value),
      means: speech.say({
        sv: `Summan av sannolikheterna att varje kund fortfarande är kund; mellan ${buying.sv} på samma sätt. I modellen lämnar kunder efter ett återköp, så den som har köpt en enda gång räknas som aktiv.`,
        en: `The sum of the probabilities that each is still a customer; between ${buying.en} in the same way. In the model customers leave after a repeat purchase, so who has bought only once counts as active.`,
      }),
    },
    ...(discountedValue === undefined
      ? []
      : [
          {
            label: speech.say({ sv: "Värde", en: "Value" }),
            value: speech.money(discountedValue),
            means: speech.say({
              sv: `Väntade köp × väntat genomsnittligt köp${part}, till dagens värde med ${rate} ränta per år.`,
              en: `Purchases to expect × average purchase to expect${part}, at what it is worth today with ${rate} a year.`,
            }),
          },
        ]),
  ];
  return [
    ...heading(speech.say({ sv: `Prognos för ${horizon}`, en: `Forecast for ${horizon}` })),
    ...figureLines(figures),
    ...(isRefusal(spend) ? note(refusalSentence(spend, speech.locale)) : []),
  ];
}

function checkLines(check: ForecastCheck | ValueRefusal, speech: Speech): readonly string[] {
  const title = heading(
    speech.say({ sv: "Prov på det som redan är känt", en: "Trial on what is already known" }),
  );
  if (isRefusal(check)) return [...title, ...note(refusalSentence(check, speech.locale))];
  const { learntUntil, asOf, customers, expectedPurchases, actualPurchases, deviation } = check;
  const off =
    deviation === undefined
      ? { sv: "", en: "" }
      : {
          sv: ` Prognosen låg ${speech.percent(Math.abs(deviation))} för ${deviation < 0 ? "lågt" : "högt"}.`,
          en: ` The forecast was ${speech.percent(Math.abs(deviation))} too ${deviation < 0 ? "low" : "high"}.`,
        };
  const expected = speech.count(expectedPurchases);
  return [
    ...title,
    ...note(
      speech.say({
        sv: `En prognos av köpen till och med ${learntUntil} väntade ${expected} köp till och med ${asOf} av ${speech.count(customers)} kunder. Det blev ${speech.count(actualPurchases)}.${off.sv}`,
        en: `A forecast of the purchases until ${learntUntil} expected ${expected} purchases until ${asOf} of ${speech.count(customers)} customers. There were ${speech.count(actualPurchases)}.${off.en}`,
      }),
    ),
  ];
}

function activityLines({ customers }: PurchaseForecast, speech: Speech): readonly string[] {
  const parts: readonly { readonly title: string; readonly own: readonly CustomerForecast[] }[] = [
    {
      title: speech.say({ sv: "har köpt en gång", en: "bought once" }),
      own: customers.filter(({ repeats }) => repeats === 0),
    },
    ...[0.8, 0.6, 0.4, 0.2, 0].map((from) => ({
      title: `${speech.percent(from, 0)} – ${speech.percent(from + 0.2, 0)}`,
      own: customers.filter(
        ({ repeats, probabilityAlive }) =>
          repeats > 0 &&
          probabilityAlive >= from &&
          (probabilityAlive < from + 0.2 || from === 0.8),
      ),
    })),
  ];
  const rows = parts.map(({ title, own }) => {
    const expected = own.reduce((sum, each) => sum + each.expectedPurchases, 0);
    const share = own.length / customers.length;
    return [
      title,
      speech.count(own.length),
      speech.percent(share),
      bar(share),
      speech.count(expected),
    ];
  });
  return [
    ...heading(
      speech.say({
        sv: "Hur sannolikt de fortfarande är kunder",
        en: "How likely they are still customers",
      }),
    ),
    ...indented(
      [
        left(speech.say({ sv: "sannolikhet", en: "probability" })),
        right(speech.say({ sv: "kunder", en: "customers" })),
        right(speech.say({ sv: "andel", en: "share" })),
        left("                    "),
        right(speech.say({ sv: "väntade köp", en: "purchases to expect" })),
      ],
      rows,
    ),
  ];
}

function topLines(
  { customers }: PurchaseForecast,
  { settings, speech }: ReportContext,
): readonly string[] {
  const worth = (each: CustomerForecast) => each.discountedValue ?? each.expectedPurchases;
  const top = [...customers]
    .sort((a, b) => worth(b) - worth(a) || (a.customerId < b.customerId ? -1 : 1))
    .slice(0, settings.top);
  if (top.length === 0) return [];
  const rows = top.map((each) => [
    ...[each.customerId, speech.count(each.repeats + 1), speech.percent(each.probabilityAlive)],
    speech.decimal(each.expectedPurchases),
    each.expectedAveragePurchase === undefined ? "–" : speech.amount(each.expectedAveragePurchase),
    each.discountedValue === undefined ? "–" : speech.amount(each.discountedValue),
  ]);
  return [
    ...heading(
      speech.say({
        sv: `De ${top.length} kunder som väntas ge mest`,
        en: `The ${top.length} customers to expect most of`,
      }),
    ),
    ...indented(
      [
        left(speech.say({ sv: "kund", en: "customer" })),
        right(speech.say({ sv: "köp hittills", en: "purchases so far" })),
        right(speech.say({ sv: "aktiv", en: "active" })),
        right(speech.say({ sv: "väntade köp", en: "to expect" })),
        right(speech.say({ sv: `per köp (${speech.currency})`, en: `each (${speech.currency})` })),
        right(speech.say({ sv: "värde", en: "value" })),
      ],
      rows,
    ),
  ];
}

function customerRows({ customers }: PurchaseForecast, speech: Speech): CustomerRows {
  const money = (minor: number | undefined) => (minor === undefined ? "" : speech.major(minor));
  return {
    columns: [
      "customer",
      "repeats",
      "recency_weeks",
      "age_weeks",
      "average_repeat",
      "probability_active",
      "expected_purchases",
      "expected_average",
      "discounted_value",
    ],
    rows: customers.map((each) => [
      ...[each.customerId, String(each.repeats), each.recency.toFixed(3), each.age.toFixed(3)],
      ...[speech.major(Math.round(each.averageRepeat)), each.probabilityAlive.toFixed(6)],
      ...[each.expectedPurchases.toFixed(6), money(each.expectedAveragePurchase)],
      money(each.discountedValue),
    ]),
  };
}
