import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** The enrolment and number behind a command's id. */
export interface CommandOrigin {
  readonly enrolmentId: number;
  readonly seq: number;
}

/** The id that a command keeps over all its attempts. */
export function commandId(tenant: number, origin: CommandOrigin): string {
  return `t${tenant}-e${origin.enrolmentId}-${origin.seq}`;
}

/** Reads an id that `commandId` made for this tenant; nothing for any other text. */
export function parseCommandId(tenant: number, id: string): CommandOrigin | undefined {
  const [, owner, enrolmentId, seq] = /^t(\d+)-e(\d+)-(-?\d+)$/.exec(id) ?? [];
  if (Number(owner) !== tenant) return undefined;
  return { enrolmentId: Number(enrolmentId), seq: Number(seq) };
}

/** The enrolment that last sent something to an address of a customer: the one an answer is for. */
export async function lastSenders(
  tx: TenantTransaction,
  customerIds: readonly string[],
): Promise<
  ReadonlyMap<string, { readonly enrolmentId: number; readonly agreementId: string | null }>
> {
  if (customerIds.length === 0) return new Map();
  const rows = await tx.rows(sql<{
    customerId: string;
    enrolmentId: number;
    agreementId: string | null;
  }>`
    select c.id as "customerId", last.enrolment_id as "enrolmentId", (
        select e.agreement_id from enrolments e
        where e.tenant_id = ${tx.tenant} and e.id = last.enrolment_id) as "agreementId"
    from unnest(${customerIds}::text[]) as c(id) cross join lateral (
      select s.enrolment_id from sends s
      where s.tenant_id = ${tx.tenant} and s.customer_id = c.id and s.channel = 'sms'
      order by s.at desc, s.enrolment_id desc limit 1) last`);
  return new Map(rows.map((row) => [row.customerId, row]));
}
