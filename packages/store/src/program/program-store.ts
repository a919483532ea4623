import type { Instant, LocalDate } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** What a program may be doing: new entries come in only while it is `active`. */
export type ProgramState = "draft" | "approved" | "active" | "paused" | "finishing" | "archived";

/** A tenant's program as it is run. */
export interface StoredProgram {
  readonly id: string;
  readonly state: ProgramState;
  readonly version: number;
  readonly settings: Readonly<Record<string, string | number>>;
  readonly sweptOn: LocalDate | null;
  /** When it first became active; nothing before. */
  readonly liveAt: Instant | null;
}

/** The files of a program's folder, by path. */
export type StoredFiles = Readonly<Record<string, string>>;

/** A tenant's programs, by id. */
export function listPrograms(tx: TenantTransaction): Promise<readonly StoredProgram[]> {
  return tx.rows(sql<StoredProgram>`
    select id, state, version, settings, swept_on as "sweptOn", live_at as "liveAt"
    from programs where tenant_id = ${tx.tenant} order by id`);
}

/** What is to be published. */
export interface Publication {
  readonly program: string;
  readonly files: StoredFiles;
  /** Tells equal files apart from changed ones. */
  readonly digest: string;
  readonly by: string;
  readonly at: Instant;
  /** What was changed and why. @default nothing */
  readonly note?: string;
  /** Who said yes to it, where somebody had to. */
  readonly approvedBy?: string;
  /** The program of the library it is from. */
  readonly origin?: string;
}

/**
 * Publishes a version, unless the newest one has the same files. Gives its number. Two that publish at once come
 * one after the other.
 */
export async function publishVersion(tx: TenantTransaction, what: Publication): Promise<number> {
  await tx.rows(sql`select pg_advisory_xact_lock(${tx.tenant}, hashtext(${what.program}))`);
  const [newest] = await tx.rows(sql<{ version: number; digest: string }>`
    select version, digest from program_versions
    where tenant_id = ${tx.tenant} and program = ${what.program}
    order by version desc limit 1`);
  if (newest?.digest === what.digest) return newest.version;
  const version = (newest?.version ?? 0) + 1;
  await tx.run(sql`
    insert into program_versions (tenant_id, program, version, files, digest, published_at, published_by, note,
      approved_by)
    values (${tx.tenant}, ${what.program}, ${version}, ${json(what.files)}, ${what.digest}, ${what.at}, ${what.by},
      ${what.note ?? ""}, ${what.approvedBy ?? null})`);
  await tx.run(sql`
    insert into programs (tenant_id, id, state, version, changed_at, origin)
    values (${tx.tenant}, ${what.program}, 'draft', ${version}, ${what.at}, ${what.origin ?? null})
    on conflict (tenant_id, id) do update set version = excluded.version, changed_at = excluded.changed_at`);
  return version;
}

/** The files of a published version; nothing for one that does not exist. */
export async function readVersion(
  tx: TenantTransaction,
  program: string,
  version: number,
): Promise<StoredFiles | undefined> {
  const [found] = await tx.rows(sql<{ files: StoredFiles }>`
    select files from program_versions
    where tenant_id = ${tx.tenant} and program = ${program} and version = ${version}`);
  return found?.files;
}

/** Changes a program's state or settings. Gives whether there is such a program. */
export async function changeProgram(
  tx: TenantTransaction,
  id: string,
  change: {
    readonly at: Instant;
    readonly state?: ProgramState;
    readonly settings?: StoredProgram["settings"];
  },
): Promise<boolean> {
  const touched = await tx.run(sql`
    update programs set changed_at = ${change.at},
      state = coalesce(${change.state ?? null}, state),
      live_at = coalesce(live_at, ${change.state === "active" ? change.at : null}),
      settings = coalesce(${change.settings ? json(change.settings) : null}::jsonb, settings)
    where tenant_id = ${tx.tenant} and id = ${id}`);
  return touched > 0;
}

/** Remembers the date up to which a program's date triggers have been looked at. */
export async function markSwept(tx: TenantTransaction, id: string, on: LocalDate): Promise<void> {
  await tx.run(
    sql`update programs set swept_on = ${on} where tenant_id = ${tx.tenant} and id = ${id}`,
  );
}
