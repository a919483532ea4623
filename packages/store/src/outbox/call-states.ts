import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { CommandOrigin } from "./find-command.ts";
import type { OutboxState } from "./outbox-row.ts";

/** Where a call stands that is to be withdrawn. */
export interface CallState extends CommandOrigin {
  readonly state: OutboxState;
  readonly attempts: number;
}

/** Where calls stand. */
export async function readCallStates(
  tx: TenantTransaction,
  calls: readonly CommandOrigin[],
): Promise<readonly CallState[]> {
  if (calls.length === 0) return [];
  return tx.rows(sql<CallState>`
    select o.enrolment_id as "enrolmentId", o.seq, o.state, o.attempts
    from json_to_recordset(${json(calls)}::json) as r("enrolmentId" bigint, seq int)
    join outbox o on o.tenant_id = ${tx.tenant} and o.enrolment_id = r."enrolmentId" and o.seq = r.seq`);
}
