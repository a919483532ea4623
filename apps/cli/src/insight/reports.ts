import type { ReportName } from "../commands/insight.ts";
import type { InsightReport, ReportContext } from "./context.ts";
import { makeAssessment } from "./report/assessment.ts";
import { makeChurn } from "./report/churn.ts";
import { makeCohorts } from "./report/cohorts.ts";
import { makeFlows } from "./report/flows.ts";
import { makeForecast } from "./report/forecast.ts";
import { makeMatrix } from "./report/matrix.ts";
import { makeMigration } from "./report/migration.ts";
import { makePareto } from "./report/pareto.ts";
import { makeReadiness } from "./report/readiness.ts";
import { makeRfm } from "./report/rfm.ts";
import { makeValue } from "./report/value.ts";

/** What makes each report (D-33). */
export const MAKERS: Readonly<Record<ReportName, (context: ReportContext) => InsightReport>> = {
  value: makeValue,
  flows: makeFlows,
  migration: makeMigration,
  matrix: makeMatrix,
  rfm: makeRfm,
  forecast: makeForecast,
  readiness: makeReadiness,
  pareto: makePareto,
  cohorts: makeCohorts,
  churn: makeChurn,
  assessment: makeAssessment,
};
