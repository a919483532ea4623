import { LocalDate } from "@perennial/contract";
import { z } from "zod";
import { operation, streamingOperation } from "./operation.ts";
import { COUNTED_KINDS } from "./plan-schemas.ts";
import {
  CohortsView,
  FlowPeriodView,
  ForecastView,
  MigrationView,
  ParetoView,
  RefreshLine,
  RenewalsView,
  RfmView,
} from "./report-schemas.ts";
import { ValueReportView } from "./value-schemas.ts";

const none = z.strictObject({});
const locale = z.enum(["sv", "en"]).default("sv");
const spoken = z.strictObject({ locale });
const read = { method: "get", tag: "Insight", role: "viewer", params: none, body: none } as const;

/** The last months or quarters, the one under way included. */
const periods = z.strictObject({
  locale,
  by: z.enum(["month", "quarter"]).default("month"),
  periods: z.coerce.number().int().min(1).max(36).default(12).meta({
    description: "How many, the one under way included.",
  }),
});

const percent = (of: string) =>
  z.coerce
    .number()
    .min(-100)
    .max(1_000)
    .optional()
    .meta({
      description: `What would become of ${of}, as per cent more or, below 0, less.`,
    });

/** What is asked about value beside what is kept. */
const ValueQuery = spoken.extend({
  acquisitionCost: z.coerce.number().int().min(0).max(1e12).optional().meta({
    description: "What acquiring a customer costs in minor units, to see whether it pays (D-08).",
  }),
  margin: z.coerce.number().min(0).max(1).default(1).meta({
    description: "The share of revenue that is left, for the same test.",
  }),
  yearlyDiscount: z.coerce.number().min(0).max(1).default(0.1).meta({
    description: "What money a year ahead is worth less, for the same test.",
  }),
  purchasesChange: percent("purchases a year"),
  amountChange: percent("the average purchase"),
  durationChange: percent("the duration"),
  customersChange: percent("the number of customers"),
});
export type ValueQuery = z.output<typeof ValueQuery>;

/** Reports that look at every purchase or agreement: kept when they are made, and given as they were kept. */
export const REPORT_OPERATIONS = {
  getRenewals: operation({
    ...{ ...read, id: "getRenewals", path: "/v1/insight/renewals" },
    summary: "Agreements that end in the next 7, 30, 60 and 90 days, and what is done about them",
    query: none,
    answer: RenewalsView,
  }),
  getFlowPeriods: operation({
    ...{ ...read, id: "getFlowPeriods", path: "/v1/insight/flows/periods" },
    summary: "The statement of the customer flow, month by month or quarter by quarter",
    query: periods,
    answer: z.strictObject({
      firstNight: LocalDate.nullable().meta({
        description: "Since when the base has been counted; null before the first night.",
      }),
      items: z.array(FlowPeriodView),
    }),
  }),
  getMigration: operation({
    ...{ ...read, id: "getMigration", path: "/v1/insight/migration" },
    summary: "Who moved from where to where, month by month or quarter by quarter (D-15)",
    query: periods.extend({ kind: z.enum(COUNTED_KINDS).default("flow") }),
    answer: MigrationView,
  }),
  getValueReport: operation({
    ...{ ...read, id: "getValueReport", path: "/v1/insight/value" },
    summary: "What the base is worth by purchases and by agreements (D-01 to D-08), as kept",
    query: ValueQuery,
    answer: ValueReportView,
  }),
  getForecast: operation({
    ...{ ...read, id: "getForecast", path: "/v1/insight/forecast" },
    summary: "What customers can be expected to buy in the year ahead, as kept",
    query: spoken,
    answer: ForecastView,
  }),
  getCohorts: operation({
    ...{ ...read, id: "getCohorts", path: "/v1/insight/cohorts" },
    summary: "Customers by when they first bought: who still buys, and for how much, as kept",
    query: z.strictObject({ by: z.enum(["month", "quarter"]).default("month") }),
    answer: CohortsView,
  }),
  getPareto: operation({
    ...{ ...read, id: "getPareto", path: "/v1/insight/pareto" },
    summary: "How much of the value the best customers stand for (80/20, M-14), as kept",
    query: none,
    answer: ParetoView,
  }),
  getRfm: operation({
    ...{ ...read, id: "getRfm", path: "/v1/insight/rfm" },
    summary: "Customers by how recently, how often and for how much they bought, as kept",
    query: none,
    answer: RfmView,
  }),
  refreshReport: streamingOperation({
    id: "refreshReport",
    method: "post",
    path: "/v1/insight/refresh",
    summary:
      "Makes the kept reports anew, of all there is today; closing the connection stops it and keeps what was there",
    tag: "Insight",
    role: "agent",
    changes: false,
    params: none,
    query: none,
    body: none,
    answer: RefreshLine,
  }),
} as const;
