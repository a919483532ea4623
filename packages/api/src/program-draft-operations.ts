import { z } from "zod";
import { operation } from "./operation.ts";
import {
  AudienceView,
  CheckedProgram,
  DraftView,
  ProgramAbout,
  ProgramDifference,
  ProgramFolder,
  ProgramId,
  PublishImpact,
} from "./program-draft-schemas.ts";

const none = z.strictObject({});
const byId = z.strictObject({ id: ProgramId });
const locale = z.enum(["sv", "en"]).default("sv");
const spoken = z.strictObject({ locale });
const revision = z.int().min(0).meta({
  description: "The draft's revision as you last saw it; 0 where there was none.",
});
const tag = "Drafts";
const read = { method: "get", role: "viewer", tag, body: none } as const;
const ask = { method: "post", role: "viewer", tag, changes: false } as const;
const change = { method: "post", role: "marketer", tag } as const;
const put = { method: "put", role: "marketer", tag } as const;
const remove = { method: "delete", role: "marketer", tag, body: none } as const;

/** A draft with all that an editor shows of it. */
const OpenDraft = z.strictObject({
  draft: DraftView,
  files: z.record(z.string(), z.string()),
  checked: CheckedProgram,
});
/** Which of a program's states is looked at. */
const source = z.enum(["draft", "published"]).default("draft");

/** How a program is changed: drafts beside the version that runs, checked, looked at, approved and published. */
export const DRAFT_OPERATIONS = {
  listDrafts: operation({
    ...{ ...read, id: "listDrafts", path: "/v1/drafts" },
    summary: "Programs that are being changed, the last changed first",
    ...{ params: none, query: none },
    answer: z.strictObject({ items: z.array(DraftView) }),
  }),
  getDraft: operation({
    ...{ ...read, id: "getDraft", path: "/v1/programs/{id}/draft" },
    summary: "A program's draft with its files, its problems and its sheet",
    ...{ params: byId, query: spoken },
    answer: OpenDraft,
  }),
  putDraft: operation({
    ...{ ...put, id: "putDraft", path: "/v1/programs/{id}/draft" },
    summary: "Saves a draft, errors and all; what runs is not touched",
    ...{ params: byId, query: spoken },
    body: z.strictObject({ files: ProgramFolder, revision }),
    answer: OpenDraft,
  }),
  deleteDraft: operation({
    ...{ ...remove, id: "deleteDraft", path: "/v1/programs/{id}/draft" },
    summary: "Throws a draft away; what runs is not touched",
    ...{ params: byId, query: none },
    answer: z.strictObject({ deleted: z.boolean() }),
  }),
  checkProgram: operation({
    ...{ ...ask, id: "checkProgram", path: "/v1/programs/{id}/check" },
    summary: "Checks files and gives their sheet and diagram; nothing is kept",
    ...{ params: byId, query: spoken },
    body: z.strictObject({ files: ProgramFolder }),
    answer: CheckedProgram,
  }),
  getDraftImpact: operation({
    ...{ ...read, id: "getDraftImpact", path: "/v1/programs/{id}/draft/impact" },
    summary: "What publishing the draft would do to those under way",
    ...{ params: byId, query: none },
    answer: PublishImpact,
  }),
  publishDraft: operation({
    ...{ ...change, id: "publishDraft", path: "/v1/programs/{id}/draft/publish" },
    summary:
      "Publishes a draft, or asks for approval where the company wants it; those under way stay on their version",
    ...{ params: byId, query: none },
    body: z.strictObject({
      revision,
      note: z.string().max(500).default("").meta({
        description: "What was changed and why, for the history.",
      }),
    }),
    answer: z.strictObject({
      outcome: z.enum(["published", "waiting"]),
      version: z.int().nullable().meta({ description: "Null while it waits for approval." }),
      impact: PublishImpact,
    }),
  }),
  approveDraft: operation({
    ...{ ...change, id: "approveDraft", path: "/v1/programs/{id}/draft/approve" },
    summary: "Approves a draft that somebody else edited, and publishes it",
    ...{ params: byId, query: none },
    body: z.strictObject({ revision }),
    answer: z.strictObject({ version: z.int(), impact: PublishImpact }),
  }),
  rejectDraft: operation({
    ...{ ...change, id: "rejectDraft", path: "/v1/programs/{id}/draft/reject" },
    summary: "Says no to a draft that waits for approval, and why",
    ...{ params: byId, query: none },
    body: z.strictObject({ revision, words: z.string().trim().min(1).max(1_000) }),
    answer: DraftView,
  }),
  getDraftAudience: operation({
    ...{ ...ask, id: "getDraftAudience", path: "/v1/programs/{id}/draft/audience" },
    summary:
      "Whom a draft, or the published version, is for: counts, shares of conditions, examples",
    ...{ params: byId, query: spoken },
    body: z.strictObject({
      source,
      files: ProgramFolder.optional().meta({
        description: "Files not saved yet, in place of the draft.",
      }),
    }),
    answer: AudienceView,
  }),
  listProgramVersions: operation({
    ...{ ...read, id: "listProgramVersions", path: "/v1/programs/{id}/versions" },
    summary: "A program's published versions, the newest first, and who is under way on each",
    ...{ params: byId, query: none },
    answer: z.strictObject({
      items: z.array(
        z.strictObject({
          version: z.int(),
          isCurrent: z.boolean().meta({ description: "Whether new entries get this version." }),
          publishedAt: z.string(),
          publishedBy: z.string(),
          approvedBy: z.string().nullable(),
          note: z.string(),
          running: z.int().meta({ description: "How many are under way on it." }),
          ended: z.int().meta({ description: "How many have gone through it." }),
        }),
      ),
    }),
  }),
  getProgramVersion: operation({
    ...{ ...read, id: "getProgramVersion", path: "/v1/programs/{id}/versions/{version}" },
    summary: "A published version's files and sheet",
    params: byId.extend({ version: z.coerce.number().int().min(1).max(1_000_000) }),
    ...{ query: spoken },
    answer: z.strictObject({
      version: z.int(),
      files: z.record(z.string(), z.string()),
      checked: CheckedProgram,
    }),
  }),
  diffProgram: operation({
    ...{ ...read, id: "diffProgram", path: "/v1/programs/{id}/difference" },
    summary: "What differs between two versions, or the draft and what is published",
    params: byId,
    query: z.strictObject({
      from: z
        .string()
        .regex(/^(draft|published|library|[1-9]\d{0,5})$/)
        .default("published"),
      to: z
        .string()
        .regex(/^(draft|published|library|[1-9]\d{0,5})$/)
        .default("draft"),
      locale,
    }),
    answer: ProgramDifference,
  }),
  getProgramAbout: operation({
    ...{ ...read, id: "getProgramAbout", path: "/v1/programs/{id}/about", tag: "Programs" },
    summary: "A published program's header, settings, and what it can become",
    ...{ params: byId, query: spoken },
    answer: ProgramAbout,
  }),
  getProgramPicture: operation({
    ...{ ...read, id: "getProgramPicture", path: "/v1/programs/{id}/picture", tag: "Programs" },
    summary: "A published program's process map, as a picture",
    ...{ params: byId, query: spoken },
    answer: z.strictObject({ svg: z.string().meta({ description: "An SVG document." }) }),
  }),
} as const;
