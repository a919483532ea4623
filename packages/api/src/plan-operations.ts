import { LocalDate } from "@perennial/contract";
import { z } from "zod";
import { operation, streamingOperation } from "./operation.ts";
import {
  NightView,
  PlanInput,
  PlanPreviewLine,
  PlanProblemView,
  PlanVersionView,
} from "./plan-schemas.ts";

const none = z.strictObject({});
const locale = z.enum(["sv", "en"]).default("sv");
const plan = z.record(z.string(), z.unknown()).meta({
  description: "The plan, with every default filled in; `perennial plan schema` describes it.",
});
const problems = z.array(PlanProblemView);

/** What can be asked about the lifecycle plan: the rules that tell customers apart, and the review that goes by them. */
export const PLAN_OPERATIONS = {
  getPlan: operation({
    id: "getPlan",
    method: "get",
    path: "/v1/plan",
    summary: "The lifecycle plan in force, with what the checker says of it today",
    tag: "Lifecycle plan",
    role: "viewer",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({
      inForce: PlanVersionView.extend({ plan }).nullable().meta({
        description: "Null where no plan was ever published.",
      }),
      problems,
    }),
  }),
  checkPlan: operation({
    id: "checkPlan",
    changes: false,
    method: "post",
    path: "/v1/plan/check",
    summary: "Everything wrong with a plan; nothing is kept",
    tag: "Lifecycle plan",
    role: "viewer",
    params: none,
    query: none,
    body: z.strictObject({ plan: PlanInput }),
    answer: z.strictObject({ errors: z.int(), warnings: z.int(), problems }),
  }),
  previewPlan: streamingOperation({
    id: "previewPlan",
    changes: false,
    method: "post",
    path: "/v1/plan/preview",
    summary:
      "What a plan would do to the base there is: who would rise, fall and move; nothing is kept, and closing the connection stops it",
    tag: "Lifecycle plan",
    role: "marketer",
    params: none,
    query: z.strictObject({ locale }),
    body: z.strictObject({ plan: PlanInput }),
    answer: PlanPreviewLine,
  }),
  publishPlan: operation({
    id: "publishPlan",
    method: "put",
    path: "/v1/plan",
    summary:
      "Puts a plan in force, and has the base reviewed by it; refused with errors, and without a preview of this very plan unless it is confirmed",
    tag: "Lifecycle plan",
    role: "marketer",
    params: none,
    query: none,
    body: z.strictObject({
      plan: PlanInput,
      preview: z.string().max(100).optional().meta({
        description: "The `fingerprint` of the preview of this plan.",
      }),
      basedOn: z.int().min(0).optional().meta({
        description:
          "The version that was changed, 0 for none: refused where another is in force by now. Whoever leaves it out replaces whatever is.",
      }),
      confirm: z.boolean().default(false).meta({
        description: "Publishes without a preview.",
      }),
    }),
    answer: z.strictObject({ version: z.int(), problems }),
  }),
  listPlanVersions: operation({
    id: "listPlanVersions",
    method: "get",
    path: "/v1/plan/versions",
    summary: "Every plan that was ever published, newest first",
    tag: "Lifecycle plan",
    role: "viewer",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({ items: z.array(PlanVersionView) }),
  }),
  getPlanVersion: operation({
    id: "getPlanVersion",
    method: "get",
    path: "/v1/plan/versions/{version}",
    summary: "A plan as it was published",
    tag: "Lifecycle plan",
    role: "viewer",
    params: z.strictObject({ version: z.coerce.number().int().min(1).max(2_147_483_647) }),
    query: none,
    body: none,
    answer: PlanVersionView.extend({ plan }),
  }),
  listNights: operation({
    id: "listNights",
    method: "get",
    path: "/v1/plan/nights",
    summary: "How the nightly reviews went, newest first; the first of them may be under way",
    tag: "Lifecycle plan",
    role: "viewer",
    params: none,
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(30) }),
    body: none,
    answer: z.strictObject({ items: z.array(NightView) }),
  }),
  fitRiskModel: operation({
    id: "fitRiskModel",
    method: "post",
    path: "/v1/plan/risk-model",
    summary:
      "Learns from the company's own history who leaves (M-17); the next night goes by it. Refused with a reason where the history does not carry a model",
    tag: "Lifecycle plan",
    role: "marketer",
    params: none,
    query: z.strictObject({ locale }),
    body: none,
    answer: z.strictObject({
      fitted: z.boolean(),
      reason: z.string().nullable().meta({ description: "Why there is no model." }),
      day: LocalDate.nullable().meta({
        description: "The day whose customers it was made of, by what was known then.",
      }),
      customers: z.int().meta({ description: "Customers that it was made of: a sample." }),
      lost: z.int().meta({ description: "Of them, those lost within the plan's horizon." }),
      auc: z.number().nullable().meta({
        description:
          "The chance that of one customer who was lost and one who was kept the model gave the lost one the higher probability, tested on customers it had not seen the end of; 0.5 is guessing.",
      }),
    }),
  }),
  requestReview: operation({
    id: "requestReview",
    method: "post",
    path: "/v1/plan/review",
    summary: "Has the base reviewed now, as in the night; once more where that was done today",
    tag: "Lifecycle plan",
    role: "marketer",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({
      requested: z.boolean().meta({ description: "False where no plan is in force." }),
    }),
  }),
} as const;
