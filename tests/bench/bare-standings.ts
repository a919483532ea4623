import pg from "pg";
import { idOf } from "./fill-records.ts";
import { TIER_LIMITS } from "./standing-plan.ts";

/** Whose tiers, and as of when. */
export interface BareStandings {
  readonly tenant: number;
  readonly customers: number;
  /** The first moment after the day, and the first that counts towards tiers. */
  readonly end: string;
  readonly since: string;
  readonly today: string;
  readonly until: string;
}

/** Customers that one transaction looks at, and how many such go on at once. */
const RANGE = 5_000;
const CONNECTIONS = 2;

/** What somebody would write by hand for tiers alone: sums, tier, and only what changed is written. */
const TIERS = `
  with sums as (
    select p.customer_id, count(*)::int as purchases, min(p.at)::date as first_purchase, max(p.at)::date as last_purchase,
      coalesce(sum(p.amount) filter (where p.at >= $5), 0)::bigint as value
    from purchases p where p.tenant_id = $1 and p.customer_id > $2 and p.customer_id <= $3 and p.at < $4
    group by p.customer_id),
  placed as (
    select c.id, c.tier as old, s.customer_id is null as is_new, coalesce(f.value, 0) as value,
      coalesce(f.purchases, 0) as purchases, f.first_purchase, f.last_purchase,
      case when f.value >= ${TIER_LIMITS.gold} then 'gold' when f.value >= ${TIER_LIMITS.silver} then 'silver'
        else 'member' end as tier,
      (s.value, s.purchases, s.last_purchase) is distinct from (f.value, f.purchases, f.last_purchase) as differs
    from customers c left join sums f on f.customer_id = c.id
    left join standings s on s.tenant_id = $1 and s.customer_id = c.id and s.customer_id > $2 and s.customer_id <= $3
    where c.tenant_id = $1 and c.id > $2 and c.id <= $3 and c.deleted_at is null),
  wanted as materialized (select * from placed where is_new or differs or tier is distinct from old),
  own as (
    update customers c set tier = w.tier from wanted w
    where c.tenant_id = $1 and c.id = w.id and c.id > $2 and c.id <= $3 and c.tier is distinct from w.tier returning 1),
  added as (
    insert into standings (tenant_id, customer_id, as_of, value, purchases, first_purchase, last_purchase, qualifying,
      tier_since, tier_until, tier_reason)
    select $1, id, $6, value, purchases, first_purchase, last_purchase, value, $6, $7, 'earned' from wanted where is_new
    returning 1),
  changed as (
    update standings s set as_of = $6, value = w.value, purchases = w.purchases, first_purchase = w.first_purchase,
      last_purchase = w.last_purchase, qualifying = w.value,
      tier_since = case when w.tier is distinct from w.old then $6 else s.tier_since end
    from wanted w
    where s.tenant_id = $1 and s.customer_id = w.id and s.customer_id > $2 and s.customer_id <= $3 and not w.is_new
    returning 1)
  select (select count(*) from own) + (select count(*) from added) + (select count(*) from changed)`;

/** Tiers by hand, set-based, in ranges of ids over two connections, each range a transaction. */
export async function bareStandings(url: string, night: BareStandings): Promise<void> {
  const ranges = Array.from({ length: Math.ceil(night.customers / RANGE) }, (_, index) => index);
  const waiting = ranges.values();
  await Promise.all(Array.from({ length: CONNECTIONS }, () => work(url, night, waiting)));
}

async function work(
  url: string,
  { tenant, end, since, today, until }: BareStandings,
  waiting: Iterable<number>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `select set_config('app.tenant', '${tenant}', false), set_config('role', 'perennial_app', false),
        set_config('jit', 'off', false)`,
    );
    for (const index of waiting) {
      const [first, last] = [idOf("c", index * RANGE), idOf("c", (index + 1) * RANGE)];
      const values = [tenant, first, last, end, since, today, until];
      await client.query({ name: "tiers", text: TIERS, values });
    }
  } finally {
    await client.end();
  }
}
