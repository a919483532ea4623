import type { Instant, LocalDate } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import { customerSource } from "../condition/source.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { isOpenCall } from "../reading/is-open-call.ts";
import type { Page } from "../reading/page.ts";
import { compileFilter, type FilterQuery, RUNNING_AGREEMENT } from "./customer-filter.ts";
import { type CompiledOrder, type CustomerOrder, compileOrder } from "./customer-order.ts";

/** A customer as a list shows it. */
export interface FoundCustomer {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly tier: string | null;
  readonly phase: string | null;
  readonly valueClass: string | null;
  readonly segment: string | null;
  readonly pausedUntil: Instant | null;
  readonly flow: string | null;
  readonly value: number | null;
  readonly risk: string | null;
  readonly churn: number | null;
  /** When the first of the agreements that run ends. */
  readonly nextEnd: LocalDate | null;
  /** Programs the customer is in now, by id. */
  readonly programs: readonly string[];
  readonly lastContact: Instant | null;
  readonly hasCall: boolean;
}

/** Which customers to find, and which part of them. */
export interface FindQuery extends Omit<FilterQuery, "tenant"> {
  readonly order: CustomerOrder;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  readonly limit: number;
}

interface Row extends FoundCustomer {
  readonly key: string;
}

/** Finds customers page by page. A cursor that is none of this order begins anew. */
export async function findCustomers(
  tx: TenantTransaction,
  query: FindQuery,
): Promise<Page<FoundCustomer>> {
  const { order, after, limit, at } = query;
  const filter = compileFilter({ ...query, tenant: tx.tenant });
  const sorted = compileOrder(order, { tenant: tx.tenant, today: at.today });
  const source = customerSource({ standing: filter.standing || sorted.standing });
  const way = order.descending ? sql`desc` : sql`asc`;
  const { figures } = sorted;
  // Materialized, they are computed once; as a part of the join each parallel worker would.
  const before = figures === undefined ? sql`` : sql`figures as materialized (${figures}),`;
  const join = figures === undefined ? sql`` : sql`left join figures f on f.customer_id = c.id`;
  // Columns are looked up for the page alone, whatever it took to find it.
  const rows = await tx.rows(sql<Row>`
    with ${before} page as materialized (
      select c.id, ${sorted.key} as key from ${source} ${join}
      where ${filter.holds} and ${beyond(order, sorted, after)}
      order by key ${way}, c.id ${way} limit ${limit + 1})
    select page.key::text as key, ${columns(tx.tenant, query)}
    from page join customers c on c.tenant_id = ${tx.tenant} and c.id = page.id
      left join standings st on st.tenant_id = ${tx.tenant} and st.customer_id = page.id
    order by page.key ${way}, page.id ${way}`);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const isLast = rows.length <= limit || last === undefined;
  return {
    items: items.map(({ key: _key, ...row }) => row),
    next: isLast ? null : cursorOf(order, last),
  };
}

/** Counts customers by a filter, to a bound: one more than the bound stands for all that are more. */
export async function countFound(
  tx: TenantTransaction,
  query: Omit<FilterQuery, "tenant">,
  bound: number,
): Promise<number> {
  const { holds, standing } = compileFilter({ ...query, tenant: tx.tenant });
  const [row] = await tx.rows(sql<{ count: number }>`
    select count(*)::int as count
    from (select 1 from ${customerSource({ standing })} where ${holds} limit ${bound + 1}) found`);
  return row?.count ?? 0;
}

function columns(tenant: number, { at, callsSince }: FindQuery): RawBuilder<unknown> {
  const call = isOpenCall(tenant, { since: callsSince, now: at.now });
  return sql`c.id, c.name, c.kind, c.email, c.mobile, c.tier, c.phase, c.value_class as "valueClass", c.segment,
    c.paused_until as "pausedUntil", st.flow, st.value, st.risk, st.churn,
    (select min(a.ends_on) from agreements a where a.tenant_id = ${tenant} and a.customer_id = c.id
      and a.ends_on >= ${at.today}::date and ${RUNNING_AGREEMENT}) as "nextEnd",
    array(select distinct e.program from enrolments e where e.tenant_id = ${tenant} and e.customer_id = c.id
      and not e.ended order by 1) as programs,
    (select max(i.at) from interactions i where i.tenant_id = ${tenant} and i.customer_id = c.id) as "lastContact",
    exists (select from outbox o where o.customer_id = c.id and ${call}) as "hasCall"`;
}

/** What comes after the page before. */
function beyond(
  order: CustomerOrder,
  { key, type }: CompiledOrder,
  after: string | undefined,
): RawBuilder<unknown> {
  const place = after === undefined ? undefined : placeOf(order, after);
  if (place === undefined) return sql`true`;
  const comparison = order.descending ? sql`<` : sql`>`;
  return sql`(${key}, c.id) ${comparison} (${place.key}::${type}, ${place.id}::text)`;
}

/** Written for whoever sends it back and for nobody to read. */
function cursorOf({ by }: CustomerOrder, { key, id }: Row): string {
  return Buffer.from(JSON.stringify([by, key, id])).toString("base64url");
}

/** How a key looks that a cursor of each order may hold: nothing else is cast. */
const KEYS: Readonly<Record<CustomerOrder["by"], RegExp>> = {
  name: /^/,
  value: /^-?\d{1,19}$/,
  risk: /^(?:-?Infinity|\d(?:\.\d{1,20})?(?:e-\d{1,3})?)$/,
  "next-end": /^(?:-?infinity|\d{4}-\d{2}-\d{2})$/,
  "last-contact": /^(?:-?infinity|\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?\+00)$/,
};

function placeOf({ by }: CustomerOrder, cursor: string): { key: string; id: string } | undefined {
  const place = asList(Buffer.from(cursor, "base64url").toString("utf8"));
  const [order, key, id] = place;
  if (order !== by || typeof key !== "string" || typeof id !== "string") return undefined;
  return KEYS[by].test(key) ? { key, id } : undefined;
}

function asList(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
