import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { AlarmOrder, NoteOrder } from "./outbox-row.ts";

/** Something the deliver loop asks of itself because of an effect. */
export interface NewOrder {
  readonly enrolmentId: number;
  readonly customerId: string;
  /** Numbered by `noteSeq` or `alarmSeq`. */
  readonly order: NoteOrder | AlarmOrder;
}

/** Effects are numbered from 1 upwards; below this come the alarms about them. */
const ALARMS = -1_000_000;

/** The number of the note about an effect. */
export const noteSeq = (seq: number): number => -seq;

/** The number of the alarm about an effect: there is one at most. */
export const alarmSeq = (seq: number): number => ALARMS - seq;

/** Writes orders, due at once; those already there are left alone, so nothing is noted or raised twice. */
export async function addOrders(
  tx: TenantTransaction,
  orders: readonly NewOrder[],
  now: Instant,
): Promise<void> {
  if (orders.length === 0) return;
  const rows = orders.map(({ enrolmentId, customerId, order }) => ({
    enrolmentId,
    customerId,
    seq: order.seq,
    kind: order.kind,
    order,
  }));
  await tx.run(sql`
    insert into outbox (tenant_id, enrolment_id, seq, customer_id, kind, effect, created_at, due_at)
    select ${tx.tenant}, r."enrolmentId", r.seq, r."customerId", r.kind, r."order", ${now}::timestamptz,
      ${now}::timestamptz
    from json_to_recordset(${json(rows)}::json) as r("enrolmentId" bigint, seq int,
      "customerId" text, kind text, "order" jsonb)
    on conflict (tenant_id, enrolment_id, seq) do nothing`);
}
