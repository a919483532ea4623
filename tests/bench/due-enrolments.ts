import { asTenant, type Tenant } from "@perennial/store";
import { sql } from "kysely";
import type { BenchDatabase } from "./bench-database.ts";
import { BENCH_PROGRAM } from "./bench-program.ts";
import { empty, idSql, vacuum } from "./fill-records.ts";

/** What time it is in the benchmarks. */
export const NOW = "2026-03-02T08:00:00.000Z";

/** Everyone waits at the first step of the benchmark's program and is due. */
export async function waitAtFirstStep(
  bench: BenchDatabase,
  tenant: Tenant,
  count: number,
): Promise<void> {
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
export async function verifyMoved(
  { db }: BenchDatabase,
  tenant: Tenant,
  count: number,
): Promise<void> {
  const [found] = await asTenant(db, tenant.id, (tx) =>
    tx.rows(sql<{ moved: number; asked: number; decided: number }>`
      select (select count(*)::int from enrolments where step = 'rest' and timer_at > ${NOW} and effects = 1) as moved,
        (select count(*)::int from outbox where state = 'pending' and effect ->> 'step' = 'mail') as asked,
        (select count(*)::int from decisions where kind = 'moved') as decided`),
  );
  const wrong = Object.entries(found ?? {}).filter(([, value]) => value !== count);
  if (wrong.length > 0) throw new Error(`expected ${count} of each: ${JSON.stringify(found)}`);
}
