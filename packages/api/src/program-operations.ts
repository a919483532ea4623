import { RecordId } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";
import {
  DecisionView,
  EnrolmentView,
  NumberedPageQuery,
  ProgramProblem,
  ProgramView,
  pageOf,
} from "./schemas.ts";

const none = z.strictObject({});
const byId = z.strictObject({ id: RecordId });
const locale = z.enum(["sv", "en"]).default("sv");

/** What can be asked about programs, who is in them and what they decided. */
export const PROGRAM_OPERATIONS = {
  listPrograms: operation({
    id: "listPrograms",
    method: "get",
    path: "/v1/programs",
    summary: "Programs and how many are in them",
    tag: "Programs",
    role: "viewer",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({ items: z.array(ProgramView) }),
  }),
  getProgram: operation({
    id: "getProgram",
    method: "get",
    path: "/v1/programs/{id}",
    summary: "One program: its process sheet and its files",
    tag: "Programs",
    role: "viewer",
    params: byId,
    query: z.strictObject({ locale }),
    body: none,
    answer: z.strictObject({
      program: ProgramView,
      sheet: z.string().meta({ description: "The process sheet, in Markdown." }),
      diagram: z.string().meta({ description: "The steps, as a Mermaid flowchart." }),
      files: z.record(z.string(), z.string()),
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
    }),
  }),
  putProgram: operation({
    id: "putProgram",
    method: "put",
    path: "/v1/programs/{id}",
    summary: "Publishes a version of a program; those under way stay on theirs",
    tag: "Programs",
    role: "marketer",
    params: byId,
    query: none,
    body: z.strictObject({ files: z.record(z.string(), z.string()) }),
    answer: z.strictObject({ version: z.int(), problems: z.array(ProgramProblem) }),
  }),
  setProgram: operation({
    id: "setProgram",
    method: "post",
    path: "/v1/programs/{id}/state",
    summary: "Activates, pauses or finishes a program, or changes its settings",
    tag: "Programs",
    role: "marketer",
    params: byId,
    query: none,
    body: z.strictObject({
      state: z.enum(["draft", "approved", "active", "paused", "finishing", "archived"]).optional(),
      settings: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
    answer: ProgramView,
  }),
  getAudience: operation({
    id: "getAudience",
    method: "get",
    path: "/v1/programs/{id}/audience",
    summary: "How many would enter if the program were active today",
    tag: "Programs",
    role: "viewer",
    params: byId,
    query: z.strictObject({ locale }),
    body: none,
    answer: z.strictObject({
      today: z.int().meta({ description: "Who would enter today." }),
      eligible: z
        .int()
        .meta({ description: "Whoever satisfies the entry condition, whatever the date." }),
      sentence: z.string().meta({ description: "The entry condition in words." }),
    }),
  }),
  listEnrolments: operation({
    id: "listEnrolments",
    method: "get",
    path: "/v1/enrolments",
    summary: "Enrolments, newest first",
    tag: "Programs",
    role: "viewer",
    params: none,
    query: NumberedPageQuery.extend({
      program: z.string().optional(),
      customer: RecordId.optional(),
      stage: z.string().optional(),
      ended: z.stringbool().optional().meta({ description: "`true` or `false`." }),
    }),
    body: none,
    answer: pageOf(EnrolmentView),
  }),
  stopEnrolment: operation({
    id: "stopEnrolment",
    method: "post",
    path: "/v1/enrolments/{id}/stop",
    summary: "Takes a customer out of a program by one enrolment, such as that of one agreement",
    tag: "Programs",
    role: "agent",
    params: z.strictObject({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
    query: none,
    body: none,
    answer: z.strictObject({
      stopped: z.boolean().meta({ description: "False for one that had ended already." }),
    }),
  }),
  startEnrolment: operation({
    id: "startEnrolment",
    method: "post",
    path: "/v1/enrolments",
    summary: "Lets a customer into a program by hand",
    tag: "Programs",
    role: "agent",
    params: none,
    query: none,
    body: z.strictObject({
      program: z.string(),
      customerId: RecordId,
      agreementId: RecordId.optional(),
      startAt: z.string().optional(),
      id: z
        .string()
        .regex(/^[\w-]{8,64}$/)
        .optional()
        .meta({
          description:
            "Of your own choosing: sent again for the same, a customer who came in is let in once and told of as before. Who was not let in is looked at anew.",
        }),
    }),
    answer: z.strictObject({ entered: z.boolean(), reason: z.string().nullable() }),
  }),
  listDecisions: operation({
    id: "listDecisions",
    method: "get",
    path: "/v1/decisions",
    summary: "Decisions, newest first",
    tag: "Programs",
    role: "viewer",
    params: none,
    query: NumberedPageQuery.extend({
      customer: RecordId.optional(),
      program: z.string().optional(),
      kind: z.string().optional(),
      locale,
    }),
    body: none,
    answer: pageOf(DecisionView),
  }),
} as const;
