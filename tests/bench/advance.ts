import { advanceDue, type RuntimeContext } from "@perennial/runtime";
import { asTenant, ensureTenant, type Tenant } from "@perennial/store";
import { sql } from "kysely";
import { bareBatches, bareRows } from "./bare-advance.ts";
import { type BenchDatabase, openBenchDatabase } from "./bench-database.ts";
import { BENCH_FILES, BENCH_PROGRAM } from "./bench-program.ts";
import { openBenchRuntime } from "./bench-runtime.ts";
import { empty, fillRecords, idSql, vacuum } from "./fill-records.ts";
import { clocked, median, note, print, printHeader, takeTurns } from "./measure.ts";

/** Enrolments that each way takes on. */
const BATCHED = 40_000;
const ONE_BY_ONE = 4_000;
/** Rounds of each way; the median counts, and the ways take turns so that a slow moment hits all of them. */
const ROUNDS = 5;
const NOW = "2026-03-02T08:00:00.000Z";

/**
 * Durable transitions per second: a due enrolment is claimed, the core decides, and its new state, its outbox
 * row and its decision are written in one transaction. Beside it, in the same run and with the same rows read
 * and written: bare SQL in batches, and one transaction for each row.
 */
export async function benchAdvance(): Promise<void> {
  const bench = await openBenchDatabase();
  try {
    await printHeader("durable transitions", bench);
    const tenant = await ensureTenant(bench.db, { slug: "bench", name: "Bench" }, NOW);
    await fillRecords(bench, tenant, {
      ...{ count: BATCHED, now: NOW, endsOn: sql`date '2026-04-30'` },
    });
    const setup = { now: NOW, program: BENCH_PROGRAM, files: BENCH_FILES };
    const { context } = await openBenchRuntime(bench, tenant, setup);
    const bare = { tenant: tenant.id, now: NOW };
    note(`${ROUNDS} rounds of ${BATCHED} enrolments in batches and ${ONE_BY_ONE} one by one`);
    const rates = await takeTurns(
      {
        batches: () => rate(bench, tenant, BATCHED, () => bareBatches(bench.url, bare)),
        runtime: () => rate(bench, tenant, BATCHED, () => throughRuntime(context, tenant)),
        rows: () => rate(bench, tenant, ONE_BY_ONE, () => bareRows(bench.url, bare)),
      },
      ROUNDS,
    );
    report(rates);
  } finally {
    await bench.close();
  }
}

async function throughRuntime(context: RuntimeContext, tenant: Tenant): Promise<void> {
  while ((await advanceDue(context, tenant)).more);
}

/** How many enrolments a second a way takes on, from the same beginning every time. */
async function rate(
  bench: BenchDatabase,
  tenant: Tenant,
  count: number,
  work: () => Promise<void>,
): Promise<number> {
  await reset(bench, tenant, count);
  const seconds = await clocked(work);
  await verify(bench, tenant, count);
  return Math.round(count / seconds);
}

/** Everyone waits at the first step and is due. */
async function reset(bench: BenchDatabase, tenant: Tenant, count: number): Promise<void> {
  const tables = ["enrolments", "outbox", "decisions"];
  const n = sql`n`;
  await empty(bench, tables);
  await asTenant(bench.db, tenant.id, (tx) =>
    tx.run(sql`
      insert into enrolments (tenant_id, program, program_version, customer_id, agreement_id, key, round, step,
        wake_at, timer_at, entered_at)
      select ${tenant.id}, ${BENCH_PROGRAM}, 1, ${idSql("c", n)}, ${idSql("a", n)}, ${idSql("a", n)}, 0, 'start',
        ${NOW}::timestamptz - n * interval '1 second', ${NOW}::timestamptz - n * interval '1 second', ${NOW}
      from generate_series(1, ${count}::int) n`),
  );
  await vacuum(bench, tables);
}

/** The same rows stand there whichever way they came: a way that writes less would prove nothing. */
async function verify({ db }: BenchDatabase, tenant: Tenant, count: number): Promise<void> {
  const [found] = await asTenant(db, tenant.id, (tx) =>
    tx.rows(sql<{ moved: number; asked: number; decided: number }>`
      select (select count(*)::int from enrolments where step = 'rest' and timer_at > ${NOW} and effects = 1) as moved,
        (select count(*)::int from outbox where state = 'pending' and effect ->> 'step' = 'mail') as asked,
        (select count(*)::int from decisions where kind = 'moved') as decided`),
  );
  const wrong = Object.entries(found ?? {}).filter(([, value]) => value !== count);
  if (wrong.length > 0) throw new Error(`expected ${count} of each: ${JSON.stringify(found)}`);
}

function report(rates: Readonly<Record<"runtime" | "batches" | "rows", readonly number[]>>): void {
  const runtime = median(rates.runtime);
  const batches = median(rates.batches);
  const rows = median(rates.rows);
  print([
    "durable transitions per second, each with an outbox row and a decision in the same transaction (medians)",
    `  the runtime                              ${String(runtime).padStart(7)}`,
    `  (a) bare SQL, the same work in batches   ${String(batches).padStart(7)}   the runtime is at ${((100 * runtime) / batches).toFixed(0)} %`,
    `  (b) bare SQL, one transaction per row    ${String(rows).padStart(7)}   the runtime is ${(runtime / rows).toFixed(1)} times as fast`,
  ]);
}
