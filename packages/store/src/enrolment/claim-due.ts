import type { Instant } from "@perennial/contract";
import type { Stimulus } from "@perennial/lifecycle";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { ENROLMENT_COLUMNS, type StoredEnrolment } from "./stored-enrolment.ts";

/** An enrolment that must be looked at, locked, with what has happened to it in order. */
export interface DueEnrolment {
  readonly enrolment: StoredEnrolment;
  readonly wakeAt: Instant;
  readonly stimuli: readonly Stimulus[];
}

/** Which due enrolments to take. */
export interface Claim {
  readonly now: Instant;
  readonly limit: number;
  /** The earliest moment worth looking from: what was claimed before lies dead at the head of the index. */
  readonly floor?: Instant;
  /** The numbers of those to take, where this transaction has locked them already (`takeUp`). */
  readonly ids?: readonly number[];
}

/**
 * Locks due enrolments that nobody else holds, earliest first, with their stimuli, which `saveAdvanced` forgets.
 */
export async function claimDue(
  tx: TenantTransaction,
  claim: Claim,
): Promise<readonly DueEnrolment[]> {
  const chosen = claim.ids ? sql`e.id = any (${claim.ids}::bigint[]) and` : sql``;
  const rows = await tx.rows(sql<StoredEnrolment & Told>`
    select ${ENROLMENT_COLUMNS}, e.wake_at as "wakeAt", e.news from enrolments e
    where e.tenant_id = ${tx.tenant} and ${chosen} e.wake_at >= ${claim.floor ?? "-infinity"} and e.wake_at <= ${claim.now}
    order by e.wake_at limit ${claim.limit} ${claim.ids ? sql`` : sql`for update skip locked`}`);
  return rows.map(({ wakeAt, news, ...enrolment }) => ({ enrolment, wakeAt, stimuli: news ?? [] }));
}

interface Told {
  readonly wakeAt: Instant;
  readonly news: readonly Stimulus[] | null;
}

/** When the next enrolment must be looked at; nothing while none waits for a time. */
export async function nextWake(tx: TenantTransaction): Promise<Instant | undefined> {
  const [row] = await tx.rows(sql<{ at: Instant }>`
    select wake_at as at from enrolments where tenant_id = ${tx.tenant} and wake_at is not null
    order by wake_at limit 1`);
  return row?.at;
}
