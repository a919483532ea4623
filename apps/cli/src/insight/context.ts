import type { Duration, LocalDate } from "@perennial/contract";
import {
  ChurnRules,
  FlowRules,
  type LifecyclePlan,
  type ProgramFiles,
  ValueClassRules,
} from "@perennial/lifecycle";
import type { AssessmentAnswer } from "@perennial/store";
import type { Progress } from "../output/progress.ts";
import type { InsightBase } from "./base/insight-base.ts";
import type { Speech } from "./output/speech.ts";

/** What a report may be told beside the base; each report looks at what it knows. */
export interface ReportSettings {
  /** The time reported on. */
  readonly period: Duration;
  /** Whether somebody asked for this period. */
  readonly isPeriodGiven: boolean;
  readonly horizon: Duration | undefined;
  /** How many customers are listed. */
  readonly top: number;
  readonly cohorts: "month" | "quarter";
  readonly tenure: "month" | "year";
  readonly recordsFrom: LocalDate | undefined;
  /** The share that counts as value. */
  readonly margin: number;
  readonly yearlyDiscount: number;
  /** In minor units. */
  readonly acquisitionCost: number | undefined;
  /** Weeks that the forecast is tried on. */
  readonly checkWeeks: number;
  /** Programs whose needs are looked at, by id. */
  readonly programs: ReadonlyMap<string, ProgramFiles>;
  /** What the company itself answers in the self-assessment. */
  readonly answers: readonly AssessmentAnswer[];
}

/** What a report is made from. */
export interface ReportContext {
  readonly base: InsightBase;
  readonly asOf: LocalDate;
  /** Missing where nobody has one. */
  readonly plan: LifecyclePlan | undefined;
  readonly rules: ReportRules;
  readonly settings: ReportSettings;
  readonly speech: Speech;
  readonly progress: Progress;
}

/** The rules that customers are told apart by: the plan's, or the defaults. */
export interface ReportRules {
  readonly flows: FlowRules;
  readonly classes: ValueClassRules;
  readonly churn: ChurnRules;
}

/** A report: as data, to read, and a row for each customer where there is one. */
export interface InsightReport {
  readonly data: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
  readonly rows?: CustomerRows;
}

/** A file with a row for each customer. */
export interface CustomerRows {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly string[]>;
}

/**
 * The plan's rules; where it has none, the defaults, by agreements for a base that has no purchases.
 */
export function reportRules(plan: LifecyclePlan | undefined, base: InsightBase): ReportRules {
  const byAgreements = !base.hasPurchases && base.hasAgreements;
  return {
    flows: plan?.flows ?? FlowRules.parse(byAgreements ? { basis: "agreements" } : {}),
    classes: plan?.valueClasses ?? ValueClassRules.parse(byAgreements ? { by: "agreements" } : {}),
    churn: plan?.churn ?? ChurnRules.parse({}),
  };
}
