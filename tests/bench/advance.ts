import { ManualClock, silentLog } from "@perennial/contract";
import { compileProgram, parseProgram } from "@perennial/lifecycle";
import { advanceDue, type Programs, type RuntimeContext } from "@perennial/runtime";
import { asTenant, ensureTenant, type Tenant } from "@perennial/store";
import { sql } from "kysely";
import { bareBatches, bareRows } from "./bare-advance.ts";
import { type BenchDatabase, openBenchDatabase } from "./bench-database.ts";

/** Enrolments that each way takes on. */
const BATCHED = 40_000;
const ONE_BY_ONE = 4_000;
/** Rounds of each way; the median counts, and the ways take turns so that a slow moment hits all of them. */
const ROUNDS = 5;
const NOW = "2026-03-02T08:00:00.000Z";

const PROGRAM = `
id: bench
name: { sv: Mätning, en: Benchmark }
updated: 2026-01-01
objective: { sv: Mäta, en: Measure }
target: { sv: Fort, en: Fast }
targetGroup: { sv: Alla, en: All }
responsible: { sv: Vi, en: We }
doneBy: { sv: Vi, en: We }
subject: agreement
triggers: [{ signal: agreement.ordered }]
steps:
  - { id: start, do: wait, for: P1D }
  - id: choose
    do: branch
    choose:
      - when: { field: agreement.end, is: before, value: today+P90D }
        goTo: mail
  - { id: mail, do: send, channel: email, class: service, template: mail, proceed: at-once }
  - { id: rest, do: wait, for: P30D, next: choose }
`;

/**
 * Durable transitions per second: a due enrolment is claimed, the core decides, and its new state, its outbox
 * row and its decision are written in one transaction. Beside it, in the same run and with the same rows read
 * and written: bare SQL in batches, and one transaction for each row.
 */
export async function benchAdvance(): Promise<void> {
  const bench = await openBenchDatabase();
  try {
    const tenant = await ensureTenant(bench.db, { slug: "bench", name: "Bench" }, NOW);
    await fill(bench, tenant);
    const runtime = runtimeOf(bench);
    const rates = { runtime: [], batches: [], rows: [] } as Record<string, number[]>;
    process.stderr.write(
      `${ROUNDS} rounds of ${BATCHED} enrolments in batches and ${ONE_BY_ONE} one by one\n`,
    );
    for (let round = 0; round <= ROUNDS; round++) {
      const measured = {
        batches: await rate(bench, tenant, BATCHED, () =>
          bareBatches(bench.url, { tenant: tenant.id, now: NOW }),
        ),
        runtime: await rate(bench, tenant, BATCHED, () => throughRuntime(runtime, tenant)),
        rows: await rate(bench, tenant, ONE_BY_ONE, () =>
          bareRows(bench.url, { tenant: tenant.id, now: NOW }),
        ),
      };
      process.stderr.write(
        `${round === 0 ? "warm-up" : `round ${round}`}: ${JSON.stringify(measured)}\n`,
      );
      if (round > 0) for (const [way, value] of Object.entries(measured)) rates[way]?.push(value);
    }
    report(rates);
  } finally {
    await bench.close();
  }
}

async function throughRuntime(context: RuntimeContext, tenant: Tenant): Promise<void> {
  while ((await advanceDue(context, tenant)).more);
}

function runtimeOf({ db }: BenchDatabase): RuntimeContext {
  const { program } = parseProgram({ "program.yaml": PROGRAM });
  if (!program) throw new Error("the benchmark's program has errors");
  const compiled = compileProgram({ program, version: 1 });
  const load: Programs["load"] = async () => ({ compiled, templates: [] }) as never;
  const programs: Programs = { list: async () => [], load, forget: () => {} };
  return { db, clock: new ManualClock(NOW), log: silentLog, programs } as unknown as RuntimeContext;
}

/** How many enrolments a second a way takes on, from the same beginning every time. */
async function rate(
  bench: BenchDatabase,
  tenant: Tenant,
  count: number,
  work: () => Promise<void>,
): Promise<number> {
  await reset(bench, tenant, count);
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1_000;
  await verify(bench, tenant, count);
  return Math.round(count / seconds);
}

async function fill({ db }: BenchDatabase, tenant: Tenant): Promise<void> {
  await asTenant(db, tenant.id, async (tx) => {
    await tx.run(sql`
      insert into customers (tenant_id, id, kind, name, first_name, locale, email, mobile, segment, updated_at)
      select ${tenant.id}, 'c' || n, 'person', 'Anna Andersson ' || n, 'Anna', 'sv', 'c' || n || '@example.com',
        '+4670' || lpad(n::text, 7, '0'), 'house', ${NOW} from generate_series(1, ${BATCHED}::int) n`);
    await tx.run(sql`
      insert into agreements (tenant_id, id, customer_id, party, product, kind, status, starts_on, ends_on, currency, updated_at)
      select ${tenant.id}, 'a' || n, 'c' || n, 'own', 'FIXED-12', 'fixed', 'active', '2025-05-01', '2026-04-30', 'SEK', ${NOW}
      from generate_series(1, ${BATCHED}::int) n`);
  });
}

/** Everyone waits at the first step and is due. */
async function reset({ db }: BenchDatabase, tenant: Tenant, count: number): Promise<void> {
  await db.executeQuery(sql`truncate enrolments, outbox, decisions`.compile(db));
  await asTenant(db, tenant.id, (tx) =>
    tx.run(sql`
      insert into enrolments (tenant_id, program, program_version, customer_id, agreement_id, key, round, step,
        wake_at, timer_at, entered_at)
      select ${tenant.id}, 'bench', 1, 'c' || n, 'a' || n, 'a' || n, 0, 'start', ${NOW}::timestamptz - n * interval '1 second',
        ${NOW}::timestamptz - n * interval '1 second', ${NOW} from generate_series(1, ${count}::int) n`),
  );
  for (const table of ["enrolments", "outbox", "decisions", "customers", "agreements"]) {
    await db.executeQuery(sql`vacuum analyze ${sql.table(table)}`.compile(db));
  }
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

function report(rates: Readonly<Record<string, readonly number[]>>): void {
  const median = (of: readonly number[] = []) =>
    [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;
  const runtime = median(rates.runtime);
  const batches = median(rates.batches);
  const rows = median(rates.rows);
  const lines = [
    "durable transitions per second, each with an outbox row and a decision in the same transaction (medians)",
    `  the runtime                              ${String(runtime).padStart(7)}`,
    `  (a) bare SQL, the same work in batches   ${String(batches).padStart(7)}   the runtime is at ${((100 * runtime) / batches).toFixed(0)} %`,
    `  (b) bare SQL, one transaction per row    ${String(rows).padStart(7)}   the runtime is ${(runtime / rows).toFixed(1)} times as fast`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
