import { asTenant, type Tenant } from "@perennial/store";
import { type RawBuilder, sql } from "kysely";
import type { BenchDatabase } from "./bench-database.ts";
import { ID_DIGITS, idSql, vacuum } from "./fill-records.ts";

/** Over how many days purchases lie, the last of them yesterday. */
const DAYS = 730;

/** Whose purchases, how many each, and until when. */
export interface PurchaseFill {
  readonly customers: number;
  readonly each: number;
  /** The day after the last one. */
  readonly until: string;
}

/**
 * Fills in purchases in the order of time, as they come in: those of one customer lie scattered over the table. One
 * customer in four has bought nothing in the last half of the time, and what is bought for differs by a hundred.
 */
export async function fillPurchases(
  { db }: BenchDatabase,
  tenant: Tenant,
  { customers, each, until }: PurchaseFill,
): Promise<void> {
  // The same numbers on every machine: a hash for a die.
  const die = (salt: number, faces: number) =>
    sql`(hashint8extended(c * 1000 + n, ${sql.lit(salt)}) & 1048575) % ${sql.lit(faces)}`;
  const day = sql`case when c % 4 = 0 then ${die(1, DAYS / 2)} else ${die(1, DAYS)} end`;
  const run = (statement: RawBuilder<unknown>) => db.executeQuery(statement.compile(db));
  // Built afterwards in one go, it does not differ, and takes a tenth of the time.
  await run(sql`drop index purchases_customer`);
  await asTenant(db, tenant.id, async (tx) => {
    await tx.run(sql`set local work_mem = '256MB'`);
    await tx.run(sql`
      insert into purchases (tenant_id, id, customer_id, at, amount, currency, quantity, category, channel, discount)
      select ${tenant.id}, 'p' || lpad((row_number() over (order by at))::text, ${sql.lit(ID_DIGITS)}, '0'), customer_id,
        at, amount, 'SEK', 1, 'shoes', 'store', discount from (
        select ${idSql("c", sql`c`)} as customer_id, 1000 + (${die(2, 1000)}) * (1 + c % 100) as amount,
          ${until}::date - make_interval(days => ${sql.lit(DAYS)}) + make_interval(days => (${day})::int, hours => 10) as at,
          case when n % 5 = 0 then 500 else 0 end as discount
        from generate_series(1, ${customers}::int) c, generate_series(1, ${each}::int) n) made
      order by at`);
  });
  await run(sql`create index purchases_customer on purchases (tenant_id, customer_id, at)`);
  await vacuum({ db }, ["purchases"]);
}

/** One customer in seventy buys on a day, in the shop's first hours. */
export async function buyOnDay(
  { db }: BenchDatabase,
  tenant: Tenant,
  { customers, on }: { readonly customers: number; readonly on: string },
): Promise<void> {
  await asTenant(db, tenant.id, (tx) =>
    tx.run(sql`
      insert into purchases (tenant_id, id, customer_id, at, amount, currency, quantity, discount)
      select ${tenant.id}, 'q' || ${on} || c, ${idSql("c", sql`c`)}, ${on}::date + interval '10 hours', 5000 + c % 9000,
        'SEK', 1, 0
      from generate_series(70, ${customers}::int, 70) c`),
  );
}
