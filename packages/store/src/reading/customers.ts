import type { Agreement, Customer, Interaction, LocalDate } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { selectList } from "../record/record-table.ts";
import { AGREEMENTS, CUSTOMERS, INTERACTIONS } from "../record/tables.ts";
import { type Page, type PageRequest, positionOf, toPage } from "./page.ts";

/** Customers by id, all or those a text is found in; with `every`, about one in so many, always the same. */
export async function listCustomers(
  tx: TenantTransaction,
  query: PageRequest & {
    readonly search?: string | undefined;
    readonly every?: number | undefined;
  },
): Promise<Page<Customer>> {
  const { after = "", limit, search, every = 1 } = query;
  const found =
    search === undefined
      ? sql`true`
      : sql`(t.id = ${search} or t.mobile = ${search} or t.phone = ${search}
             or strpos(lower(t.name), lower(${search})) > 0 or lower(t.email) = lower(${search}))`;
  const sampled = every === 1 ? sql`true` : sql`abs(hashtext(t.id)::bigint) % ${every}::bigint = 0`;
  const rows = await tx.rows(sql<Record<string, unknown>>`
    select ${selectList(CUSTOMERS, "t")} from customers t
    where t.tenant_id = ${tx.tenant} and t.deleted_at is null and t.id > ${after} and ${found} and ${sampled}
    order by t.id limit ${limit + 1}`);
  return toPage(rows.map(CUSTOMERS.parse), limit, (each) => each.id);
}

/** Agreements by id, all or a customer's, or those that end in a stretch of days. */
export async function listAgreements(
  tx: TenantTransaction,
  query: PageRequest & {
    readonly customer?: string | undefined;
    readonly endsFrom?: LocalDate | undefined;
    readonly endsTo?: LocalDate | undefined;
  },
): Promise<Page<Agreement>> {
  const { after = "", limit, customer, endsFrom, endsTo } = query;
  const rows = await tx.rows(sql<Record<string, unknown>>`
    select ${selectList(AGREEMENTS, "t")} from agreements t
    where t.tenant_id = ${tx.tenant} and t.id > ${after}
      and ${customer === undefined ? sql`true` : sql`t.customer_id = ${customer}`}
      and ${endsFrom === undefined ? sql`true` : sql`t.ends_on >= ${endsFrom}`}
      and ${endsTo === undefined ? sql`true` : sql`t.ends_on <= ${endsTo}`}
    order by t.id limit ${limit + 1}`);
  return toPage(rows.map(AGREEMENTS.parse), limit, (each) => each.id);
}

/**
 * A customer's timeline, newest first; `after` is a position in it. The index gives one customer's contacts in
 * their order, so a position costs no more than the contacts before it.
 */
export async function readTimeline(
  tx: TenantTransaction,
  { customer, after = "0", limit }: PageRequest & { readonly customer: string },
): Promise<Page<Interaction>> {
  const offset = positionOf(after);
  const rows = await tx.rows(sql<Record<string, unknown>>`
    select ${selectList(INTERACTIONS, "t")} from interactions t
    where t.tenant_id = ${tx.tenant} and t.customer_id = ${customer}
    order by t.at desc, t.id desc offset ${offset} limit ${limit + 1}`);
  return toPage(rows.map(INTERACTIONS.parse), limit, () => offset + limit);
}
