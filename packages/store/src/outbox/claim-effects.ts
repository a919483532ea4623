import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { OUTBOX_COLUMNS, type OutboxRow } from "./outbox-row.ts";

/** Locks rows that are due and that nobody else holds, earliest first. */
export function claimEffects(
  tx: TenantTransaction,
  claim: { readonly now: Instant; readonly limit: number },
): Promise<readonly OutboxRow[]> {
  return tx.rows(sql<OutboxRow>`
    select ${OUTBOX_COLUMNS} from outbox o
    where o.tenant_id = ${tx.tenant} and o.due_at <= ${claim.now}
    order by o.due_at limit ${claim.limit} for update skip locked`);
}
