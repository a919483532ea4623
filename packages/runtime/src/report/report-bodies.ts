import type { LocalDate } from "@perennial/contract";
import type {
  BgNbdParameters,
  CohortTable,
  Estimate,
  ForecastCheck,
  ForecastTotals,
  RetentionPoint,
  ValueRefusal,
  ValueReport,
} from "@perennial/lifecycle";

/** What the value report keeps of purchases (D-01 to D-07). */
export type PurchaseValueBody = Omit<ValueReport, "customers" | "asOf">;

/** What the value report keeps of agreements. */
export interface AgreementValueBody {
  readonly customers: number;
  readonly ended: number;
  readonly yearlyValue: number;
  readonly refusal?: ValueRefusal;
  readonly totalValue?: number;
  readonly churn?: Estimate;
  readonly curve: readonly (RetentionPoint & { readonly modelSurvival?: number })[];
}

/** What the value report keeps. */
export interface ValueBody {
  readonly purchases?: PurchaseValueBody;
  readonly agreements?: AgreementValueBody;
}

/** A parameter of a fitted model. */
export interface ModelParameter extends Estimate {
  readonly model: "bg-nbd" | "gamma-gamma";
  readonly name: keyof BgNbdParameters | "p" | "q" | "gamma";
}

/** Customers by how likely they are still active. */
export interface LikelihoodBody {
  /** Missing for those who bought once. */
  readonly from?: number;
  readonly customers: number;
  readonly purchases: number;
}

/** What the forecast keeps: sums, and why something is missing. */
export type ForecastBody =
  | { readonly refusal: ValueRefusal }
  | {
      readonly weeks: number;
      readonly totals: ForecastTotals;
      readonly valueRefusal?: ValueRefusal;
      readonly likelihoods: readonly LikelihoodBody[];
      readonly check?: ForecastCheck;
      readonly parameters: readonly ModelParameter[];
    };

/** What the cohorts keep. */
export interface CohortsBody {
  readonly month: CohortTable["cohorts"];
  readonly quarter: CohortTable["cohorts"];
}

/** A point of the 80/20 curve, both as shares. */
export interface ParetoPoint {
  readonly customers: number;
  readonly value: number;
}

/** What the 80/20 report keeps. */
export interface ParetoBody {
  readonly basis: "plan" | "purchases";
  readonly customers: number;
  readonly totalValue: number;
  readonly topShare?: number;
  readonly customersForFourFifths?: number;
  readonly curve: readonly ParetoPoint[];
}

/** Customers with the same three scores. */
export interface RfmCell {
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
  readonly customers: number;
  readonly amount: number;
  readonly recencyDays: number;
}

/** What the RFM report keeps. */
export interface RfmBody {
  readonly customers: number;
  readonly cells: readonly RfmCell[];
}

/** What each report keeps, by its name. */
export interface ReportBodies {
  readonly value: ValueBody;
  readonly forecast: ForecastBody;
  readonly cohorts: CohortsBody;
  readonly pareto: ParetoBody | null;
  readonly rfm: RfmBody;
}
export type ReportName = keyof ReportBodies;

/** What reports are made of: columns, and texts where there is no way round them. */
export interface ReportInput {
  readonly asOf: LocalDate;
  readonly zone: string;
  /** Customers with a purchase by their ids, rising. */
  readonly buyers: readonly string[];
  /** Where each customer's rows begin; one more than there are customers. */
  readonly starts: Uint32Array;
  readonly days: Int32Array;
  readonly amounts: Float64Array;
  /** How long customers with agreements have been ones, their ids left out. */
  readonly tenures: TenureColumns;
  /** What each customer of the base is worth by the plan, the most first; empty without a reviewed plan. */
  readonly values: Float64Array;
}

/** Unbroken times as a customer, in columns. */
export interface TenureColumns {
  /** Days from 1970-01-01. */
  readonly starts: Int32Array;
  /** The last day; `STILL_THERE` while it lasts. */
  readonly ends: Int32Array;
  readonly yearlyValues: Float64Array;
}

/** Stands for no end. */
export const STILL_THERE = 2_147_483_647;
