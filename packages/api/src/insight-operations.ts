import { LocalDate } from "@perennial/contract";
import { z } from "zod";
import {
  FlowsView,
  GroupReportView,
  MatrixCellView,
  MovesView,
  PhaseReportView,
  PlaceView,
  ReportedDays,
} from "./insight-schemas.ts";
import { operation } from "./operation.ts";
import { COUNTED_KINDS } from "./plan-schemas.ts";

const none = z.strictObject({});
const locale = z.enum(["sv", "en"]).default("sv");
const days = ReportedDays.extend({ locale });
const spoken = z.strictObject({ locale });
const read = { method: "get", tag: "Insight", role: "viewer", params: none, body: none } as const;

/** Reports on the whole base, counted by the database. */
export const INSIGHT_OPERATIONS = {
  getBase: operation({
    ...{ ...read, id: "getBase", path: "/v1/insight/base" },
    summary: "How many customers each tier, phase, class, segment, band, flow and risk has now",
    query: none,
    answer: z.strictObject({ items: z.array(PlaceView) }),
  }),
  getBaseHistory: operation({
    ...{ ...read, id: "getBaseHistory", path: "/v1/insight/base/nights" },
    summary: "The same at the end of each night",
    query: ReportedDays,
    answer: z.strictObject({ items: z.array(PlaceView.extend({ on: LocalDate })) }),
  }),
  getFlows: operation({
    ...{ ...read, id: "getFlows", path: "/v1/insight/flows" },
    summary: "The customer flow: who came, was lost and was won back, and who moved up or down",
    query: days,
    answer: FlowsView,
  }),
  getMoves: operation({
    ...{ ...read, id: "getMoves", path: "/v1/insight/moves" },
    summary: "Who moved between tiers, phases, classes, segments, bands, risks or groups",
    query: days.extend({ kind: z.enum(COUNTED_KINDS) }),
    answer: MovesView,
  }),
  getMatrix: operation({
    ...{ ...read, id: "getMatrix", path: "/v1/insight/matrix" },
    summary: "The customer matrix: who is in each cell of class and segment, and what it gets",
    query: spoken,
    answer: z.strictObject({ customers: z.int(), cells: z.array(MatrixCellView) }),
  }),
  getPhaseReport: operation({
    ...{ ...read, id: "getPhaseReport", path: "/v1/insight/phases" },
    summary: "How active customers are spread over the phases, with a warning (M-05)",
    query: spoken,
    answer: PhaseReportView,
  }),
  getGroupReport: operation({
    ...{ ...read, id: "getGroupReport", path: "/v1/insight/groups" },
    summary: "How the user's own groups developed (V-15)",
    query: days,
    answer: z.strictObject({ items: z.array(GroupReportView) }),
  }),
} as const;
