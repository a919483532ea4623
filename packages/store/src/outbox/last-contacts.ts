import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** When an enrolment's customer was last written to and last answered. */
export interface LastContact {
  readonly enrolmentId: number;
  readonly sentAt: Instant;
  readonly channel: "sms" | "email";
  readonly answeredAt: Instant | null;
}

/** The last text or e-mail of each enrolment, and whether its customer has got in touch since. */
export async function readLastContacts(
  tx: TenantTransaction,
  enrolmentIds: readonly number[],
): Promise<ReadonlyMap<number, LastContact>> {
  if (enrolmentIds.length === 0) return new Map();
  const rows = await tx.rows(sql<LastContact>`
    select distinct on (s.enrolment_id) s.enrolment_id as "enrolmentId", s.at as "sentAt", s.channel,
      (select max(i.at) from interactions i where i.tenant_id = s.tenant_id
        and i.customer_id = s.customer_id and i.direction = 'in' and i.at > s.at) as "answeredAt"
    from enrolments e join sends s on s.tenant_id = e.tenant_id and s.customer_id = e.customer_id
      and s.enrolment_id = e.id
    where e.tenant_id = ${tx.tenant} and e.id = any(${enrolmentIds}::bigint[])
      and s.channel in ('sms', 'email')
    order by s.enrolment_id, s.at desc`);
  return new Map(rows.map((row) => [row.enrolmentId, row]));
}
