import type { RequiredFacts } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";

/**
 * What stands after `from` to ask a condition of every customer: `c`, with `a` and `r` always missing, as
 * they are in the facts of a program about customers. Deleted customers are left out; tenants are not kept
 * apart by it, so add `c.tenant_id`.
 */
export function customerSource(): RawBuilder<unknown> {
  return sql`(select * from customers where deleted_at is null) as c
    left join agreements as a on false
    left join agreements as r on false`;
}

/**
 * What stands after `from` to ask a condition of every agreement: `a`, its customer `c` and its newest
 * renewal `r`. Agreements of deleted customers are left out; tenants are not kept apart by it, so add
 * `a.tenant_id`.
 * @param needs What `requiredFacts` says of the condition; without a renewal none is looked for.
 */
export function agreementSource(
  needs: Pick<RequiredFacts, "renewal"> = { renewal: true },
): RawBuilder<unknown> {
  return sql`agreements as a
    join customers as c
      on c.tenant_id = a.tenant_id and c.id = a.customer_id and c.deleted_at is null
    left join ${needs.renewal ? NEWEST_RENEWAL : sql`agreements as r on false`}`;
}

/** The order in which the first renewal is the newest one: as `newestRenewal` does it. */
export function newestRenewalFirst(alias: string): RawBuilder<unknown> {
  return sql`${sql.ref(`${alias}.ordered_at`)} desc nulls last, ${sql.ref(`${alias}.id`)} collate "C" desc`;
}

const NEWEST_RENEWAL = sql`lateral (
      select n.* from agreements as n
      where n.tenant_id = a.tenant_id and n.renewal_of = a.id
      order by ${newestRenewalFirst("n")} limit 1
    ) as r on true`;
