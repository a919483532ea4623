import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { ENROLMENT_COLUMNS, type StoredEnrolment } from "../enrolment/stored-enrolment.ts";
import { type Page, type PageRequest, positionOf, toPage } from "./page.ts";

/** How many are in each program. */
export async function countEnrolments(
  tx: TenantTransaction,
): Promise<ReadonlyMap<string, { readonly running: number; readonly ended: number }>> {
  const rows = await tx.rows(sql<{ program: string; running: number; ended: number }>`
    select program, count(*) filter (where not ended) as running, count(*) filter (where ended) as ended
    from enrolments where tenant_id = ${tx.tenant} group by program`);
  return new Map(rows.map((row) => [row.program, row]));
}

/** Which enrolments to list. */
export interface EnrolmentQuery extends PageRequest {
  readonly program?: string | undefined;
  readonly customer?: string | undefined;
  readonly stage?: string | undefined;
  readonly ended?: boolean | undefined;
}

/** Enrolments, newest first. */
export async function listEnrolments(
  tx: TenantTransaction,
  query: EnrolmentQuery,
): Promise<Page<StoredEnrolment>> {
  const { program, customer, stage, ended, after, limit } = query;
  const rows = await tx.rows(sql<StoredEnrolment>`
    select ${ENROLMENT_COLUMNS} from enrolments e
    where e.tenant_id = ${tx.tenant} and e.id < ${positionOf(after, Number.MAX_SAFE_INTEGER)}
      and ${program === undefined ? sql`true` : sql`e.program = ${program}`}
      and ${customer === undefined ? sql`true` : sql`e.customer_id = ${customer}`}
      and ${stage === undefined ? sql`true` : sql`e.stage = ${stage}`}
      and ${ended === undefined ? sql`true` : sql`e.ended = ${ended}`}
    order by e.id desc limit ${limit + 1}`);
  return toPage(rows, limit, (each) => each.id);
}

/** A decision as it was kept. */
export interface StoredDecision {
  readonly id: number;
  readonly at: Instant;
  readonly customerId: string;
  readonly program: string;
  readonly enrolmentId: number | null;
  readonly step: string | null;
  readonly kind: string;
  readonly reason: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** Which decisions to list. */
export interface DecisionQuery extends PageRequest {
  readonly customer?: string | undefined;
  readonly program?: string | undefined;
  readonly kind?: string | undefined;
}

/** Decisions, newest first. */
export async function listDecisions(
  tx: TenantTransaction,
  { customer, program, kind, after, limit }: DecisionQuery,
): Promise<Page<StoredDecision>> {
  const rows = await tx.rows(sql<StoredDecision>`
    select id, at, customer_id as "customerId", program, enrolment_id as "enrolmentId", step, kind, reason,
      evidence
    from decisions
    where tenant_id = ${tx.tenant} and id < ${positionOf(after, Number.MAX_SAFE_INTEGER)}
      and ${customer === undefined ? sql`true` : sql`customer_id = ${customer}`}
      and ${program === undefined ? sql`true` : sql`program = ${program}`}
      and ${kind === undefined ? sql`true` : sql`kind = ${kind}`}
    order by id desc limit ${limit + 1}`);
  return toPage(rows, limit, (each) => each.id);
}
