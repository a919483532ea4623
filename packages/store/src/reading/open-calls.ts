import type { Instant, PutCall } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { CommandOrigin } from "../outbox/find-command.ts";
import { isOpenCall } from "./is-open-call.ts";

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
 * any call to its customer is noted after it was listed, for an agent who rings says all there is to say, or when one of the
 * customer's own is noted as that call.
 */
export function readOpenCalls(
  tx: TenantTransaction,
  { customer, since, now, limit }: OpenCallQuery,
): Promise<readonly OpenCall[]> {
  return tx.rows(sql<OpenCall>`
    select o.enrolment_id as "enrolmentId", o.seq, o.command, o.settled_at as "listedAt"
    from outbox o
    where ${isOpenCall(tx.tenant, { since, now })}
      and ${customer === undefined ? sql`true` : sql`o.customer_id = ${customer}`}
    order by (o.command ->> 'priority')::int desc, o.settled_at, o.enrolment_id limit ${limit}`);
}
