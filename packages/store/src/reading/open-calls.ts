import type { Instant, PutCall } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { CommandOrigin } from "../outbox/find-command.ts";

/** A call that was put on a list and is still to be made. */
export interface OpenCall extends CommandOrigin {
  readonly command: PutCall;
  readonly listedAt: Instant;
}

/** Which calls to look for. */
export interface OpenCallQuery {
  /** Whose; everybody's where it is missing. */
  readonly customer?: string | undefined;
  /** Calls put on a list before this moment are forgotten. */
  readonly since: Instant;
  readonly now: Instant;
  readonly limit: number;
}

/**
 * Calls on a list that nobody has made, taken back or let expire, the most urgent first (A-05). One is made when
 * any call with its customer is noted after it was listed, for an agent who rings says all there is to say.
 */
export function readOpenCalls(
  tx: TenantTransaction,
  { customer, since, now, limit }: OpenCallQuery,
): Promise<readonly OpenCall[]> {
  return tx.rows(sql<OpenCall>`
    select o.enrolment_id as "enrolmentId", o.seq, o.command, o.settled_at as "listedAt"
    from outbox o
    where o.tenant_id = ${tx.tenant} and o.kind = 'call' and o.state = 'done' and o.settled_at >= ${since}
      and ${customer === undefined ? sql`true` : sql`o.customer_id = ${customer}`}
      and o.command ->> 'kind' = 'put-call'
      and coalesce(o.command ->> 'expiresAt' > ${now}, true)
      and not exists (select from outbox w where w.tenant_id = ${tx.tenant}
        and w.enrolment_id = o.enrolment_id and w.kind = 'withdraw-call' and w.state <> 'skipped'
        and w.effect ->> 'callSeq' = o.seq::text)
      and not exists (select from interactions i where i.tenant_id = ${tx.tenant}
        and i.customer_id = o.customer_id and i.at >= o.settled_at and i.kind = 'call'
        and i.direction = 'out' and i.outcome is not null)
    order by (o.command ->> 'priority')::int desc, o.settled_at, o.enrolment_id limit ${limit}`);
}
