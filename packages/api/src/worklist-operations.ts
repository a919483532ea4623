import { Instant, LocalDate, RecordId } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";

const none = z.strictObject({});
const said = z.strictObject({ sv: z.string(), en: z.string() });
const district = z.string().min(1).max(200).optional().meta({
  description: "Only companies whose attribute `district` is this.",
});
const owner = z.string().min(1).max(200).optional().meta({
  description: "Only companies that this person looks after.",
});

/** What makes a company worth a visit, as it is kept: see core/lifecycle's `VisitCriterion`. */
const Criteria = z.array(z.record(z.string(), z.unknown())).max(100).meta({
  id: "VisitCriteriaInput",
  description:
    "Criteria, each with `id`, `name`, `when` (a condition), `points`, `whyNow` and `bring`.",
});

/** The criteria of visits, and who saved them. */
const VisitCriteriaView = z
  .strictObject({
    criteria: Criteria,
    isReady: z.boolean().meta({
      description: "Whether they are the nine that are ready: nobody has saved any.",
    }),
    savedAt: Instant.nullable(),
    savedBy: z.string().nullable(),
  })
  .meta({ id: "VisitCriteria" });
export type VisitCriteriaView = z.infer<typeof VisitCriteriaView>;

/** A company that is worth a visit. */
const WorklistLineView = z
  .strictObject({
    customerId: RecordId,
    name: z.string(),
    kind: z.enum(["customer", "prospect"]).meta({
      description: "A prospect has never had an agreement with us nor bought anything.",
    }),
    district: z.string().nullable(),
    owner: z.string().nullable(),
    score: z.number().meta({ description: "The points of all criteria that are met (B-02)." }),
    reasons: z.array(
      z.strictObject({
        criterion: z.string(),
        name: said,
        points: z.number().meta({ description: "What the criterion weighs." }),
        because: said.meta({ description: "The values that were seen." }),
        agreementId: RecordId.nullable(),
      }),
    ),
    whyNow: said,
    bring: said,
  })
  .meta({ id: "WorklistLine" });
export type WorklistLineView = z.infer<typeof WorklistLineView>;

const share = z.number().min(0).max(1);

/** How far a criterion can be judged with the data there are. */
const CriterionGapView = z
  .strictObject({
    criterion: z.string(),
    name: said,
    judged: z.enum(["not-at-all", "partly", "fully"]),
    fields: z
      .array(
        z.strictObject({
          field: z.string(),
          filled: share.meta({
            description: "The share of the records looked at that has it, 0 to 1.",
          }),
        }),
      )
      .meta({ description: "Fields that lack values, the emptiest first: map them in the CRM." }),
    sentence: said,
  })
  .meta({ id: "CriterionGap" });
export type CriterionGapView = z.infer<typeof CriterionGapView>;

const JudgedVisitView = z
  .strictObject({
    customerId: RecordId,
    name: z.string(),
    date: LocalDate,
    score: z.number().meta({ description: "0 for one that meets no criterion." }),
  })
  .meta({ id: "JudgedVisit" });

/** A plan of visits against the worklist, both ways. */
const PlanAuditView = z
  .strictObject({
    found: z.int().meta({ description: "Companies on the worklist." }),
    planned: z.int().meta({
      description: "Companies planned in the time; one visited twice is one.",
    }),
    missed: z
      .array(z.strictObject({ line: WorklistLineView, insteadOf: JudgedVisitView.nullable() }))
      .meta({ description: "Left out, and more worth a visit than one planned; the best first." }),
    wasted: z.array(JudgedVisitView).meta({
      description: "Planned visits whose time a company that was left out is more worth.",
    }),
    good: z.array(JudgedVisitView),
    withoutReason: z.int().meta({
      description: "Planned companies that meet no criterion at all.",
    }),
    wrongChoiceRate: share.nullable().meta({
      description: "Wasted visits of those planned, 0 to 1; null where none was planned (B-04).",
    }),
    sentence: said,
  })
  .meta({ id: "PlanAudit" });
export type PlanAuditView = z.infer<typeof PlanAuditView>;

/** Whom to visit: criteria, the worklist, what data it lacks, and a rep's plan against it. */
export const WORKLIST_OPERATIONS = {
  getVisitCriteria: operation({
    id: "getVisitCriteria",
    method: "get",
    path: "/v1/visit-criteria",
    summary: "What makes a company worth a visit",
    tag: "Worklist",
    role: "viewer",
    params: none,
    query: none,
    body: none,
    answer: VisitCriteriaView,
  }),
  putVisitCriteria: operation({
    id: "putVisitCriteria",
    method: "put",
    path: "/v1/visit-criteria",
    summary: "Changes what makes a company worth a visit; refused with each error at its place",
    tag: "Worklist",
    role: "marketer",
    params: none,
    query: none,
    body: z.strictObject({ criteria: Criteria }),
    answer: VisitCriteriaView,
  }),
  getWorklist: operation({
    id: "getWorklist",
    method: "get",
    path: "/v1/worklist",
    summary: "Companies worth a visit, the best first: why now, and what to bring",
    tag: "Worklist",
    role: "viewer",
    params: none,
    query: z.strictObject({
      district,
      owner,
      after: z.string().max(2_000).optional().meta({ description: "The page before's `next`." }),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    }),
    body: none,
    answer: z.strictObject({ items: z.array(WorklistLineView), next: z.string().nullable() }),
  }),
  getWorklistGaps: operation({
    id: "getWorklistGaps",
    method: "get",
    path: "/v1/worklist/gaps",
    summary: "Which criteria cannot be judged because data are missing, by an even sample",
    tag: "Worklist",
    role: "viewer",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({
      looked: z.int().meta({ description: "Customers that were looked at." }),
      items: z.array(CriterionGapView),
    }),
  }),
  auditVisitPlan: operation({
    id: "auditVisitPlan",
    method: "post",
    path: "/v1/worklist/plan-audit",
    changes: false,
    summary: "A plan of visits against the worklist: what was missed, and what is wasted",
    tag: "Worklist",
    role: "viewer",
    params: none,
    query: none,
    body: z.strictObject({
      district,
      owner,
      from: LocalDate,
      to: LocalDate.meta({ description: "The last day that counts." }),
      visits: z.array(z.strictObject({ customerId: RecordId, date: LocalDate })).max(2_000),
    }),
    answer: PlanAuditView,
  }),
} as const;
