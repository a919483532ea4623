import { FLOW_STATES } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";
import { DraftView, ProgramId } from "./program-draft-schemas.ts";

const none = z.strictObject({});
const both = z.strictObject({ sv: z.string(), en: z.string() });
const tag = "Library";
const read = { method: "get", role: "viewer", tag, body: none } as const;
const change = { method: "post", role: "marketer", tag } as const;
const locale = z.enum(["sv", "en"]).default("sv");
const Flow = z.strictObject({
  from: z.enum(FLOW_STATES).nullable().meta({ description: "Null: people who were no customers." }),
  to: z.enum(FLOW_STATES),
  words: z.string(),
});

/** Something a program needs, and whether the company has it. */
export const NeedView = z
  .strictObject({
    kind: z.enum(["field", "setting", "consent", "connection", "plan"]),
    name: z.string().meta({ description: "The field, the channel or the capability." }),
    words: z.string().meta({ description: "What it is, in plain words." }),
    status: z.enum(["there", "partly", "lacking", "unknown"]).meta({
      description: "`unknown` where there are no customers yet to look at.",
    }),
    share: z.number().nullable().meta({
      description: "0 to 1: of how many it is there, of the customers or agreements looked at.",
    }),
    lack: z.string().nullable().meta({ description: "What lacks and what to do; null for none." }),
  })
  .meta({ id: "ProgramNeed" });
export type NeedView = z.infer<typeof NeedView>;

/** A message of a program as a customer may get it. */
const SampleMessage = z.strictObject({
  file: z.string(),
  channel: z.enum(["email", "sms"]),
  subject: z.string().nullable(),
  text: z.string(),
});

/** A ready program of the library. */
export const LibraryProgramView = z
  .strictObject({
    id: z.string(),
    name: both,
    objective: both.meta({ description: "What it is for." }),
    target: both.meta({ description: "What is to be reached." }),
    targetGroup: both,
    family: z.string().nullable().meta({ description: "What the process is for; null for none." }),
    familyWords: both.nullable(),
    subject: z.enum(["customer", "agreement", "invitation", "program"]),
    steps: z.int().meta({ description: "How many steps it has." }),
    channels: z.array(z.enum(["email", "sms", "phone", "task"])).meta({
      description: "How it reaches people; `task` for what staff do.",
    }),
    starts: z.array(z.string()).meta({ description: "What starts it, in words." }),
    strengthens: z.array(Flow).meta({ description: "Wanted flows that it strengthens." }),
    reduces: z.array(Flow).meta({ description: "Unwanted flows that it reduces." }),
    sample: z.strictObject({ sv: SampleMessage.nullable(), en: SampleMessage.nullable() }).meta({
      description: "Its first message, filled with usual values; null where it sends none.",
    }),
    needs: z.array(NeedView),
    lacking: z.int().meta({ description: "How many of its needs are not met." }),
    taken: z
      .array(z.strictObject({ program: z.string(), state: z.string() }))
      .meta({ description: "The company's own programs that were made of it." }),
  })
  .meta({ id: "LibraryProgram" });
export type LibraryProgramView = z.infer<typeof LibraryProgramView>;

/** The library of ready programs, and how one is taken from it. */
export const LIBRARY_OPERATIONS = {
  listLibrary: operation({
    ...{ ...read, id: "listLibrary", path: "/v1/library" },
    summary: "Ready programs, what each needs, and whether it is there",
    ...{ params: none, query: z.strictObject({ locale }) },
    answer: z.strictObject({
      items: z.array(LibraryProgramView),
      looked: z.int().meta({
        description: "How many customers were looked at, evenly spread, to see what is filled in.",
      }),
    }),
  }),
  takeFromLibrary: operation({
    ...{ ...change, id: "takeFromLibrary", path: "/v1/library/{id}/take" },
    summary: "Makes a draft of the company's own out of a ready program",
    params: z.strictObject({ id: ProgramId }),
    query: none,
    body: z.strictObject({
      program: ProgramId.optional().meta({ description: "Another id. The library's by default." }),
      name: z
        .strictObject({
          sv: z.string().trim().min(1).max(120),
          en: z.string().trim().min(1).max(120),
        })
        .optional()
        .meta({ description: "Another name. The library's by default." }),
    }),
    answer: DraftView,
  }),
} as const;
