import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A published version of a program, without its files. */
export interface StoredVersion {
  readonly version: number;
  readonly publishedAt: Instant;
  readonly publishedBy: string;
  readonly approvedBy: string | null;
  readonly note: string;
}

/** A program's versions, the newest first. */
export function listVersions(
  tx: TenantTransaction,
  program: string,
): Promise<readonly StoredVersion[]> {
  return tx.rows(sql<StoredVersion>`
    select version, published_at as "publishedAt", published_by as "publishedBy", approved_by as "approvedBy", note
    from program_versions where tenant_id = ${tx.tenant} and program = ${program} order by version desc`);
}

/** How many are, and have been, on a version of a program. */
export interface VersionCount {
  readonly version: number;
  readonly running: number;
  readonly ended: number;
}

/** How many are and have been on each version of a program; versions that nobody entered are left out. */
export function countByVersion(
  tx: TenantTransaction,
  program: string,
): Promise<readonly VersionCount[]> {
  return tx.rows(sql<VersionCount>`
    select program_version as version, (count(*) filter (where not ended))::int as running,
      (count(*) filter (where ended))::int as ended
    from enrolments where tenant_id = ${tx.tenant} and program = ${program} group by 1 order by 1 desc`);
}

/** How many under way stand at a step of a version. */
export interface StandingCount {
  readonly version: number;
  /** Nothing for whoever has entered and not been looked at yet. */
  readonly step: string | null;
  readonly running: number;
}

/** Where those under way in a program stand. */
export function countByStep(
  tx: TenantTransaction,
  program: string,
): Promise<readonly StandingCount[]> {
  return tx.rows(sql<StandingCount>`
    select program_version as version, step, count(*)::int as running
    from enrolments where tenant_id = ${tx.tenant} and program = ${program} and not ended group by 1, 2 order by 1, 2`);
}

/** Keeps who said yes to a version. */
export async function noteApproval(
  tx: TenantTransaction,
  {
    program,
    version,
    by,
  }: { readonly program: string; readonly version: number; readonly by: string },
): Promise<void> {
  await tx.run(sql`
    update program_versions set approved_by = ${by}
    where tenant_id = ${tx.tenant} and program = ${program} and version = ${version}`);
}

/** The latest run of a customer, or of something of theirs, through a program. */
export interface LatestRound {
  readonly customerId: string;
  readonly key: string;
  readonly enteredAt: Instant;
  readonly ended: boolean;
}

/** The latest run of each of some customers, and of what is theirs, through a program. */
export function latestRounds(
  tx: TenantTransaction,
  { program, customerIds }: { readonly program: string; readonly customerIds: readonly string[] },
): Promise<readonly LatestRound[]> {
  return tx.rows(sql<LatestRound>`
    select distinct on (customer_id, key) customer_id as "customerId", key, entered_at as "enteredAt", ended
    from enrolments
    where tenant_id = ${tx.tenant} and customer_id = any(${customerIds}::text[]) and program = ${program}
    order by customer_id, key, round desc`);
}
