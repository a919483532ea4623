import { Instant, LocalDate, RecordId, VISIT_KINDS } from "@perennial/contract";
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

const visitCount = z.int().nonnegative();

const VisitShares = z
  .strictObject({
    zeroVisits: z.number(),
    enquiries: z.number(),
    orders: z.number(),
  })
  .meta({ id: "VisitShares" });

const VisitPeriodView = z
  .strictObject({
    from: LocalDate,
    to: LocalDate.meta({ description: "The last day that counts." }),
    visits: visitCount.meta({ description: "Visits of the time that the CRM knows of." }),
    zeroVisits: visitCount.meta({ description: "Visits that led to neither of the two." }),
    enquiries: visitCount.meta({
      description: "Visits after which the customer got in touch.",
    }),
    orders: visitCount.meta({
      description: "Visits after which the customer made an agreement or bought.",
    }),
    shares: VisitShares.nullable().meta({
      description: "The same as shares of the visits; null where none was made.",
    }),
  })
  .meta({ id: "VisitPeriod" });

/** What visits led to before a day and after it (B-07). */
const VisitEffectView = z
  .strictObject({
    before: VisitPeriodView,
    after: VisitPeriodView,
    change: VisitShares.nullable().meta({
      description: "After less before; null where there is nothing to compare.",
    }),
    within: z.int().meta({
      description: "How many days after a visit count as coming of it.",
    }),
    sentence: said,
  })
  .meta({ id: "VisitEffect" });
export type VisitEffectView = z.infer<typeof VisitEffectView>;

/** A connection that tells which visits a rep has planned. */
const VisitSourceView = z
  .strictObject({
    connection: z.string(),
    title: said.meta({ description: "What the system at the other end is called." }),
  })
  .meta({ id: "VisitSource" });
export type VisitSourceView = z.infer<typeof VisitSourceView>;

/** The visits that a rep has planned in the CRM. */
const PlannedVisitsView = z
  .strictObject({
    visits: z.array(
      z.strictObject({
        customerId: RecordId,
        name: z.string(),
        date: LocalDate,
        kind: z.enum(VISIT_KINDS).meta({ description: "An appointment, or something to do." }),
        title: z.string().nullable().meta({ description: "What the rep calls it." }),
      }),
    ),
    unknown: z.int().nonnegative().meta({
      description: "Visits left out because their customer has not been read from the CRM.",
    }),
  })
  .meta({ id: "PlannedVisits" });
export type PlannedVisitsView = z.infer<typeof PlannedVisitsView>;

/** Whom to visit: criteria, the worklist, what data it lacks, what visits lead to, and a rep's plan against it. */
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
  getVisitEffect: operation({
    id: "getVisitEffect",
    method: "get",
    path: "/v1/worklist/effect",
    summary: "What visits led to before a day and after it: enquiries, orders, nothing",
    tag: "Worklist",
    role: "viewer",
    params: none,
    query: z.strictObject({
      since: LocalDate.meta({ description: "The day the worklist came into use." }),
      days: z.coerce.number().int().min(7).max(730).default(90).meta({
        description: "How many days of visits are counted on either side, at most.",
      }),
      within: z.coerce.number().int().min(1).max(365).default(90).meta({
        description:
          "How many days after a visit count as coming of it. Visits that are not so old yet are left out.",
      }),
    }),
    body: none,
    answer: VisitEffectView,
  }),
  listVisitSources: operation({
    id: "listVisitSources",
    method: "get",
    path: "/v1/worklist/visit-sources",
    summary: "Connections that tell which visits a rep has planned",
    tag: "Worklist",
    role: "viewer",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({ items: z.array(VisitSourceView) }),
  }),
  getPlannedVisits: operation({
    id: "getPlannedVisits",
    method: "get",
    path: "/v1/worklist/planned-visits",
    summary: "The visits that a rep has planned in the CRM, by day, as they are there now",
    tag: "Worklist",
    role: "viewer",
    params: none,
    query: z.strictObject({
      connection: z.string().min(1).max(100),
      rep: z.string().trim().min(1).max(200).meta({
        description: "The rep's e-mail address, or full name as the CRM has it.",
      }),
      from: LocalDate,
      to: LocalDate.meta({ description: "The last day that counts; 366 days at most." }),
    }),
    body: none,
    answer: PlannedVisitsView,
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
