import type { Instant } from "@perennial/contract";
import type { VisitCounts } from "@perennial/lifecycle";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Which visits are counted, and how long what follows one counts as coming of it. */
export interface CountedVisits {
  readonly from: Instant;
  /** The first moment that does not count. */
  readonly until: Instant;
  /** In days. */
  readonly within: number;
}

/**
 * Counts the visits of a time by what came of them (B-07): an enquiry is anything that the customer got in touch with
 * afterwards, an order an agreement or a purchase. A visit after which came neither is a zero visit.
 */
export async function countVisits(
  tx: TenantTransaction,
  { from, until, within }: CountedVisits,
): Promise<VisitCounts> {
  const after = (at: ReturnType<typeof sql>) =>
    sql`${at} > v.at and ${at} <= v.at + make_interval(days => ${within}::int)`;
  const [row] = await tx.rows(sql<VisitCounts>`
    select count(*)::int as visits, count(*) filter (where not enquired and not ordered)::int as "zeroVisits",
      count(*) filter (where enquired)::int as enquiries, count(*) filter (where ordered)::int as orders
    from (
      select
        exists (select from interactions i where i.tenant_id = v.tenant_id and i.customer_id = v.customer_id
          and i.direction = 'in' and ${after(sql`i.at`)}) as enquired,
        exists (select from agreements a where a.tenant_id = v.tenant_id and a.customer_id = v.customer_id
          and ${after(sql`a.ordered_at`)})
        or exists (select from purchases p where p.tenant_id = v.tenant_id and p.customer_id = v.customer_id
          and p.amount > 0 and ${after(sql`p.at`)}) as ordered
      from interactions v
      where v.tenant_id = ${tx.tenant} and v.kind = 'visit' and v.at >= ${from}::timestamptz
        and v.at < ${until}::timestamptz) visited`);
  return row ?? { visits: 0, zeroVisits: 0, enquiries: 0, orders: 0 };
}
