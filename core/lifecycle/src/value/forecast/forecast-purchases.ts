import type { LocalDate } from "@perennial/contract";
import { YEARLY_DISCOUNT } from "../arithmetic/discount.ts";
import { positive } from "../check-number.ts";
import { type Estimate, symmetricEstimate } from "../math/estimate.ts";
import { standardErrorOf } from "../math/fit-likelihood.ts";
import type { PurchaseBook } from "../purchases/purchase-book.ts";
import { type PurchaseHistory, purchaseHistories } from "../purchases/purchase-history.ts";
import { isRefusal, type ValueRefusal } from "../value-refusal.ts";
import { type BgNbdParameters, bgNbdParameters } from "./bg-nbd.ts";
import {
  discountedPurchases,
  expectedPurchases,
  type PredictedHistory,
  probabilityAlive,
} from "./bg-nbd-prediction.ts";
import { type BgNbdFit, type ForecastLimits, fitBgNbd } from "./fit-bg-nbd.ts";
import { fitGammaGamma, type GammaGammaFit, type SpendLimits } from "./fit-gamma-gamma.ts";
import { expectedAveragePurchase } from "./gamma-gamma.ts";
import { groupHistories } from "./history-groups.ts";

/** How a forecast is made. */
export interface ForecastOptions {
  /** How far ahead purchases are expected. @default 52 */
  readonly horizonWeeks?: number;
  /** @default 0.1 */
  readonly yearlyDiscount?: number;
  /** The share of an amount that counts as value, such as a margin of 0.3. @default 1 */
  readonly margin?: number;
  readonly limits?: ForecastLimits;
  readonly spendLimits?: SpendLimits;
}

/** What is expected of one customer; money in whole minor units, and none where spend was refused. */
export interface CustomerForecast extends PurchaseHistory {
  readonly probabilityAlive: number;
  readonly expectedPurchases: number;
  readonly expectedAveragePurchase: number | undefined;
  /** Expected purchases times expected average purchase times margin, discounted. */
  readonly discountedValue: number | undefined;
}

/** What is expected of all customers together. */
export interface ForecastTotals {
  readonly customers: number;
  /**
   * Purchases to expect. The bounds are those of the parameters alone: that customers may happen to buy more or less,
   * or not be as the model has them, comes on top, and `checkForecast` shows how much it has been.
   */
  readonly expectedPurchases: Estimate;
  /** Customers to be counted as active, by the sum of their probabilities. */
  readonly active: Estimate;
  readonly discountedValue: number | undefined;
}

/** A forecast of purchases (product.md, must-have 24). */
export interface PurchaseForecast {
  readonly asOf: LocalDate;
  readonly horizonWeeks: number;
  readonly yearlyDiscount: number;
  readonly margin: number;
  readonly purchases: BgNbdFit;
  readonly spend: GammaGammaFit | ValueRefusal;
  readonly totals: ForecastTotals;
  /** By customer id. */
  readonly customers: readonly CustomerForecast[];
}

/**
 * Fits how often and for how much customers buy, and says of each whether it is still one, how many purchases and
 * what value to expect. Refuses where the data do not carry it; where only the amounts do not, the purchases stand.
 */
export function forecastPurchases(
  book: PurchaseBook,
  options: ForecastOptions = {},
): PurchaseForecast | ValueRefusal {
  const histories = purchaseHistories(book);
  const purchases = fitBgNbd(histories, options.limits);
  if (isRefusal(purchases)) return purchases;
  const spend = fitGammaGamma(histories, options.spendLimits);
  const settings = {
    horizonWeeks: positive(options.horizonWeeks ?? 52, "the horizon in weeks"),
    yearlyDiscount: options.yearlyDiscount ?? YEARLY_DISCOUNT,
    margin: options.margin ?? 1,
  };
  const customers = forecastCustomers(histories, { purchases, spend, ...settings });
  const totals = totalsOf(customers, purchases, settings.horizonWeeks);
  return { asOf: book.asOf, ...settings, purchases, spend, totals, customers };
}

type Models = Pick<
  PurchaseForecast,
  "purchases" | "spend" | "horizonWeeks" | "yearlyDiscount" | "margin"
>;

interface Outlook {
  readonly probabilityAlive: number;
  readonly expectedPurchases: number;
  readonly discounted: number;
}

function forecastCustomers(
  histories: readonly PurchaseHistory[],
  models: Models,
): CustomerForecast[] {
  const known = new Map<string, Outlook>();
  return histories.map((history) => {
    // Equal histories have equal prospects, and most customers share theirs with others.
    const key = `${history.repeats} ${history.recency} ${history.age}`;
    let outlook = known.get(key);
    if (outlook === undefined) {
      outlook = outlookOf(history, models);
      known.set(key, outlook);
    }
    const { discounted, ...counts } = outlook;
    if (isRefusal(models.spend)) {
      return {
        ...history,
        ...counts,
        expectedAveragePurchase: undefined,
        discountedValue: undefined,
      };
    }
    const average = expectedAveragePurchase(models.spend.parameters, history);
    return {
      ...history,
      ...counts,
      expectedAveragePurchase: Math.round(average),
      discountedValue: Math.round(average * models.margin * discounted),
    };
  });
}

function outlookOf(history: PurchaseHistory, models: Models): Outlook {
  const { parameters } = models.purchases;
  const { horizonWeeks: weeks, yearlyDiscount } = models;
  return {
    probabilityAlive: probabilityAlive(parameters, history),
    expectedPurchases: expectedPurchases(parameters, history, weeks),
    discounted: discountedPurchases(parameters, history, { weeks, yearlyDiscount }),
  };
}

function totalsOf(
  customers: readonly CustomerForecast[],
  purchases: BgNbdFit,
  weeks: number,
): ForecastTotals {
  const groups = groupHistories(customers);
  const total = (each: (parameters: BgNbdParameters, history: PredictedHistory) => number) => {
    const sum = (at: readonly number[]) => {
      const parameters = bgNbdParameters(at);
      return groups.counts.reduce((before, count, group) => {
        const repeats = groups.repeats[group] ?? 0;
        const recency = groups.recencies[group] ?? 0;
        const age = groups.ages[group] ?? 0;
        return before + count * each(parameters, { repeats, recency, age });
      }, 0);
    };
    return symmetricEstimate(sum(purchases.fit.at), standardErrorOf(purchases.fit, sum));
  };
  const values = customers.map((customer) => customer.discountedValue);
  return {
    customers: customers.length,
    expectedPurchases: total((parameters, row) => expectedPurchases(parameters, row, weeks)),
    active: total(probabilityAlive),
    discountedValue: values.reduce<number | undefined>(
      (sum, value) => (sum === undefined || value === undefined ? undefined : sum + value),
      0,
    ),
  };
}
