import { Instant, LocalDate } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";
import { perhaps } from "./report-parts.ts";

const none = z.strictObject({});

/** The questions of the self-assessment (D-36). */
export const ASSESSMENT_QUESTIONS = [
  ...["inflow", "recruits", "churn", "right-leave", "passive"],
  ...["all-they-can", "cross-sell", "why", "return", "initiative"],
] as const;
const Question = z.enum(ASSESSMENT_QUESTIONS);

/** What the company itself answers to a question, with who did and when. */
const OwnAnswer = z.strictObject({
  answer: z.enum(["yes", "partly", "no"]),
  note: z.string().meta({ description: "Empty where nothing was added." }),
  by: z.string().meta({ description: "The name of who answered." }),
  at: Instant,
});

/** One question of the self-assessment with what the data and the company answer. */
export const AssessmentQuestionView = z
  .strictObject({
    id: Question,
    question: z.string(),
    verdict: z.enum(["yes", "partly", "no", "unknown"]).meta({
      description: "What the data answer; unknown where they do not, and the company answers.",
    }),
    figure: perhaps("What the verdict follows from; null where there is no figure."),
    unit: z.enum(["ratio", "share", "money"]).meta({
      description: "What the figure is: a ratio, a share of 0 to 1, or money in minor units.",
    }),
    says: z.string().meta({ description: "What the data show, or what they lack." }),
    threshold: z.string().nullable().meta({
      description: "From where on it is yes and partly; null where nothing was judged.",
    }),
    definition: z.string().meta({ description: "What the figure is, and where else it stands." }),
    programs: z.array(z.string()).meta({ description: "The active programs that act on it." }),
    screen: z.strictObject({ path: z.string(), name: z.string() }).meta({
      description: "Where the console shows more of it.",
    }),
    own: OwnAnswer.nullable().meta({ description: "What the company itself answers." }),
  })
  .meta({ id: "AssessmentQuestion" });

/** The self-assessment (D-36). */
export const AssessmentView = z
  .strictObject({
    from: LocalDate.meta({ description: "The first day of what is judged." }),
    to: LocalDate.meta({ description: "The last day of what is judged." }),
    currency: z.string(),
    questions: z.array(AssessmentQuestionView),
  })
  .meta({ id: "Assessment" });
export type AssessmentView = z.infer<typeof AssessmentView>;

const about = z.strictObject({ question: Question });
const common = { tag: "Insight", query: none } as const;

/** The self-assessment, answered from data where they carry an answer, and by the company. */
export const ASSESSMENT_OPERATIONS = {
  getAssessment: operation({
    id: "getAssessment",
    method: "get",
    path: "/v1/insight/assessment",
    summary: "The ten questions of the self-assessment, answered from data where they can (D-36)",
    tag: "Insight",
    role: "viewer",
    params: none,
    query: z.strictObject({
      locale: z.enum(["sv", "en"]).default("sv"),
      acquisitionCost: z.coerce.number().int().min(0).max(1e12).optional().meta({
        description: "What acquiring a customer costs in minor units (D-08).",
      }),
      margin: z.coerce.number().min(0).max(1).default(1).meta({
        description: "The share of revenue that is left, for the same test.",
      }),
      yearlyDiscount: z.coerce.number().min(0).max(1).default(0.1).meta({
        description: "What money a year ahead is worth less, for the same test.",
      }),
    }),
    body: none,
    answer: AssessmentView,
  }),
  putAssessmentAnswer: operation({
    ...common,
    id: "putAssessmentAnswer",
    method: "put",
    path: "/v1/insight/assessment/{question}",
    summary: "Keeps the company's own answer to a question, with who gave it and when",
    role: "marketer",
    params: about,
    body: z.strictObject({
      answer: OwnAnswer.shape.answer,
      note: z.string().trim().max(1_000).default(""),
    }),
    answer: OwnAnswer,
  }),
  deleteAssessmentAnswer: operation({
    ...common,
    id: "deleteAssessmentAnswer",
    method: "delete",
    path: "/v1/insight/assessment/{question}",
    summary: "Takes the company's own answer to a question away",
    role: "marketer",
    params: about,
    body: none,
    answer: none,
  }),
} as const;
