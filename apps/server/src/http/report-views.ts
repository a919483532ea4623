import type {
  CohortsView,
  ForecastView,
  ParetoView,
  RfmView,
  ValueQuery,
  ValueReportView,
} from "@perennial/api";
import type { Locale } from "@perennial/contract";
import {
  acquisitionTest,
  businessCase,
  refusalSentence,
  type ValueRefusal,
} from "@perennial/lifecycle";
import type {
  AgreementValueBody,
  PurchaseValueBody,
  ReportBodies,
  ReportName,
} from "@perennial/runtime";
import type { KeptReport } from "@perennial/store";

/** A report as it is kept; nothing where it was never made. */
export interface Kept<Name extends ReportName> {
  readonly report: KeptReport | undefined;
  readonly body: ReportBodies[Name] | undefined;
}

function keptView<Name extends ReportName>({ report }: Kept<Name>) {
  return report === undefined ? null : { asOf: report.asOf, madeAt: report.madeAt };
}

function refusalView(refusal: ValueRefusal, locale: Locale) {
  return { reason: refusal.refused, sentence: refusalSentence(refusal, locale) };
}

/** What the base is worth, and what other factors would give (D-01 to D-08). */
export function valueReportView(
  kept: Kept<"value">,
  { query, currency }: { readonly query: ValueQuery; readonly currency: string },
): ValueReportView {
  const { purchases, agreements } = kept.body ?? {};
  return {
    ...{ kept: keptView(kept), currency },
    purchases: purchases ? purchaseValueView(purchases, query) : null,
    agreements: agreements ? agreementValueView(agreements, query.locale) : null,
  };
}

function purchaseValueView(body: PurchaseValueBody, query: ValueQuery) {
  const { statement, value, from, historyReaches, purchasesPerYear, averagePurchase } = body;
  const { start, gained, lost, end, churn, durationYears } = statement;
  const isKnown = historyReaches;
  return {
    ...{ from, start, gained, lost, end, historyReaches },
    churn: (isKnown ? churn : undefined) ?? null,
    purchasesPerYear: purchasesPerYear ?? null,
    averagePurchase: averagePurchase ?? null,
    durationYears: (isKnown ? durationYears : undefined) ?? null,
    yearlyRevenue:
      purchasesPerYear === undefined || averagePurchase === undefined
        ? null
        : purchasesPerYear * averagePurchase,
    lifetimeValue: value?.lifetimeValue ?? null,
    portfolioValue: value?.portfolioValue ?? null,
    acquisition: acquisitionView(body, query),
    change: changeView(body, query),
  };
}

function acquisitionView({ factors, value }: PurchaseValueBody, query: ValueQuery) {
  const { acquisitionCost, margin, yearlyDiscount } = query;
  if (acquisitionCost === undefined || !factors || !value) return null;
  const yearlyValue = value.yearlyRevenue * margin;
  const { durationYears } = factors;
  const test = acquisitionTest({ yearlyValue, durationYears, acquisitionCost, yearlyDiscount });
  return { cost: acquisitionCost, ...test };
}

function changeView({ factors }: PurchaseValueBody, query: ValueQuery) {
  const { purchasesChange, amountChange, durationChange, customersChange } = query;
  const changes = [purchasesChange, amountChange, durationChange, customersChange];
  if (!factors || changes.every((change) => change === undefined)) return null;
  const by = (value: number, change = 0) => value * (1 + change / 100);
  const { after, portfolioChange } = businessCase(factors, {
    purchasesPerYear: by(factors.purchasesPerYear, purchasesChange),
    averagePurchase: by(factors.averagePurchase, amountChange),
    durationYears: by(factors.durationYears, durationChange),
    customers: by(factors.customers, customersChange),
  });
  const { lifetimeValue, portfolioValue } = after;
  return { lifetimeValue, portfolioValue, portfolioChange: portfolioChange ?? null };
}

function agreementValueView(body: AgreementValueBody, locale: Locale) {
  const { customers, ended, yearlyValue, refusal, totalValue, churn, curve } = body;
  return {
    ...{ customers, ended, yearlyValue },
    refusal: refusal ? refusalView(refusal, locale) : null,
    totalValue: totalValue ?? null,
    perCustomer: totalValue === undefined || customers === 0 ? null : totalValue / customers,
    churn: churn ?? null,
    curve: curve.map(({ period, atRisk, lost, retention, survival, modelSurvival }) => ({
      ...{ year: period, atRisk, lost, retention, survival },
      model: modelSurvival ?? null,
    })),
  };
}

/** What customers can be expected to buy, or why that cannot be said. */
export function forecastView(
  kept: Kept<"forecast">,
  { locale, currency }: { readonly locale: Locale; readonly currency: string },
): ForecastView {
  const head = { kept: keptView(kept), currency };
  const { body } = kept;
  if (body === undefined) return { ...head, refusal: null, forecast: null };
  if ("refusal" in body) {
    return { ...head, refusal: refusalView(body.refusal, locale), forecast: null };
  }
  const { weeks, totals, valueRefusal, likelihoods, check, parameters } = body;
  const forecast = {
    ...{ weeks, customers: totals.customers, purchases: totals.expectedPurchases },
    ...{ active: totals.active, value: totals.discountedValue ?? null },
    valueRefusal: valueRefusal ? refusalView(valueRefusal, locale) : null,
    likelihoods: likelihoods.map((each) => ({ ...each, from: each.from ?? null })),
    check: check
      ? {
          learntUntil: check.learntUntil,
          expected: check.expectedPurchases,
          actual: check.actualPurchases,
          deviation: check.deviation ?? null,
        }
      : null,
    parameters: [...parameters],
  };
  return { ...head, refusal: null, forecast };
}

/** Customers by when they first bought. */
export function cohortsView(
  kept: Kept<"cohorts">,
  { by, currency }: { readonly by: "month" | "quarter"; readonly currency: string },
): CohortsView {
  const cohorts = kept.body?.[by] ?? [];
  return {
    ...{ kept: keptView(kept), currency, by },
    cohorts: cohorts.map(({ label, customers, revenue, cells }) => ({
      ...{ label, customers, revenue },
      cells: cells.map(({ label: _label, ...cell }) => cell),
    })),
  };
}

/** How much of the value the best customers stand for. */
export function paretoView(kept: Kept<"pareto">, currency: string): ParetoView {
  const body = kept.body ?? undefined;
  return {
    ...{ kept: keptView(kept), currency, basis: body?.basis ?? null },
    ...{ customers: body?.customers ?? 0, totalValue: body?.totalValue ?? 0 },
    topShare: body?.topShare ?? null,
    customersForFourFifths: body?.customersForFourFifths ?? null,
    curve: [...(body?.curve ?? [])],
  };
}

/** How recently, how often and for how much customers bought. */
export function rfmView(kept: Kept<"rfm">, currency: string): RfmView {
  const { customers = 0, cells = [] } = kept.body ?? {};
  return { kept: keptView(kept), currency, customers, cells: [...cells] };
}
