import {
  type AcquisitionTest,
  type AssessmentFigures,
  acquisitionTest,
  addDays,
  purchaseBook,
  type ValueReport,
  valueReport,
} from "@perennial/lifecycle";
import type { CustomerRows, InsightReport, ReportContext } from "../context.ts";
import { type Figure, figureLines, heading, note } from "../output/lines.ts";
import type { Speech } from "../output/speech.ts";
import { acquisitionLines, lifetimeLines } from "../output/value-lines.ts";
import { checkPeriod, longestPeriod, startOfPeriods } from "../period.ts";
import { contractReport } from "./contracts.ts";

/** Lifetime value by the documents' arithmetic, and by contract where there are agreements (D-01 to D-08). */
export function makeValue(context: ReportContext): InsightReport {
  const { base } = context;
  const purchases = base.hasPurchases ? purchaseValue(context) : undefined;
  const contracts = base.hasAgreements ? contractReport(context) : undefined;
  return {
    data: { ...purchases?.data, ...(contracts && { contracts: contracts.data }) },
    lines: [...(purchases?.lines ?? []), ...(contracts?.lines ?? [])],
    ...(purchases?.rows ? { rows: purchases.rows } : contracts?.rows && { rows: contracts.rows }),
  };
}

function purchaseValue(context: ReportContext): InsightReport {
  const { base, asOf, settings, speech } = context;
  checkPeriod(base, asOf, settings.period);
  const report = valueReport(purchaseBook(base.rows(), { asOf }), settings.period);
  const test = testAcquisition(report, context);
  const { customers, ...data } = report;
  return {
    data: { ...data, ...(test && { acquisition: test }), customers },
    lines: [
      ...statementLines(report, context),
      ...lifetimeLines(report, context),
      ...(test ? acquisitionLines(test, context) : []),
    ],
    rows: customerRows(report, speech),
  };
}

/** The same test as figures, for the self-assessment; nothing without a cost, or where a lifetime cannot be computed. */
export function acquisitionFigures(context: ReportContext): AssessmentFigures["acquisition"] {
  const { base, asOf, settings } = context;
  if (settings.acquisitionCost === undefined || !base.hasPurchases) return undefined;
  const report = valueReport(purchaseBook(base.rows(), { asOf }), settings.period);
  const test = testAcquisition(report, context);
  return test && { ...test, cost: settings.acquisitionCost };
}

function testAcquisition(
  { factors, value }: ValueReport,
  { settings }: ReportContext,
): AcquisitionTest | undefined {
  const { acquisitionCost, yearlyDiscount, margin } = settings;
  if (acquisitionCost === undefined || !factors || !value) return undefined;
  const yearlyValue = value.yearlyRevenue * margin;
  const { durationYears } = factors;
  return acquisitionTest({ yearlyValue, durationYears, acquisitionCost, yearlyDiscount });
}

function statementLines(report: ValueReport, context: ReportContext): readonly string[] {
  const { speech } = context;
  const { from, asOf, statement, historyReaches } = report;
  const time = { sv: `${from} till ${asOf}`, en: `${from} to ${asOf}` };
  if (!historyReaches) return shortHistoryLines(report, context);
  const { start, gained, lost, end, churn, durationYears } = statement;
  const earlier = speech.say(timeBefore(context));
  const figures: Figure[] = [
    {
      label: speech.say({ sv: "Kunder vid periodens början", en: "Customers at the start" }),
      value: speech.count(start),
      means: speech.say({ sv: `Köpte något ${earlier}.`, en: `Bought something from ${earlier}.` }),
    },
    {
      label: speech.say({ sv: "+ Nya och återvunna", en: "+ New and won back" }),
      value: speech.count(gained),
      means: speech.say({
        sv: `Köpte något ${time.sv}, men inte perioden före.`,
        en: `Bought something from ${time.en}, and nothing in the period before.`,
      }),
    },
    {
      label: speech.say({ sv: "− Förlorade", en: "− Lost" }),
      value: speech.count(lost),
      means: speech.say({
        sv: "Köpte något perioden före, men inget i perioden.",
        en: "Bought something in the period before, and nothing in this one.",
      }),
    },
    {
      label: speech.say({ sv: "= Kunder vid periodens slut", en: "= Customers at the end" }),
      value: speech.count(end),
      means: speech.say({ sv: `Köpte något ${time.sv}.`, en: `Bought something from ${time.en}.` }),
    },
    ...(churn === undefined ? [] : [churnFigure(churn, context)]),
    ...(durationYears === undefined ? [] : [durationFigure(durationYears, report, speech)]),
  ];
  return [
    ...heading(speech.say({ sv: "Kundflödet i perioden", en: "Customers in the period" })),
    ...figureLines(figures),
  ];
}

function timeBefore({ asOf, settings }: ReportContext) {
  const from = startOfPeriods(asOf, settings.period, 2);
  const to = addDays(startOfPeriods(asOf, settings.period, 1), -1);
  return { sv: `${from} till ${to}`, en: `${from} to ${to}` };
}

function churnFigure(churn: number, { speech, settings }: ReportContext): Figure {
  const period = speech.duration(settings.period);
  return {
    label: speech.say({ sv: "Andel förlorade", en: "Churn" }),
    value: speech.percent(churn),
    means: speech.say({
      sv: `Förlorade delat med kunderna vid periodens början, på ${period}.`,
      en: `Lost divided by customers at the start, over ${period}.`,
    }),
  };
}

function durationFigure(durationYears: number, report: ValueReport, speech: Speech): Figure {
  const { start, lost } = report.statement;
  const perYear = speech.count(start / durationYears);
  return {
    label: speech.say({ sv: "Duration", en: "Duration" }),
    value: speech.years(durationYears),
    means: speech.say({
      sv: `Så länge stannar en kund i genomsnitt: kunder vid början delat med förlorade per år, ${speech.count(start)}\u00a0/\u00a0${perYear}${lost === Math.round(start / durationYears) ? "" : " (omräknat till ett år)"}.`,
      en: `How long a customer stays on average: customers at the start divided by those lost in a year, ${speech.count(start)}\u00a0/\u00a0${perYear}${lost === Math.round(start / durationYears) ? "" : " (scaled to a year)"}.`,
    }),
  };
}

function shortHistoryLines(
  { statement }: ValueReport,
  { base, asOf, settings, speech }: ReportContext,
): readonly string[] {
  const needed = startOfPeriods(asOf, settings.period, 2);
  const longest = longestPeriod(base, asOf, 2);
  const advice =
    longest === undefined
      ? { sv: "", en: "" }
      : {
          sv: ` Med --period ${longest} räcker köpen.`,
          en: ` With --period ${longest} the purchases suffice.`,
        };
  const customers = speech.count(statement.end);
  return [
    ...heading(speech.say({ sv: "Kundflödet i perioden", en: "Customers in the period" })),
    ...note(
      speech.say({
        sv: `${customers} kunder köpte i perioden. Hur många som har gått förlorade, och därmed duration och livstidsvärde, går inte att säga: det kräver köp från ${needed}, och de börjar ${base.reach?.first}.${advice.sv}`,
        en: `${customers} customers bought in the period. How many have been lost, and so duration and lifetime value, cannot be said: that takes purchases from ${needed} on, and they begin on ${base.reach?.first}.${advice.en}`,
      }),
    ),
  ];
}

function customerRows({ customers }: ValueReport, speech: Speech): CustomerRows {
  return {
    columns: [
      "customer",
      "first_purchase",
      "last_purchase",
      "purchases",
      "amount",
      "all_purchases",
      "all_amount",
    ],
    rows: customers.map((each) => [
      ...[each.customerId, each.firstPurchase, each.lastPurchase],
      ...[String(each.purchases), speech.major(each.amount)],
      ...[String(each.allPurchases), speech.major(each.allAmount)],
    ]),
  };
}
