import type { PublishImpact } from "@perennial/api";
import type { Problem } from "@perennial/lifecycle";
import { checkFiles, publishProgram } from "@perennial/runtime";
import {
  askForApproval,
  asTenant,
  changeProgram,
  deleteDraft,
  rejectDraft,
  type StoredDraft,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import type { Caller } from "../authorize.ts";
import { inOne, verbatim } from "../language.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { demandDraft, findProgram } from "./program-files.ts";
import { publishImpact } from "./publish-impact.ts";

/** Which draft, as it was seen. */
export interface SeenDraft {
  readonly id: string;
  readonly revision: number;
}

/** What came of publishing a draft. */
export interface DraftPublished {
  readonly outcome: "published" | "waiting";
  readonly version: number | null;
  readonly impact: PublishImpact;
}

/** A draft that was changed, or is gone, since somebody looked at it: who did it is told. */
export function conflict(draft: StoredDraft | undefined): HttpProblem {
  const title = "Changed meanwhile";
  if (!draft) {
    return new HttpProblem(409, title, {
      sv: "Utkastet har publicerats eller slängts under tiden.",
      en: "The draft was published or thrown away meanwhile.",
    });
  }
  const { editedBy, editedAt, revision } = draft;
  const detail = {
    sv: `${editedBy} sparade utkastet under tiden, ${editedAt}: det är nu ändring ${revision}. Titta på det, och spara eller publicera igen.`,
    en: `${editedBy} saved the draft meanwhile, at ${editedAt}: it is at revision ${revision}. Look at it, and save or publish again.`,
  };
  return new HttpProblem(409, title, detail, [
    { place: "body.revision", message: verbatim(editedBy) },
  ]);
}

/** Publishes a draft, or has it wait where somebody else must approve it. */
export async function publishDraft(
  context: ServerContext,
  caller: Caller,
  { id, revision, note }: SeenDraft & { readonly note: string },
): Promise<DraftPublished> {
  const { draft, impact } = await seen(context, caller, { id, revision });
  if (!impact.approvalNeeded) {
    const version = await publish(context, caller, { draft, note });
    return { outcome: "published", version, impact };
  }
  refuseErrors(context, draft);
  const at = context.clock.now();
  const word = { program: id, revision, by: caller.name, at, words: note };
  const asked = await asTenant(context.db, caller.tenant, (tx) => askForApproval(tx, word));
  if (!asked) throw conflict(undefined);
  return { outcome: "waiting", version: null, impact };
}

/** Publishes a draft that waits, by the word of somebody else than who edited it or asked for it. */
export async function approveDraft(
  context: ServerContext,
  caller: Caller,
  which: SeenDraft,
): Promise<{ readonly version: number; readonly impact: PublishImpact }> {
  const { draft, impact } = await seen(context, caller, which);
  refuseUnlessWaiting(draft);
  if ([draft.editedBy, draft.askedBy].includes(caller.name)) {
    throw new HttpProblem(409, "Not your own", {
      sv: "Du har själv ändrat utkastet eller bett om godkännande. Be en annan marknadsförare eller en administratör.",
      en: "You edited this draft, or asked for its approval, yourself. Ask another marketer or an administrator.",
    });
  }
  const version = await publish(context, caller, { draft, note: draft.note, approved: true });
  return { version, impact };
}

/** Says no to a draft that waits. Gives the draft as it is then. */
export async function refuseDraft(
  context: ServerContext,
  caller: Caller,
  { id, revision, words }: SeenDraft & { readonly words: string },
): Promise<StoredDraft> {
  const { draft } = await seen(context, caller, { id, revision });
  refuseUnlessWaiting(draft);
  const at = context.clock.now();
  return asTenant(context.db, caller.tenant, async (tx) => {
    const done = await rejectDraft(tx, { program: id, revision, by: caller.name, at, words });
    if (!done) throw conflict(undefined);
    return demandDraft(tx, id);
  });
}

function seen(context: ServerContext, caller: Caller, { id, revision }: SeenDraft) {
  return asTenant(context.db, caller.tenant, async (tx) => {
    const draft = await demandDraft(tx, id);
    if (draft.revision !== revision) throw conflict(draft);
    return { draft, impact: await publishImpact(tx, draft) };
  });
}

function refuseUnlessWaiting({ state, program }: StoredDraft): void {
  if (state === "waiting") return;
  throw new HttpProblem(409, "Not waiting", {
    sv: `Utkastet till ”${program}” väntar inte på godkännande. Den som ändrar det ber om godkännande genom att publicera.`,
    en: `The draft of "${program}" does not wait for approval. Whoever edits it asks for it by publishing.`,
  });
}

function refuseErrors(context: ServerContext, { program, files }: StoredDraft): void {
  const problems = checkFiles(context, program, files);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw notRight(program, errors);
}

function notRight(program: string, problems: readonly Problem[]): HttpProblem {
  return new HttpProblem(
    422,
    "Program not right",
    {
      sv: `Utkastet till ”${program}” har fel och publicerades inte. Rätta dem först.`,
      en: `The draft of "${program}" has errors and was not published. Mend them first.`,
    },
    problems.map(({ file, line, column, ...problem }) => ({
      place: `${file}:${line}:${column}`,
      message: inOne(problem),
    })),
  );
}

async function publish(
  context: ServerContext,
  caller: Caller,
  { draft, note, approved }: { draft: StoredDraft; note: string; approved?: boolean },
): Promise<number> {
  const { program, files, editedBy, origin } = draft;
  const published = await publishProgram(context, caller.tenant, {
    ...{ program, files, note },
    ...(approved ? { by: editedBy, approvedBy: caller.name } : { by: caller.name }),
    ...(origin !== null && { origin }),
  });
  if (published.version === undefined) throw notRight(program, published.problems);
  await asTenant(context.db, caller.tenant, (tx) => afterwards(context, tx, { draft, approved }));
  context.programs.forget(caller.tenant);
  context.ring(caller.tenant);
  return published.version;
}

/** The draft has become a version; a new program that was approved says so. */
async function afterwards(
  { clock }: ServerContext,
  tx: TenantTransaction,
  {
    draft: { program },
    approved,
  }: { readonly draft: StoredDraft; readonly approved?: boolean | undefined },
): Promise<void> {
  await deleteDraft(tx, program);
  const stored = await findProgram(tx, program);
  if (!stored) throw notFound("program", program);
  if (approved && stored.state === "draft") {
    await changeProgram(tx, program, { at: clock.now(), state: "approved" });
  }
}
