import { Instant, LocalDate, RecordId } from "@perennial/contract";
import { z } from "zod";
import { operation, streamingOperation } from "./operation.ts";
import { ProgramFolder, ProgramId } from "./program-draft-schemas.ts";
import { DryRunLine, ProgramOutcome, ProgramPerson, TrialView } from "./program-trial-schemas.ts";
import { NumberedPageQuery, pageOf } from "./schemas.ts";

const none = z.strictObject({});
const byId = z.strictObject({ id: ProgramId });
const locale = z.enum(["sv", "en"]).default("sv");
const spoken = z.strictObject({ locale });
const tag = "Trials";
const read = { method: "get", role: "viewer", tag, body: none } as const;
const ask = { method: "post", role: "viewer", tag, changes: false } as const;
const run = { method: "post", role: "marketer", tag, changes: false } as const;

/** Which files are tried. */
const Tried = {
  source: z.enum(["draft", "published"]).default("draft"),
  files: ProgramFolder.optional().meta({
    description: "Files not saved yet, in place of the draft.",
  }),
  settings: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .optional()
    .meta({ description: "Settings that differ from the company's." }),
};

/** How a program is tried before it is let loose on anybody, and what it does from day to day. */
export const TRIAL_OPERATIONS = {
  tryOnCustomer: operation({
    ...{ ...ask, id: "tryOnCustomer", path: "/v1/programs/{id}/try" },
    summary: "What a program would do to one customer, step by step; nothing is sent or kept",
    ...{ params: byId, query: spoken },
    body: z.strictObject({
      ...Tried,
      customerId: RecordId,
      agreementId: RecordId.optional().meta({
        description: "For a program about agreements; the one that ends first by default.",
      }),
      from: LocalDate.optional().meta({ description: "The first day; today by default." }),
      days: z.int().min(1).max(730).default(365),
      letIn: z.boolean().default(true).meta({
        description:
          "Let the customer in on the first day where no date does, to see what follows.",
      }),
      behaves: z.enum(["silent", "usual"]).default("silent").meta({
        description: "Whether the customer does nothing, or what is usual, by a lot.",
      }),
      seed: z.string().max(60).default("1"),
    }),
    answer: TrialView,
  }),
  dryRun: streamingOperation({
    ...{ ...run, id: "dryRun", path: "/v1/programs/{id}/dry-run" },
    summary: "What a program would do to everybody, day by day; nothing is sent or kept",
    ...{ params: byId, query: spoken },
    body: z.strictObject({
      ...Tried,
      from: LocalDate.optional().meta({ description: "The first day; today by default." }),
      days: z.int().min(1).max(731).default(90),
      seed: z.string().max(60).default("1"),
      assumptions: z
        .record(z.string(), z.union([z.number(), z.boolean(), z.null()]))
        .default({})
        .meta({ description: "Assumptions that differ from the usual ones, by name." }),
    }),
    answer: DryRunLine,
  }),
  listAssumptions: operation({
    ...{ ...read, id: "listAssumptions", path: "/v1/assumptions" },
    summary: "What a dry run takes for granted about people and prices",
    ...{ params: none, query: spoken },
    answer: z.strictObject({
      items: z.array(
        z.strictObject({
          name: z.string(),
          words: z.string(),
          unit: z.enum(["share", "days", "minutes", "calls", "months", "money", "yes-no"]),
          value: z.union([z.number(), z.boolean(), z.null()]).meta({
            description: "The usual value: a share is 0 to 1, money is in minor units.",
          }),
        }),
      ),
    }),
  }),
  getProgramActivity: operation({
    ...{ ...read, id: "getProgramActivity", path: "/v1/programs/{id}/activity" },
    summary: "What a program did on each of the last days, and at each step",
    params: byId,
    query: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(30), locale }),
    answer: z.strictObject({
      from: LocalDate,
      until: LocalDate,
      zone: z.string(),
      computedAt: Instant,
      days: z.array(
        z.strictObject({
          date: LocalDate,
          entered: z.int().meta({ description: "Who came in." }),
          sent: z.int().meta({ description: "Messages, calls and tasks that were done." }),
          held: z.int().meta({ description: "Times that something was held back for later." }),
          skipped: z.int().meta({ description: "What was not sent, for a reason." }),
          failed: z.int().meta({ description: "What could not be sent." }),
          goals: z.int().meta({ description: "How often the goal was met." }),
          left: z.int().meta({ description: "Who went out again." }),
        }),
      ),
      steps: z.array(
        z.strictObject({
          step: z.string(),
          number: z.int().nullable().meta({
            description: "Its place in the published version; null where it is no more there.",
          }),
          title: z.string(),
          standing: z.int().meta({ description: "Who stands at it now." }),
          sent: z.int(),
          held: z.int(),
          skipped: z.int(),
          failed: z.int(),
        }),
      ),
      totals: z.strictObject({
        entered: z.int(),
        sent: z.int(),
        skipped: z.int(),
        failed: z.int(),
        goals: z.int(),
        left: z.int(),
      }),
    }),
  }),
  listProgramOutcomes: operation({
    ...{ ...read, id: "listProgramOutcomes", path: "/v1/program-outcomes" },
    tag: "Results",
    summary: "What each program did in the last days",
    params: none,
    query: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(30) }),
    answer: z.strictObject({ from: LocalDate, items: z.array(ProgramOutcome) }),
  }),
  listProgramPeople: operation({
    ...{ ...read, id: "listProgramPeople", path: "/v1/programs/{id}/people", tag: "Programs" },
    summary: "Who is or has been in a program, the latest first, and where each stands, in words",
    params: byId,
    query: NumberedPageQuery.extend({
      ended: z.stringbool().optional().meta({ description: "`true` or `false`." }),
      locale,
    }),
    answer: pageOf(ProgramPerson),
  }),
} as const;
