import type { CallEffect, MessageEffect } from "@perennial/lifecycle";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { CommandOrigin } from "./find-command.ts";

/** A message or call that was handed over. */
export interface DoneContact extends CommandOrigin {
  readonly customerId: string;
  readonly order: MessageEffect | CallEffect;
  readonly program: string;
}

/** Those of these commands that are messages or calls and were handed over. */
export function readDoneContacts(
  tx: TenantTransaction,
  origins: readonly CommandOrigin[],
): Promise<readonly DoneContact[]> {
  return tx.rows(sql<DoneContact>`
    select o.enrolment_id as "enrolmentId", o.seq, o.customer_id as "customerId", o.effect as "order", e.program
    from json_to_recordset(${json(origins)}::json) as r("enrolmentId" bigint, seq int)
    join outbox o on o.tenant_id = ${tx.tenant} and o.enrolment_id = r."enrolmentId" and o.seq = r.seq
    join enrolments e on e.tenant_id = ${tx.tenant} and e.id = o.enrolment_id
    where o.state = 'done' and o.kind in ('message', 'call')`);
}
