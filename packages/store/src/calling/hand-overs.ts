import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A note for the next agent. */
export interface StoredHandOver {
  readonly id: number;
  readonly callId: string;
  readonly customerId: string | null;
  readonly at: Instant;
  readonly from: string;
  readonly to: string;
  readonly errand: string | null;
  readonly text: string;
  readonly takenAt: Instant | null;
  readonly takenBy: string | null;
}

/** The columns of a note under the names of `StoredHandOver`, for the alias `h`. */
export const HAND_OVER_COLUMNS = sql`
  h.id, h.call_id as "callId", h.customer_id as "customerId", h.at, h.from_agent as "from", h.to_whom as "to",
  h.errand, h.text, h.taken_at as "takenAt", h.taken_by as "takenBy"`;

/** A note as it is left. */
export type NewHandOver = Omit<StoredHandOver, "id" | "takenAt" | "takenBy">;

/**
 * Leaves a note and counts it as a hand-over of its call, where the telephone system has counted fewer. The same words of
 * the same call are one note.
 */
export async function addHandOver(
  tx: TenantTransaction,
  { callId, customerId, at, from, to, errand, text }: NewHandOver,
): Promise<StoredHandOver> {
  const same = sql`h.tenant_id = ${tx.tenant} and h.call_id = ${callId} and h.to_whom = ${to} and h.text = ${text}`;
  await tx.run(sql`
    insert into hand_overs (tenant_id, call_id, customer_id, at, from_agent, to_whom, errand, text)
    select ${tx.tenant}, ${callId}, ${customerId}, ${at}, ${from}, ${to}, ${errand}, ${text}
    where not exists (select from hand_overs h where ${same})`);
  await tx.run(sql`
    update phone_calls c set transfers = greatest(c.transfers,
      (select count(*)::int from hand_overs h where h.tenant_id = ${tx.tenant} and h.call_id = c.id))
    where c.tenant_id = ${tx.tenant} and c.id = ${callId}`);
  const [left] = await tx.rows(sql<StoredHandOver>`
    select ${HAND_OVER_COLUMNS} from hand_overs h where ${same} order by h.id limit 1`);
  return left as StoredHandOver;
}

/** Notes that somebody has taken a note up; who did first stays. Gives it as it then is; nothing where there is none. */
export async function takeHandOver(
  tx: TenantTransaction,
  id: number,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<StoredHandOver | undefined> {
  await tx.run(sql`
    update hand_overs set taken_at = ${at}, taken_by = ${by}
    where tenant_id = ${tx.tenant} and id = ${id} and taken_at is null`);
  const [found] = await tx.rows(sql<StoredHandOver>`
    select ${HAND_OVER_COLUMNS} from hand_overs h where h.tenant_id = ${tx.tenant} and h.id = ${id}`);
  return found;
}

/** The notes of a call, the first that was left first. */
export function listHandOvers(
  tx: TenantTransaction,
  callId: string,
): Promise<readonly StoredHandOver[]> {
  return tx.rows(sql<StoredHandOver>`
    select ${HAND_OVER_COLUMNS} from hand_overs h
    where h.tenant_id = ${tx.tenant} and h.call_id = ${callId} order by h.id`);
}
