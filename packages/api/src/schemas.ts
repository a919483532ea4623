import { Instant, LocalDate, RecordId } from "@perennial/contract";
import { z } from "zod";

/** How an error is told (RFC 9457). */
export const Problem = z
  .strictObject({
    type: z.string().meta({ description: "A page about this kind of error." }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "What is wrong and what to do about it." }),
    instance: z
      .string()
      .optional()
      .meta({ description: "The id of the request, for the operator." }),
    problems: z
      .array(
        z.strictObject({
          place: z.string(),
          message: z.string(),
          instead: z.string().optional().meta({
            description: "A value that would be taken in its place, where there is one.",
          }),
        }),
      )
      .optional()
      .meta({ description: "Each thing that is wrong, with its place." }),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;

/** A page of a list: what comes after is asked for with `after`. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().nullable().meta({ description: "The next page's `after`; null on the last." }),
  });
}

const limit = z.coerce.number().int().min(1).max(500).default(50);

/** Which page of a list that is in the order of its records' ids. */
export const PageQuery = z.strictObject({ after: RecordId.optional(), limit });

/** Which page of a list whose `next` is a number. */
export const NumberedPageQuery = z.strictObject({ after: cursor(/^\d{1,15}$/), limit });

/** Which page of the outbox, whose entries are named by their enrolment and their number in it. */
export const OutboxPageQuery = z.strictObject({ after: cursor(/^\d{1,15}--?\d{1,9}$/), limit });

function cursor(form: RegExp) {
  return z.string().regex(form, { error: "give the page before's `next`" }).optional();
}

/** A day to look for records by; the calendar that the database knows has no year 0. */
export const Day = LocalDate.refine((day) => !day.startsWith("0000"), {
  error: "there is no year 0; write a date such as 2026-03-31",
});

/** Where an enrolment stands. */
export const EnrolmentView = z
  .strictObject({
    id: z.int(),
    program: z.string(),
    version: z.int(),
    customerId: RecordId,
    agreementId: RecordId.nullable(),
    stage: z.string().nullable(),
    step: z.string().nullable(),
    waitsUntil: Instant.nullable(),
    enteredAt: Instant,
    endedAt: Instant.nullable(),
    endReason: z.string().nullable(),
    holdout: z.boolean(),
  })
  .meta({ id: "Enrolment" });
export type EnrolmentView = z.infer<typeof EnrolmentView>;

/** A decision, with its sentence. */
export const DecisionView = z
  .strictObject({
    id: z.int(),
    at: Instant,
    customerId: RecordId,
    program: z.string(),
    enrolmentId: z.int().nullable(),
    step: z.string().nullable(),
    kind: z.string(),
    reason: z.string().nullable(),
    sentence: z.string(),
    evidence: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "Decision" });
export type DecisionView = z.infer<typeof DecisionView>;

/** An effect: something that goes out, went out, or did not. */
export const OutboxView = z
  .strictObject({
    id: z.string(),
    enrolmentId: z.int(),
    customerId: RecordId,
    kind: z.string(),
    state: z.string(),
    step: z.string().nullable(),
    dueAt: Instant.nullable(),
    createdAt: Instant,
    settledAt: Instant.nullable(),
    attempts: z.int(),
    connection: z.string().nullable(),
    providerId: z.string().nullable(),
    reason: z.string().nullable(),
    text: z.string().nullable(),
  })
  .meta({ id: "OutboxEntry" });
export type OutboxView = z.infer<typeof OutboxView>;

/** A tenant's program as it runs. */
export const ProgramView = z
  .strictObject({
    id: z.string(),
    name: z.strictObject({ sv: z.string(), en: z.string() }),
    subject: z.enum(["customer", "agreement", "invitation", "program"]).meta({
      description:
        "What one enrolment is about; one about an agreement or an invitation names it, and nobody is in one about programs.",
    }),
    state: z.string(),
    version: z.int(),
    settings: z.record(z.string(), z.union([z.string(), z.number()])),
    running: z.int().meta({ description: "Enrolments that have not ended." }),
    ended: z.int(),
  })
  .meta({ id: "ProgramSummary" });
export type ProgramView = z.infer<typeof ProgramView>;

/** Something wrong in a program's files. */
export const ProgramProblem = z
  .strictObject({
    file: z.string(),
    line: z.int(),
    column: z.int(),
    severity: z.enum(["error", "warning"]),
    code: z.string(),
    message: z.string(),
    remedy: z.string(),
  })
  .meta({ id: "ProgramProblem" });

/** Why something was or was not done for a customer, in sentences (product.md, feature 4). */
export const Explanation = z
  .strictObject({
    customerId: RecordId,
    name: z.string(),
    programs: z.array(
      z.strictObject({
        program: z.string(),
        name: z.string(),
        agreementId: RecordId.nullable(),
        summary: z
          .string()
          .meta({ description: "Where the customer stands in it, or why not in it." }),
        next: z.string().nullable().meta({ description: "What comes next, and when." }),
        lines: z.array(z.strictObject({ at: Instant, sentence: z.string() })),
      }),
    ),
    messages: z.array(
      z.strictObject({
        at: Instant,
        channel: z.string(),
        direction: z.string(),
        text: z.string(),
        sentence: z.string(),
      }),
    ),
  })
  .meta({ id: "Explanation" });
export type Explanation = z.infer<typeof Explanation>;

/** What happened on one day of the demo's clock. */
export const DaySummary = z
  .strictObject({
    date: LocalDate,
    entered: z.int(),
    mailed: z.int(),
    texted: z.int(),
    called: z.int(),
    replied: z.int(),
    ordered: z.int(),
    signed: z.int(),
    left: z.int(),
    held: z.int(),
    skipped: z.record(z.string(), z.int()),
    unclear: z.int(),
    sentence: z.string(),
  })
  .meta({ id: "DaySummary" });
export type DaySummary = z.infer<typeof DaySummary>;

/** A connection, without its secrets. */
export const ConnectionView = z
  .strictObject({
    id: z.string(),
    connector: z.string(),
    title: z.strictObject({ sv: z.string(), en: z.string() }),
    state: z.string(),
    problem: z.string().nullable(),
    syncedAt: Instant.nullable(),
    door: z.string().nullable().meta({ description: "Where the other side sends its deliveries." }),
    pausedBy: z.string().nullable().meta({ description: "Who has paused it; null for nobody." }),
  })
  .meta({ id: "Connection" });
export type ConnectionView = z.infer<typeof ConnectionView>;

/** Something that is wrong, and where. */
export const PlacedProblem = z.strictObject({ place: z.string(), message: z.string() });

/** What a mapping of the webhook connector makes of a delivery. */
export const MappingTrialView = z
  .strictObject({
    problems: z
      .array(PlacedProblem)
      .meta({ description: "What is wrong with the mapping, or with the sample as a whole." }),
    rules: z.array(
      z.strictObject({
        rule: z.string(),
        gives: z.string(),
        matched: z.boolean(),
        unmet: z.string().nullable().meta({ description: "The condition that does not hold." }),
        items: z.int(),
        signals: z
          .array(z.record(z.string(), z.unknown()))
          .meta({ description: "Signals of the contract, each with its record." }),
        problems: z.array(PlacedProblem),
      }),
    ),
  })
  .meta({ id: "MappingTrial" });
export type MappingTrialView = z.infer<typeof MappingTrialView>;
