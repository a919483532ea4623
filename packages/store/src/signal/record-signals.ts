import type { Instant, Signal } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A signal and whom it was found to be about. */
export interface AttributedSignal {
  readonly signal: Signal;
  readonly customerId?: string;
  readonly agreementId?: string;
}

/** Keeps signals and gives the ids of those never seen before: only they may act. */
export async function recordSignals(
  tx: TenantTransaction,
  signals: readonly AttributedSignal[],
  now: Instant,
): Promise<ReadonlySet<string>> {
  if (signals.length === 0) return new Set();
  const rows = signals.map(({ signal, customerId, agreementId }) => ({
    id: signal.id,
    type: signal.type,
    at: signal.at,
    customer_id: customerId,
    agreement_id: agreementId,
    body: signal,
  }));
  const added = await tx.rows(sql<{ id: string }>`
    insert into signals (tenant_id, id, type, at, recorded_at, customer_id, agreement_id, body)
    select distinct on (r.id) ${tx.tenant}, r.id, r.type, r.at, ${now}::timestamptz, r.customer_id,
      r.agreement_id, r.body
    from json_to_recordset(${json(rows)}::json) as r(id text, type text, at timestamptz,
      customer_id text, agreement_id text, body jsonb)
    on conflict (tenant_id, id) do nothing
    returning id`);
  return new Set(added.map((each) => each.id));
}
