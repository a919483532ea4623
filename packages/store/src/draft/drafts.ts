import type { Instant, LocalizedText } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { StoredFiles } from "../program/program-store.ts";

/** Where a draft is on its way to being published. */
export type DraftState = "editing" | "waiting" | "rejected";

/** What lists tell of a draft. */
export interface DraftSummary {
  /** Nothing while the file is no program yet. */
  readonly name: LocalizedText | null;
  readonly errors: number;
  readonly warnings: number;
}

/** What is being changed about a program, beside the version that runs. */
export interface StoredDraft {
  readonly program: string;
  readonly revision: number;
  readonly summary: DraftSummary;
  readonly baseVersion: number | null;
  /** The program of the library it is from. */
  readonly origin: string | null;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly editedAt: Instant;
  readonly editedBy: string;
  readonly state: DraftState;
  readonly askedAt: Instant | null;
  readonly askedBy: string | null;
  /** What was changed and why, in the words of who asked for approval. */
  readonly note: string;
  readonly rejectedAt: Instant | null;
  readonly rejectedBy: string | null;
  readonly rejectedWords: string | null;
  readonly files: StoredFiles;
}

const COLUMNS = sql`program, revision, summary, base_version as "baseVersion", origin, created_at as "createdAt",
  created_by as "createdBy", edited_at as "editedAt", edited_by as "editedBy", state, asked_at as "askedAt",
  asked_by as "askedBy", note, rejected_at as "rejectedAt", rejected_by as "rejectedBy",
  rejected_words as "rejectedWords", files`;

/** A tenant's drafts, the last changed first. */
export function listDrafts(tx: TenantTransaction): Promise<readonly StoredDraft[]> {
  return tx.rows(sql<StoredDraft>`
    select ${COLUMNS} from program_drafts where tenant_id = ${tx.tenant} order by edited_at desc, program`);
}

/** A program's draft; nothing where there is none. */
export async function readDraft(
  tx: TenantTransaction,
  program: string,
): Promise<StoredDraft | undefined> {
  const [found] = await tx.rows(sql<StoredDraft>`
    select ${COLUMNS} from program_drafts where tenant_id = ${tx.tenant} and program = ${program}`);
  return found;
}

/** What is to be kept of a draft. */
export interface DraftToSave extends Pick<StoredDraft, "program" | "files" | "summary"> {
  /** The revision that whoever saves has seen: 0 where there was none. */
  readonly seen: number;
  readonly by: string;
  readonly at: Instant;
  /** Of a draft that is new. */
  readonly baseVersion: number | null;
  readonly origin: string | null;
}

/**
 * Keeps a draft over the revision that was seen, and takes back a request for its approval. Gives the draft, or nothing
 * where somebody else has saved, begun or thrown away the draft since.
 */
export async function saveDraft(
  tx: TenantTransaction,
  { program, files, summary, seen, by, at, baseVersion, origin }: DraftToSave,
): Promise<StoredDraft | undefined> {
  const saved =
    seen === 0
      ? sql<StoredDraft>`
        insert into program_drafts (tenant_id, program, revision, files, summary, base_version, origin, created_at,
          created_by, edited_at, edited_by, state)
        values (${tx.tenant}, ${program}, 1, ${json(files)}, ${json(summary)}, ${baseVersion}, ${origin}, ${at}, ${by},
          ${at}, ${by}, 'editing')
        on conflict do nothing returning ${COLUMNS}`
      : sql<StoredDraft>`
        update program_drafts set revision = revision + 1, files = ${json(files)}, summary = ${json(summary)},
          edited_at = ${at}, edited_by = ${by}, state = 'editing', asked_at = null, asked_by = null, note = '',
          rejected_at = null, rejected_by = null, rejected_words = null
        where tenant_id = ${tx.tenant} and program = ${program} and revision = ${seen} returning ${COLUMNS}`;
  const [draft] = await tx.rows(saved);
  return draft;
}

/** Who says what of a draft as they have seen it. */
export interface DraftWord {
  readonly program: string;
  readonly revision: number;
  readonly by: string;
  readonly at: Instant;
  readonly words: string;
}

/** Has a draft wait for approval. Gives whether it is still the revision that was seen. */
export async function askForApproval(
  tx: TenantTransaction,
  { program, revision, by, at, words }: DraftWord,
): Promise<boolean> {
  const touched = await tx.run(sql`
    update program_drafts set state = 'waiting', asked_at = ${at}, asked_by = ${by}, note = ${words},
      rejected_at = null, rejected_by = null, rejected_words = null
    where tenant_id = ${tx.tenant} and program = ${program} and revision = ${revision}`);
  return touched > 0;
}

/** Says no to a draft that waits for approval. Gives whether it waited, as the revision that was seen. */
export async function rejectDraft(
  tx: TenantTransaction,
  { program, revision, by, at, words }: DraftWord,
): Promise<boolean> {
  const touched = await tx.run(sql`
    update program_drafts set state = 'rejected', rejected_at = ${at}, rejected_by = ${by}, rejected_words = ${words}
    where tenant_id = ${tx.tenant} and program = ${program} and revision = ${revision} and state = 'waiting'`);
  return touched > 0;
}

/** Throws a draft away. Gives whether there was one. */
export async function deleteDraft(tx: TenantTransaction, program: string): Promise<boolean> {
  const touched = await tx.run(
    sql`delete from program_drafts where tenant_id = ${tx.tenant} and program = ${program}`,
  );
  return touched > 0;
}

/** A program of the tenant's own that was made of one of the library's. */
export interface TakenProgram {
  readonly origin: string;
  readonly program: string;
  /** What it is doing; `draft` for what is not published yet. */
  readonly state: string;
}

/** The tenant's programs and drafts that were made of the library's; one of the same id counts as made of it. */
export function listTaken(tx: TenantTransaction): Promise<readonly TakenProgram[]> {
  return tx.rows(sql<TakenProgram>`
    select coalesce(p.origin, p.id) as origin, p.id as program, p.state from programs p
      where p.tenant_id = ${tx.tenant}
    union all
    select coalesce(d.origin, d.program), d.program, 'draft' from program_drafts d
      where d.tenant_id = ${tx.tenant}
        and not exists (select from programs p where p.tenant_id = d.tenant_id and p.id = d.program)
    order by 2`);
}
