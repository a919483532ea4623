import {
  type CohortTable,
  checkForecast,
  cohortTable,
  contractValue,
  dateOfEpochDay,
  forecastPurchases,
  isRefusal,
  type PurchaseBook,
  type PurchaseForecast,
  paretoReport,
  type RfmScore,
  retentionCurve,
  rfmScores,
  type Tenure,
  valueReport,
} from "@perennial/lifecycle";
import {
  type AgreementValueBody,
  type ForecastBody,
  type LikelihoodBody,
  type ModelParameter,
  type ParetoBody,
  type PurchaseValueBody,
  type ReportBodies,
  type ReportInput,
  type RfmBody,
  type RfmCell,
  STILL_THERE,
  type TenureColumns,
} from "./report-bodies.ts";

/** How far ahead the forecast looks. */
const WEEKS = 52;
/** How many months or quarters of cohorts are kept. */
const MOST_COHORTS = 36;
/** Points of the 80/20 curve. */
const POINTS = 50;
const TOP = 0.2;

/** Makes one report after the other, each told as it is done, so that whoever waits sees how far it is. */
export function* makeReports(
  input: ReportInput,
): Generator<
  { readonly [Name in keyof ReportBodies]: readonly [Name, ReportBodies[Name]] }[keyof ReportBodies]
> {
  const book: PurchaseBook = {
    asOf: input.asOf,
    customers: input.buyers,
    ...{ starts: input.starts, days: input.days, amounts: input.amounts },
  };
  const purchases = purchaseValue(book);
  const agreements = agreementValue(input);
  yield ["value", { ...(purchases && { purchases }), ...(agreements && { agreements }) }];
  yield [
    "cohorts",
    { month: newest(cohortTable(book, "month")), quarter: newest(cohortTable(book, "quarter")) },
  ];
  yield ["pareto", pareto(input, book)];
  yield ["rfm", rfm(book)];
  yield ["forecast", forecast(book)];
}

/** How many reports there are. */
export const REPORTS = 5;

function purchaseValue(book: PurchaseBook): PurchaseValueBody | undefined {
  if (book.customers.length === 0) return undefined;
  const { customers: _rows, asOf: _asOf, ...sums } = valueReport(book);
  return sums;
}

function agreementValue({ asOf, tenures }: ReportInput): AgreementValueBody | undefined {
  const known = tenuresIn(tenures);
  if (known.length === 0) return undefined;
  const running = known.filter(({ end }) => end === undefined);
  const sums = {
    customers: running.length,
    ended: known.length - running.length,
    yearlyValue: running.reduce((sum, each) => sum + each.yearlyValue, 0),
  };
  const value = contractValue(known, { asOf });
  if (isRefusal(value)) return { ...sums, refusal: value, curve: retentionCurve(known, { asOf }) };
  const { totalValue, curve, fit } = value;
  return { ...sums, totalValue, churn: fit.churn, curve };
}

function tenuresIn({ starts, ends, yearlyValues }: TenureColumns): readonly Tenure[] {
  const tenures: Tenure[] = [];
  for (const [index, start] of starts.entries()) {
    const end = ends[index] ?? STILL_THERE;
    tenures.push({
      customerId: "",
      start: dateOfEpochDay(start),
      end: end === STILL_THERE ? undefined : dateOfEpochDay(end),
      yearlyValue: yearlyValues[index] ?? 0,
    });
  }
  return tenures;
}

function newest({ cohorts }: CohortTable): CohortTable["cohorts"] {
  return cohorts.slice(-MOST_COHORTS);
}

/** By the plan's value where customers have been reviewed; else by what they bought for in the last year. */
function pareto({ values }: ReportInput, book: PurchaseBook): ParetoBody | null {
  const basis = values.length > 0 ? "plan" : "purchases";
  const worth = basis === "plan" ? [...values] : lastYear(book);
  if (worth.length === 0) return null;
  const sorted = worth.toSorted((a, b) => b - a);
  const report = paretoReport(
    sorted.map((value, index) => ({ id: String(index).padStart(9, "0"), value })),
    TOP,
  );
  const { customers, totalValue, valueShare, customersForFourFifths } = report;
  return {
    ...{ basis, customers, totalValue, curve: curveOf(sorted, totalValue) },
    ...(valueShare !== undefined && { topShare: valueShare }),
    ...(customersForFourFifths !== undefined && { customersForFourFifths }),
  };
}

function lastYear(book: PurchaseBook): readonly number[] {
  return book.customers.length === 0
    ? []
    : valueReport(book)
        .customers.filter(({ purchases }) => purchases > 0)
        .map(({ amount }) => amount);
}

function curveOf(sorted: readonly number[], total: number): ParetoBody["curve"] {
  if (total <= 0) return [];
  const points = [{ customers: 0, value: 0 }];
  let sum = 0;
  let next = 1;
  for (const [index, value] of sorted.entries()) {
    sum += value;
    const share = (index + 1) / sorted.length;
    if (share * POINTS < next && index + 1 < sorted.length) continue;
    points.push({ customers: share, value: sum / total });
    next = Math.floor(share * POINTS) + 1;
  }
  return points;
}

function rfm(book: PurchaseBook): RfmBody {
  const scores = rfmScores(book);
  const cells = Map.groupBy(scores, ({ cell }) => cell);
  return {
    customers: scores.length,
    cells: [...cells.values()].flatMap((own): RfmCell[] => {
      const [first] = own;
      if (!first) return [];
      const { recency, frequency, monetary } = first;
      const sum = (of: (each: RfmScore) => number) =>
        own.reduce((total, each) => total + of(each), 0);
      return [
        {
          ...{ recency, frequency, monetary, customers: own.length },
          amount: sum(({ amount }) => amount),
          recencyDays: sum(({ recencyDays }) => recencyDays) / own.length,
        },
      ];
    }),
  };
}

function forecast(book: PurchaseBook): ForecastBody {
  const made = forecastPurchases(book, { horizonWeeks: WEEKS });
  if (isRefusal(made)) return { refusal: made };
  const check = checkForecast(book);
  return {
    weeks: WEEKS,
    totals: made.totals,
    ...(isRefusal(made.spend) && { valueRefusal: made.spend }),
    likelihoods: likelihoodsOf(made),
    ...(!isRefusal(check) && { check }),
    parameters: parametersOf(made),
  };
}

/** The least probabilities of the groups that customers with repeat purchases are put in. */
const LEAST = [0.8, 0.6, 0.4, 0.2, 0] as const;

function likelihoodsOf({ customers }: PurchaseForecast): readonly LikelihoodBody[] {
  const groups = Map.groupBy(customers, ({ repeats, probabilityAlive }) =>
    repeats === 0 ? undefined : LEAST.find((from) => probabilityAlive >= from),
  );
  return [undefined, ...LEAST].map((from) => {
    const own = groups.get(from) ?? [];
    const purchases = own.reduce((sum, each) => sum + each.expectedPurchases, 0);
    return { ...(from !== undefined && { from }), customers: own.length, purchases };
  });
}

function parametersOf({ purchases, spend }: PurchaseForecast): readonly ModelParameter[] {
  const { r, alpha, a, b } = purchases.estimates;
  const often: readonly ModelParameter[] = [
    { model: "bg-nbd", name: "r", ...r },
    { model: "bg-nbd", name: "alpha", ...alpha },
    { model: "bg-nbd", name: "a", ...a },
    { model: "bg-nbd", name: "b", ...b },
  ];
  if (isRefusal(spend)) return often;
  const { p, q, gamma } = spend.estimates;
  return [
    ...often,
    { model: "gamma-gamma", name: "p", ...p },
    { model: "gamma-gamma", name: "q", ...q },
    { model: "gamma-gamma", name: "gamma", ...gamma },
  ];
}
