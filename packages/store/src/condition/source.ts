import type { RequiredFacts } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";

/** Which tables conditions need beside the subject's own; what none asks about is not looked up. */
export type SourceNeeds = Partial<Pick<RequiredFacts, "renewal" | "standing">>;

const EVERYTHING: SourceNeeds = { renewal: true, standing: true };

/**
 * What stands after `from` to ask a condition of every customer: `c` and its standing `st`, with `a`, `r` and `inv`
 * always missing, as they are in the facts of a program about customers. Deleted customers are left out; tenants are
 * not kept apart by it, so add `c.tenant_id`.
 * @param needs What `requiredFacts` says of the condition. @default everything
 */
export function customerSource({ standing }: SourceNeeds = EVERYTHING): RawBuilder<unknown> {
  return sql`(select * from customers where deleted_at is null) as c
    ${standingOf(standing)}
    left join agreements as a on false
    left join agreements as r on false
    left join invitations as inv on false`;
}

/**
 * What stands after `from` to ask a condition of every agreement: `a`, its customer `c` with its standing `st`, and its
 * newest renewal `r`. Agreements of deleted customers are left out; tenants are not kept apart by it, so add
 * `a.tenant_id`.
 * @param needs What `requiredFacts` says of the condition; without a renewal none is looked for. @default everything
 */
export function agreementSource({
  renewal,
  standing,
}: SourceNeeds = EVERYTHING): RawBuilder<unknown> {
  return sql`agreements as a
    join customers as c
      on c.tenant_id = a.tenant_id and c.id = a.customer_id and c.deleted_at is null
    ${standingOf(standing)}
    left join ${renewal ? NEWEST_RENEWAL : sql`agreements as r on false`}
    left join invitations as inv on false`;
}

/**
 * What stands after `from` to ask a condition of every invitation: `inv` and its customer `c` with its standing `st`,
 * with `a` and `r` always missing. Invitations of deleted customers are left out; tenants are not kept apart by it, so
 * add `inv.tenant_id`.
 * @param needs What `requiredFacts` says of the condition. @default everything
 */
export function invitationSource({ standing }: SourceNeeds = EVERYTHING): RawBuilder<unknown> {
  return sql`invitations as inv
    join customers as c
      on c.tenant_id = inv.tenant_id and c.id = inv.customer_id and c.deleted_at is null
    ${standingOf(standing)}
    left join agreements as a on false
    left join agreements as r on false`;
}

/**
 * What stands after `from` in a question within one of `customerSource`: `a` with its newest renewal `r`. Which agreements
 * is to be added, as by `a.tenant_id = c.tenant_id and a.customer_id = c.id`.
 */
export function agreementsWithin({ renewal }: Pick<SourceNeeds, "renewal">): RawBuilder<unknown> {
  return sql`agreements as a left join ${renewal ? NEWEST_RENEWAL : sql`agreements as r on false`}`;
}

function standingOf(isNeeded: boolean | undefined): RawBuilder<unknown> {
  if (!isNeeded) return sql`left join standings as st on false`;
  return sql`left join standings as st on st.tenant_id = c.tenant_id and st.customer_id = c.id`;
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
