import { asTenant, type Tenant } from "@perennial/store";
import { sql } from "kysely";
import type { BenchDatabase } from "./bench-database.ts";
import { BENCH_PROGRAM } from "./bench-program.ts";
import { empty, idSql, vacuum } from "./fill-records.ts";
import { note } from "./measure.ts";

/** Who waits, and for when. */
export interface WaitingFill {
  /** How many wait until long after the benchmark. */
  readonly waiting: number;
  /** How many more fall due, one a millisecond from the beginning on. */
  readonly due: number;
  /** Customers that they are spread over. */
  readonly customers: number;
  readonly start: string;
}

/** Spreads those that fall due over the whole table, as time does: neighbours in the table are far apart in time. */
const SPREAD = 7_368_787;
const BATCH = 1_000_000;

/** Fills in enrolments that wait; their index is made at the end, as whoever moves so many in would do it. */
export async function fillWaiting(
  bench: BenchDatabase,
  tenant: Tenant,
  fill: WaitingFill,
): Promise<void> {
  const { db } = bench;
  const begun = performance.now();
  await empty(bench, ["enrolments", "outbox", "decisions"]);
  const index = await dropIndex(bench);
  const total = fill.waiting + fill.due;
  for (let from = 0; from < total; from += BATCH) {
    await insert(bench, tenant, { ...fill, from, count: Math.min(BATCH, total - from) });
  }
  await db.executeQuery(sql.raw(index).compile(db));
  await vacuum(bench, ["enrolments", "outbox", "decisions"]);
  note(`${total} enrolments filled in in ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
}

async function dropIndex({ db }: BenchDatabase): Promise<string> {
  const found = await db.executeQuery<{ indexdef: string }>(
    sql`select indexdef from pg_indexes where indexname = 'enrolments_due'`.compile(db),
  );
  const [row] = found.rows;
  if (!row) throw new Error("There is no index enrolments_due.");
  await db.executeQuery(sql`drop index enrolments_due`.compile(db));
  return row.indexdef;
}

async function insert(
  { db }: BenchDatabase,
  tenant: Tenant,
  { waiting, due, customers, start, ...part }: WaitingFill & Part,
): Promise<void> {
  const total = waiting + due;
  const customer = sql`1 + (n - 1) * ${customers}::bigint / ${total}::bigint`;
  // The place in time of each; after those that fall due in the benchmark there is a day in which nobody does.
  await asTenant(db, tenant.id, (tx) =>
    tx.run(sql`
      insert into enrolments (tenant_id, program, program_version, customer_id, agreement_id, key, round, step,
        wake_at, timer_at, entered_at)
      select ${tenant.id}, ${BENCH_PROGRAM}, 1, customer, agreement, 'k' || n, 0, 'start', at, at, ${start}
      from (
        select n, ${idSql("c", customer)} as customer, ${idSql("a", customer)} as agreement,
          ${start}::timestamptz + (place + 1) * interval '1 ms'
            + case when place >= ${due}::bigint then interval '1 day' else interval '0' end as at
        from (
          select n, n * ${SPREAD}::bigint % ${total}::bigint as place
          from generate_series(${part.from + 1}::bigint, ${part.from + part.count}::bigint) n) placed) made`),
  );
}

interface Part {
  readonly from: number;
  readonly count: number;
}
