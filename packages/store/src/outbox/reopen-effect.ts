import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { CommandOrigin } from "./find-command.ts";
import { OUTBOX_COLUMNS, type OutboxRow } from "./outbox-row.ts";

/** An effect that is at its end, with what a person's decision about it depends on. */
export interface EndedEffect extends OutboxRow {
  readonly program: string;
  /** Whether the customer has left the program. */
  readonly ended: boolean;
}

/** Locks an effect, so that no worker and no report changes it meanwhile; nothing for one that is not known. */
export async function lockEffect(
  tx: TenantTransaction,
  { enrolmentId, seq }: CommandOrigin,
): Promise<EndedEffect | undefined> {
  // The enrolment first, as everybody does who holds both.
  await tx.run(sql`
    select 1 from enrolments where tenant_id = ${tx.tenant} and id = ${enrolmentId} for no key update`);
  const [found] = await tx.rows(sql<EndedEffect>`
    select ${OUTBOX_COLUMNS}, e.program, e.ended
    from outbox o join enrolments e on e.tenant_id = o.tenant_id and e.id = o.enrolment_id
    where o.tenant_id = ${tx.tenant} and o.enrolment_id = ${enrolmentId} and o.seq = ${seq} for update of o`);
  return found;
}

/**
 * Makes an effect that is at its end due again, to be judged and put together anew: the address may have been mended.
 * Its attempts are remembered, so that a late report of one of them still settles it. The row must be locked.
 */
export async function reopenEffect(
  tx: TenantTransaction,
  { enrolmentId, seq }: CommandOrigin,
  now: Instant,
): Promise<void> {
  await tx.run(sql`
    update outbox set state = 'pending', due_at = ${now}::timestamptz, command = null, token = null, reason = null,
      first_attempted_at = null, settled_at = null
    where tenant_id = ${tx.tenant} and enrolment_id = ${enrolmentId} and seq = ${seq}
      and state in ('refused', 'unclear')`);
}
