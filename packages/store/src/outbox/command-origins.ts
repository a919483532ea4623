import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { parseCommandId } from "./find-command.ts";

/** What a command of ours was for. */
export interface CommandSource {
  readonly commandId: string;
  readonly enrolmentId: number;
  readonly customerId: string;
  readonly agreementId: string | null;
  /** The step that asked for it. */
  readonly step: string | null;
}

/** Finds what commands were for, by their ids; ids that are none of this tenant's are left out. */
export async function readCommandSources(
  tx: TenantTransaction,
  commandIds: readonly string[],
): Promise<ReadonlyMap<string, CommandSource>> {
  const asked = commandIds.flatMap((id) => {
    const origin = parseCommandId(tx.tenant, id);
    return origin ? [{ id, ...origin }] : [];
  });
  if (asked.length === 0) return new Map();
  const rows = await tx.rows(sql<CommandSource>`
    select distinct r.id as "commandId", o.enrolment_id as "enrolmentId", o.customer_id as "customerId",
      e.agreement_id as "agreementId", o.effect ->> 'step' as step
    from json_to_recordset(${json(asked)}::json) as r(id text, "enrolmentId" bigint, seq int)
    join outbox o on o.tenant_id = ${tx.tenant} and o.enrolment_id = r."enrolmentId" and o.seq = r.seq
    join enrolments e on e.tenant_id = o.tenant_id and e.id = o.enrolment_id`);
  return new Map(rows.map((row) => [row.commandId, row]));
}
