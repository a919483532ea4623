import type { Instant, MessageClass } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { SendBasis } from "./add-sends.ts";
import { OUTBOX_COLUMNS, type OutboxRow, type OutboxState } from "./outbox-row.ts";

/** What came of a row: an answer, or a proof. */
export interface Settlement {
  readonly enrolmentId: number;
  readonly seq: number;
  /** The worker's claim, without which its answer does not count; none for a report, which is proof whoever holds it. */
  readonly token?: string | undefined;
  readonly state: OutboxState;
  readonly dueAt?: Instant | undefined;
  readonly reason?: string | undefined;
  readonly providerId?: string | undefined;
  readonly cost?: number | undefined;
  /** Whether the attempt does not count: nothing was tried, or we were only asked to wait. */
  readonly uncounted?: boolean | undefined;
  /** Whether it was to be sent again without proof, and was not. */
  readonly unresent?: boolean | undefined;
}

/** A row as it is now that it was settled, with what has to be told of it. */
export interface SettledRow extends OutboxRow {
  readonly program: string;
  readonly agreementId: string | null;
  readonly ended: boolean;
  /** Why the message was lawful, where it was one. */
  readonly basis: SendBasis | null;
  readonly class: MessageClass | null;
  /** Where it stood before. */
  readonly before: OutboxState;
}

/**
 * Settles rows whose holder is still the one that answers, or that a report proves, and gives those it settled.
 * A row that the program took back meanwhile is not tried again, but skipped. The enrolments must be locked.
 */
export function settleRows(
  tx: TenantTransaction,
  settlements: readonly Settlement[],
  now: Instant,
): Promise<readonly SettledRow[]> {
  return tx.rows(sql<SettledRow>`
    with settled as (
      select old.enrolment_id, old.seq, old.state as before, r."dueAt", r.reason, r."providerId", r.cost,
        coalesce(r.uncounted, false) as uncounted, coalesce(r.unresent, false) as unresent,
        case when r.state = 'pending' and old.withdrawn is not null then 'skipped' else r.state end as state
      from json_to_recordset(${json(settlements)}::json) as r("enrolmentId" bigint, seq int,
        token uuid, state text, "dueAt" timestamptz, reason text, "providerId" text,
        cost double precision, uncounted boolean, unresent boolean)
      join outbox old on old.tenant_id = ${tx.tenant} and old.enrolment_id = r."enrolmentId" and old.seq = r.seq
      where case when r.token is null
        then old.state in ('claimed', 'unknown', 'unclear') or (old.state = 'pending' and old.attempts > 0)
        else old.state in ('claimed', 'unknown') and old.token = r.token end
      order by old.enrolment_id, old.seq for update of old)
    update outbox o set state = t.state, due_at = case when t.state in ('pending', 'unknown') then t."dueAt" end,
      reason = case when t.state = 'skipped' then o.withdrawn else t.reason end,
      provider_id = coalesce(t."providerId", o.provider_id), cost = coalesce(t.cost, o.cost),
      attempts = o.attempts - case when t.uncounted then 1 else 0 end,
      resends = o.resends - case when t.unresent then 1 else 0 end,
      first_attempted_at = case when t.uncounted and t.state = 'pending' then null else o.first_attempted_at end,
      token = case when t.state = 'done' then o.token end,
      settled_at = case when t.state not in ('pending', 'unknown') then ${now}::timestamptz end
    from settled t
      join enrolments e on e.tenant_id = ${tx.tenant} and e.id = t.enrolment_id
      left join sends s on s.tenant_id = ${tx.tenant} and s.customer_id = e.customer_id
        and s.enrolment_id = t.enrolment_id and s.seq = t.seq
    where o.tenant_id = ${tx.tenant} and o.enrolment_id = t.enrolment_id and o.seq = t.seq
    returning ${OUTBOX_COLUMNS}, e.program, e.agreement_id as "agreementId", e.ended, s.basis, s.class, t.before`);
}

/** Adds a provider's id and price to rows that a report settled before the answer came. */
export async function addReceiptDetails(
  tx: TenantTransaction,
  receipts: readonly Pick<Settlement, "enrolmentId" | "seq" | "token" | "providerId" | "cost">[],
): Promise<void> {
  if (receipts.length === 0) return;
  await tx.run(sql`
    update outbox o set provider_id = coalesce(o.provider_id, r."providerId"), cost = coalesce(o.cost, r.cost)
    from json_to_recordset(${json(receipts)}::json) as r("enrolmentId" bigint, seq int, token uuid,
      "providerId" text, cost double precision)
    where o.tenant_id = ${tx.tenant} and o.enrolment_id = r."enrolmentId" and o.seq = r.seq
      and o.state = 'done' and o.token = r.token`);
}
