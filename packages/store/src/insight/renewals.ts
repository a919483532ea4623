import type { Instant, LocalDate } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { RUNNING_AGREEMENT } from "../finding/customer-filter.ts";
import { isOpenCall } from "../reading/is-open-call.ts";

/** Whose agreements end, and how far ahead is looked. */
export interface RenewalsQuery {
  readonly today: LocalDate;
  readonly now: Instant;
  readonly currency: string;
  /** The last day of each part of the time ahead, as days from today, rising: 7, 30, 60, 90. */
  readonly within: readonly number[];
  /** Calls put on a list before this moment are forgotten. */
  readonly callsSince: Instant;
}

/** What is being done about an agreement that ends. */
export type RenewalState = "renewed" | "escalated" | "in-program" | "none";

/** Agreements that end in one part of the time ahead, with what is being done about them. */
export interface RenewalCount {
  /** The part, by its last day from today. */
  readonly within: number;
  readonly state: RenewalState;
  readonly agreements: number;
  /** What they bring in a year, in minor units of the tenant's currency. */
  readonly value: number;
}

/**
 * Agreements of ours that end soon, each counted once: renewed where one that follows it has been ordered or runs; else
 * escalated where somebody is to ring the customer; else in a program where one that is about this agreement runs.
 */
export function countRenewals(
  tx: TenantTransaction,
  { today, now, currency, within, callsSince }: RenewalsQuery,
): Promise<readonly RenewalCount[]> {
  const last = within.at(-1) ?? 0;
  return tx.rows(sql<RenewalCount>`
    with ending as materialized (
      select a.id, a.customer_id, case when a.currency = ${currency}::text then a.yearly_value end as value,
        (select min(w) from unnest(${within}::int[]) w where a.ends_on <= ${today}::date + w) as within
      from agreements a
      where a.tenant_id = ${tx.tenant} and ${RUNNING_AGREEMENT}
        and a.ends_on >= ${today}::date and a.ends_on <= ${today}::date + ${last}::int)
    select e.within, ${stateOf(tx.tenant, { since: callsSince, now })} as state, count(*)::int as agreements,
      coalesce(sum(e.value), 0)::double precision as value
    from ending e join customers c on c.tenant_id = ${tx.tenant} and c.id = e.customer_id and c.deleted_at is null
    group by 1, 2 order by 1, 2`);
}

function stateOf(
  tenant: number,
  calls: { readonly since: Instant; readonly now: Instant },
): RawBuilder<RenewalState> {
  return sql<RenewalState>`case
    when exists (select from agreements n where n.tenant_id = ${tenant} and n.renewal_of = e.id
      and n.party = 'own' and n.status in ('ordered', 'active')) then 'renewed'
    when e.customer_id in (select o.customer_id from outbox o where ${isOpenCall(tenant, calls)}) then 'escalated'
    when exists (select from enrolments p where p.tenant_id = ${tenant} and p.customer_id = e.customer_id
      and p.agreement_id = e.id and not p.ended) then 'in-program'
    else 'none' end`;
}
