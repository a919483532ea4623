import { Instant, LocalDate, RecordId } from "@perennial/contract";
import { z } from "zod";

/** Something wrong in a lifecycle plan. */
export const PlanProblemView = z
  .strictObject({
    path: z
      .string()
      .nullable()
      .meta({ description: "Where in the plan, as `tiers.tiers.1.from`; null for the whole." }),
    line: z.int().meta({ description: "In the text that was sent, or in the plan as JSON." }),
    column: z.int(),
    severity: z.enum(["error", "warning"]).meta({
      description: "An error keeps the plan from being published; a warning asks for a look.",
    }),
    code: z.string(),
    message: z.string(),
    remedy: z.string(),
  })
  .meta({ id: "PlanProblem" });
export type PlanProblemView = z.infer<typeof PlanProblemView>;

/** A plan as it is sent in: YAML, of which problems are told by line and column, or its JSON. */
export const PlanInput = z
  .union([z.string().min(1).max(500_000), z.record(z.string(), z.unknown())])
  .meta({
    description: "The lifecycle plan: its YAML as a text, or the same as JSON.",
  });

/** One version of a tenant's plan. */
export const PlanVersionView = z
  .strictObject({
    version: z.int(),
    publishedAt: Instant,
    publishedBy: z.string(),
    isInForce: z.boolean(),
  })
  .meta({ id: "PlanVersion" });
export type PlanVersionView = z.infer<typeof PlanVersionView>;

/** What customers are told apart by, of which a move is one from a place to another. */
export const COUNTED_KINDS = [
  "flow",
  "band",
  "class",
  "tier",
  "phase",
  "segment",
  "risk",
  "group",
] as const;

/** What a plan would do to the base there is, before it is published. */
export const PlanPreviewView = z
  .strictObject({
    fingerprint: z.string().meta({
      description:
        "Names this plan and the one in force that it was compared with: send it when publishing.",
    }),
    sentence: z.string().meta({ description: "What becomes of the tiers, in a sentence." }),
    customers: z.int().meta({ description: "Customers that were compared: all there are." }),
    rise: z.int().meta({
      description: "Members whose tier would be a higher one at their next review.",
    }),
    fall: z.int().meta({
      description:
        "Members whose tier would be a lower one at their next review, however long the present one is still certain.",
    }),
    join: z.int().meta({ description: "Customers without a tier who would get one." }),
    leave: z.int().meta({ description: "Members who would have no tier any more." }),
    moves: z
      .array(
        z.strictObject({
          kind: z.enum(COUNTED_KINDS),
          from: z.string().nullable().meta({ description: "Null for none." }),
          to: z.string().nullable().meta({ description: "Null for none." }),
          customers: z.int().meta({
            description: "How many would be there instead of here by today's records.",
          }),
          examples: z.array(RecordId).meta({ description: "Some of them." }),
        }),
      )
      .meta({ description: "Every move that the change would bring, the largest first." }),
    groups: z
      .array(
        z.strictObject({
          id: z.string(),
          members: z.int().meta({ description: "Customers that its condition holds for today." }),
          joined: z.int().meta({ description: "Of them, those that are no members now." }),
          left: z.int().meta({ description: "Members now that would be none any more." }),
        }),
      )
      .meta({ description: "The user's own groups, by id." }),
    problems: z.array(PlanProblemView),
  })
  .meta({ id: "PlanPreview" });
export type PlanPreviewView = z.infer<typeof PlanPreviewView>;

/** What comes while a plan is previewed: how far it has come, and at the end what it would do. */
export const PlanPreviewLine = z
  .union([
    z.strictObject({
      progress: z.strictObject({
        done: z.int().meta({ description: "Customers that have been compared." }),
        total: z.int().meta({ description: "How many customers there are." }),
      }),
    }),
    z.strictObject({ preview: PlanPreviewView }),
  ])
  .meta({ id: "PlanPreviewLine" });
export type PlanPreviewLine = z.infer<typeof PlanPreviewLine>;

/** How far the review of one night has come. */
export const NightView = z
  .strictObject({
    night: LocalDate,
    planVersion: z.int(),
    stage: z.enum(["figures", "boundaries", "decisions", "counts", "done"]).meta({
      description:
        "figures: purchases and agreements are added up; boundaries: where classes and bands part; decisions: tiers, phases, segments and groups; counts: the base is counted; done.",
    }),
    isBaseline: z.boolean().meta({
      description: "Whether it is the first by its plan: what changes in it is told to nobody.",
    }),
    customers: z.int().meta({ description: "Customers of the base, once they are counted." }),
    changed: z.int().meta({ description: "Rows of customers in which something was written." }),
    told: z.int().meta({ description: "Changes that programs are told." }),
    begunAt: Instant,
    endedAt: Instant.nullable(),
  })
  .meta({ id: "ReviewNight" });
export type NightView = z.infer<typeof NightView>;
