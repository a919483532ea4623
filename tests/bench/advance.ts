import { advanceDue, type RuntimeContext } from "@perennial/runtime";
import { ensureTenant, type Tenant } from "@perennial/store";
import { sql } from "kysely";
import { bareBatches, bareRows } from "./bare-advance.ts";
import { type BenchDatabase, openBenchDatabase } from "./bench-database.ts";
import { BENCH_FILES, BENCH_PROGRAM } from "./bench-program.ts";
import { openBenchRuntime } from "./bench-runtime.ts";
import { NOW, verifyMoved, waitAtFirstStep } from "./due-enrolments.ts";
import { fillRecords } from "./fill-records.ts";
import { clocked, median, note, print, printHeader, takeTurns } from "./measure.ts";

/** Enrolments that each way takes on. */
const BATCHED = 40_000;
const ONE_BY_ONE = 4_000;
/** Rounds of each way; the median counts, and the ways take turns so that a slow moment hits all of them. */
const ROUNDS = 5;

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
  await waitAtFirstStep(bench, tenant, count);
  const seconds = await clocked(work);
  await verifyMoved(bench, tenant, count);
  return Math.round(count / seconds);
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
