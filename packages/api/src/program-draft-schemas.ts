import { Instant } from "@perennial/contract";
import { z } from "zod";
import { ProgramProblem } from "./schemas.ts";

/** A program's id: what its folder is called. */
export const ProgramId = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
    error: "write small letters, digits and hyphens, such as renewal-electricity",
  });

const MOST_FILES = 300;

/** The files of a program's folder: `program.yaml`, and texts under `templates`. */
export const ProgramFolder = z
  .record(
    z
      .string()
      .max(200)
      .regex(/^(program\.yaml|templates\/[\w][\w.-]*)$/, {
        error: "a program has program.yaml, and texts in the folder templates",
      }),
    z.string().max(200_000),
  )
  .refine((files) => Object.keys(files).length <= MOST_FILES, {
    error: `a program has at most ${MOST_FILES} files`,
  });

/** Something wrong in a program's files, and the step it stands in. */
export const DraftProblem = z
  .strictObject({
    ...ProgramProblem.shape,
    step: z.string().nullable().meta({ description: "The step it stands in; null outside steps." }),
  })
  .meta({ id: "DraftProblem" });
export type DraftProblem = z.infer<typeof DraftProblem>;

/** A program's flow chart as data: boxes and the ways between them. */
export const DiagramView = z
  .strictObject({
    nodes: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.string().meta({
          description: "`trigger`, `reaction`, `end`, or what the step does, such as `send`.",
        }),
        number: z
          .int()
          .nullable()
          .meta({ description: "The step's place in the program, from 1." }),
        step: z.string().nullable().meta({ description: "The step's id." }),
        title: z.string().meta({ description: "What happens, in plain words." }),
        by: z.enum(["customer", "perennial", "person"]).meta({ description: "Who acts." }),
        stage: z.string().nullable().meta({ description: "The stage a case enters here." }),
      }),
    ),
    edges: z.array(
      z.strictObject({
        from: z.string(),
        to: z.string(),
        words: z.string().nullable().meta({ description: "When this way is taken." }),
      }),
    ),
  })
  .meta({ id: "Diagram" });
export type DiagramView = z.infer<typeof DiagramView>;

/** What the files of a program amount to. */
export const CheckedProgram = z
  .strictObject({
    problems: z.array(DraftProblem),
    errors: z.int().meta({ description: "Problems that keep the program from being published." }),
    warnings: z.int(),
    sheet: z.string().nullable().meta({
      description: "The process sheet, in Markdown; null while the file is no program yet.",
    }),
    diagram: DiagramView.nullable(),
    steps: z.array(
      z.strictObject({
        id: z.string(),
        line: z.int().meta({ description: "Where the step begins in program.yaml." }),
      }),
    ),
    sms: z
      .array(
        z.strictObject({
          file: z.string(),
          encoding: z.enum(["gsm-7", "ucs-2"]),
          units: z.int().meta({ description: "Septets in GSM-7, 16-bit units in UCS-2." }),
          segments: z.int().meta({ description: "How many messages are charged for." }),
        }),
      )
      .meta({ description: "How long each text message is, filled with usual values." }),
  })
  .meta({ id: "CheckedProgram" });
export type CheckedProgram = z.infer<typeof CheckedProgram>;

const Moment = z.strictObject({ by: z.string(), at: Instant });

/** Where a draft is on its way to being published. */
export const DraftState = z.enum(["editing", "waiting", "rejected"]).meta({
  description:
    "`editing`; `waiting` for somebody else to approve it; `rejected`, with words, until it is changed.",
});

/** What is being changed about a program, beside the version that runs. */
export const DraftView = z
  .strictObject({
    program: z.string(),
    name: z.strictObject({ sv: z.string(), en: z.string() }).nullable().meta({
      description: "Null while the file is no program yet.",
    }),
    revision: z.int().meta({
      description: "Goes up by one each time the draft is saved; give it when you save.",
    }),
    baseVersion: z.int().nullable().meta({
      description: "The published version it was begun from; null for a new program.",
    }),
    origin: z.string().nullable().meta({ description: "The program of the library it is from." }),
    created: Moment,
    edited: Moment.meta({ description: "Who saved it last." }),
    state: DraftState,
    asked: z
      .strictObject({ ...Moment.shape, note: z.string() })
      .nullable()
      .meta({ description: "Who asked for approval." }),
    rejected: z
      .strictObject({ ...Moment.shape, words: z.string() })
      .nullable()
      .meta({ description: "Who said no, and why." }),
    errors: z.int(),
    warnings: z.int(),
    isChanged: z.boolean().meta({
      description: "Whether it differs from the published version.",
    }),
  })
  .meta({ id: "Draft" });
export type DraftView = z.infer<typeof DraftView>;

/** What publishing a draft would do to those under way. */
export const PublishImpact = z
  .strictObject({
    running: z.int().meta({
      description: "Customers or agreements under way in the program; they stay on their version.",
    }),
    versions: z.array(
      z.strictObject({
        version: z.int(),
        running: z.int().meta({ description: "How many are under way on this version." }),
        onRemovedSteps: z.int().meta({
          description: "Of them: how many stand at a step that the draft does not have any more.",
        }),
      }),
    ),
    removedSteps: z.array(
      z.strictObject({
        step: z.string(),
        running: z.int().meta({ description: "How many stand at it." }),
      }),
    ),
    state: z.string().meta({
      description: "What the program is doing; new entries get the new version where it is active.",
    }),
    approvalNeeded: z
      .boolean()
      .meta({ description: "Whether somebody else must approve it first." }),
  })
  .meta({ id: "PublishImpact" });
export type PublishImpact = z.infer<typeof PublishImpact>;

const Lines = z.strictObject({
  file: z.string(),
  change: z.enum(["added", "removed", "changed"]),
  added: z.int().meta({ description: "Lines that are new." }),
  removed: z.int().meta({ description: "Lines that are gone." }),
  hunks: z.array(
    z.strictObject({
      fromLine: z.int(),
      toLine: z.int(),
      lines: z.array(
        z.strictObject({ kind: z.enum(["same", "added", "removed"]), text: z.string() }),
      ),
    }),
  ),
});

/** What differs between two states of a program. */
export const ProgramDifference = z
  .strictObject({
    from: z.string().meta({ description: "`draft`, or the number of a version." }),
    to: z.string(),
    isSame: z.boolean(),
    changes: z
      .array(
        z.strictObject({
          about: z.enum(["header", "setting", "trigger", "rule", "step", "offer", "text"]),
          change: z.enum(["added", "removed", "changed", "moved"]),
          subject: z.string().meta({ description: "The step, setting, field or file." }),
          sentence: z.string().meta({ description: "The change, in plain words." }),
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      )
      .meta({
        description:
          "In plain words; empty where one of the two is no program, or only the form differs.",
      }),
    files: z.array(Lines),
  })
  .meta({ id: "ProgramDifference" });
export type ProgramDifference = z.infer<typeof ProgramDifference>;

/** Whom a draft or a published program is for. */
export const AudienceView = z
  .strictObject({
    today: z.int().meta({ description: "Who would enter today." }),
    eligible: z.int().meta({
      description: "Whoever satisfies the entry condition, whatever the date.",
    }),
    base: z.int().meta({
      description: "All whom it could be about: customers, or agreements of the kind it is for.",
    }),
    sentence: z.string().meta({ description: "The entry condition in words." }),
    sample: z.int().meta({
      description: "How many of the base, evenly spread, the conditions' shares were counted on.",
    }),
    conditions: z
      .array(
        z.strictObject({
          sentence: z.string(),
          holds: z.int().meta({ description: "For how many of the sample it holds, on its own." }),
          share: z.number().meta({ description: "The same as a share, 0 to 1." }),
        }),
      )
      .meta({ description: "Each condition on its own: the one with a low share lets few in." }),
    examples: z
      .array(
        z.strictObject({
          customerId: z.string(),
          agreementId: z.string().nullable(),
          name: z.string(),
          enters: z.enum(["today", "when-due"]).meta({
            description:
              "`when-due`: meets the condition, and comes in when a date or event comes.",
          }),
          because: z.string(),
        }),
      )
      .meta({ description: "Up to five who would enter." }),
  })
  .meta({ id: "ProgramAudience" });
export type AudienceView = z.infer<typeof AudienceView>;

const both = z.strictObject({ sv: z.string(), en: z.string() });

/** A program's header and settings as the published version has them, for its page. */
export const ProgramAbout = z
  .strictObject({
    id: z.string(),
    name: both,
    objective: both,
    target: both.meta({ description: "What is to be reached." }),
    targetGroup: both,
    responsible: both,
    doneBy: both,
    family: both.nullable().meta({ description: "What the process is for." }),
    flows: z.array(z.string()).meta({ description: "The customer flows it works on, in words." }),
    starts: z.array(z.string()).meta({ description: "What starts it, in words." }),
    entry: z.string().nullable().meta({ description: "The entry condition in words." }),
    holdout: z.number().meta({
      description: "Per cent of customers that get no marketing from it, to measure its effect by.",
    }),
    steps: z.int(),
    nextStates: z
      .array(z.enum(["draft", "approved", "active", "paused", "finishing", "archived"]))
      .meta({ description: "What it can become from what it is." }),
    approvalNeeded: z.boolean().meta({
      description: "Whether somebody else than who published it must approve it first.",
    }),
    settings: z.array(
      z.strictObject({
        name: z.string(),
        type: z.enum(["duration", "time", "number"]),
        label: both,
        value: z.union([z.string(), z.number()]),
        usual: z.union([z.string(), z.number()]).meta({ description: "Where nothing is chosen." }),
      }),
    ),
  })
  .meta({ id: "ProgramAbout" });
export type ProgramAbout = z.infer<typeof ProgramAbout>;
