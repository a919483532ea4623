import type { LocalDate } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { within } from "../review/review-scope.ts";

/** What a customer bought on its days, those of one day made one. */
export interface PurchaseDays {
  readonly customerId: string;
  /** Counted from 1970-01-01, rising. */
  readonly days: readonly number[];
  /** What was bought that day less what was returned, in minor units. */
  readonly amounts: readonly number[];
}

/** Some customers by their ids; everybody after the last page's end. */
export interface DealingsRange {
  /** Everybody up to this id has been read. */
  readonly after: string | null;
  /** The last id of the range; null for all the rest. */
  readonly until: string | null;
}

/** By which calendar and in which money dealings are read. */
export interface DealingsRules extends DealingsRange {
  readonly zone: string;
  readonly currency: string;
  /** The last day whose dealings count. */
  readonly asOf: LocalDate;
}

/**
 * The purchases of a range of customers, added up day by day as `purchaseRows` and `purchaseBook` do: one in another
 * currency counts as a purchase and not as money, and a return in another currency is left out.
 */
export function readPurchaseDays(
  tx: TenantTransaction,
  { after, until, zone, currency, asOf }: DealingsRules,
): Promise<readonly PurchaseDays[]> {
  return tx.rows(sql<PurchaseDays>`
    select customer_id as "customerId", array_agg(day order by day) as days, array_agg(amount order by day) as amounts
    from (
      select p.customer_id, (p.at at time zone ${zone}::text)::date - date '1970-01-01' as day,
        sum(case when p.currency = ${currency}::text then p.amount else 0 end)::double precision as amount
      from purchases p join customers c on c.tenant_id = ${tx.tenant} and c.id = p.customer_id and c.deleted_at is null
      where p.tenant_id = ${tx.tenant} and ${within({ after, until }, sql`p.customer_id`)} and ${within({ after, until }, sql`c.id`)}
        and (p.currency = ${currency}::text or p.amount >= 0)
        and (p.at at time zone ${zone}::text)::date <= ${asOf}::date
      group by 1, 2) bought
    group by customer_id order by customer_id`);
}

/** An agreement as far as it says how long its customer has been one. */
export interface AgreementTerm {
  readonly customerId: string;
  readonly status: "ordered" | "active" | "ended" | "cancelled";
  readonly start: LocalDate;
  readonly end: LocalDate | null;
  readonly cancelledAt: string | null;
  /** In minor units; null where it is not known, or in another currency. */
  readonly yearlyValue: number | null;
  /** Since when the customer is known to be one, by its system of record. */
  readonly customerSince: LocalDate | null;
}

/** The agreements of ours that a range of customers has or had. */
export function readAgreementTerms(
  tx: TenantTransaction,
  { after, until, currency }: Omit<DealingsRules, "zone" | "asOf">,
): Promise<readonly AgreementTerm[]> {
  return tx.rows(sql<AgreementTerm>`
    select a.customer_id as "customerId", a.status, a.starts_on as start, a.ends_on as "end",
      a.cancelled_at as "cancelledAt", case when a.currency = ${currency}::text then a.yearly_value end as "yearlyValue",
      c.customer_since as "customerSince"
    from agreements a join customers c on c.tenant_id = ${tx.tenant} and c.id = a.customer_id and c.deleted_at is null
    where a.tenant_id = ${tx.tenant} and ${within({ after, until }, sql`a.customer_id`)} and ${within({ after, until }, sql`c.id`)}
      and a.party = 'own' and a.status <> 'ordered'
    order by a.customer_id, a.starts_on, a.id`);
}

/** What each customer of the base is worth by the plan's value classes, in minor units, the most first (M-14). */
export async function readBaseValues(tx: TenantTransaction): Promise<readonly number[]> {
  const rows = await tx.rows(sql<{ value: number }>`
    select s.value::double precision as value
    from standings s join customers c on c.tenant_id = ${tx.tenant} and c.id = s.customer_id
    where s.tenant_id = ${tx.tenant} and c.deleted_at is null and s.flow is not null and s.flow <> 'lost'
    order by 1 desc`);
  return rows.map(({ value }) => value);
}
