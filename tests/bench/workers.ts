import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { ensureTenant, type Tenant } from "@perennial/store";
import { sql } from "kysely";
import { bareBatches } from "./bare-advance.ts";
import { type BenchDatabase, openBenchDatabase } from "./bench-database.ts";
import { BENCH_FILES, BENCH_PROGRAM } from "./bench-program.ts";
import { openBenchRuntime } from "./bench-runtime.ts";
import { NOW, verifyMoved, waitAtFirstStep } from "./due-enrolments.ts";
import { fillRecords } from "./fill-records.ts";
import { clocked, median, note, print, printHeader, tableLines, takeTurns } from "./measure.ts";
import { readOptions } from "./options.ts";
import type { WorkerReport } from "./worker-process.ts";

const PROCESSES = [1, 2, 4] as const;
const WORKER = fileURLToPath(new URL("worker-process.ts", import.meta.url));

/** What one round of a number of processes gave. */
interface Figure {
  readonly rate: number;
  /** Seconds of a processor that the processes took together, without PostgreSQL's. */
  readonly cpu: number;
  /** The least that one of them took on, of what each would have with the work shared evenly, from 0 to 1. */
  readonly evenness: number;
}

/**
 * What more worker processes are worth: the same durable transitions as `advance`, taken on by 1, 2 and 4 processes on
 * one PostgreSQL on this machine, beside bare SQL in batches on one connection.
 */
export async function benchWorkers(args: readonly string[]): Promise<void> {
  const { enrolments, rounds } = readOptions("workers", args, { enrolments: 60_000, rounds: 3 });
  const bench = await openBenchDatabase();
  const workers: ChildProcess[] = [];
  try {
    await printHeader("durable transitions by several processes", bench);
    const tenant = await ensureTenant(bench.db, { slug: "bench", name: "Bench" }, NOW);
    await fillRecords(bench, tenant, {
      ...{ count: enrolments, now: NOW, endsOn: sql`date '2026-04-30'` },
    });
    await openBenchRuntime(bench, tenant, {
      ...{ now: NOW, program: BENCH_PROGRAM, files: BENCH_FILES },
    });
    for (let n = 0; n < Math.max(...PROCESSES); n++) workers.push(await startWorker(bench.url));
    note(`${rounds} rounds of ${enrolments} enrolments`);
    const round = (count: number) => () =>
      workTogether(bench, tenant, enrolments, workers.slice(0, count));
    const figures = await takeTurns(
      {
        bare: () => bareRound(bench, tenant, enrolments),
        ...Object.fromEntries(PROCESSES.map((count) => [`${count}`, round(count)])),
      } as Readonly<Record<string, () => Promise<Figure>>>,
      rounds,
    );
    report(figures);
  } finally {
    for (const worker of workers) worker.disconnect();
    await bench.close();
  }
}

async function startWorker(url: string): Promise<ChildProcess> {
  const worker = fork(WORKER, [url], { execArgv: ["--conditions=perennial-source"] });
  await once(worker, "message");
  return worker;
}

async function workTogether(
  bench: BenchDatabase,
  tenant: Tenant,
  count: number,
  workers: readonly ChildProcess[],
): Promise<Figure> {
  await waitAtFirstStep(bench, tenant, count);
  let reports: readonly WorkerReport[] = [];
  const seconds = await clocked(async () => {
    reports = await Promise.all(workers.map(toldToWork));
  });
  await verifyMoved(bench, tenant, count);
  const least = Math.min(...reports.map(({ advanced }) => advanced));
  return {
    rate: Math.round(count / seconds),
    cpu: reports.reduce((sum, { cpu }) => sum + cpu, 0),
    evenness: (least * workers.length) / count,
  };
}

async function toldToWork(worker: ChildProcess): Promise<WorkerReport> {
  const done = once(worker, "message");
  worker.send({ go: true });
  const [told] = await done;
  return told as WorkerReport;
}

async function bareRound(bench: BenchDatabase, tenant: Tenant, count: number): Promise<Figure> {
  await waitAtFirstStep(bench, tenant, count);
  const before = process.cpuUsage();
  const seconds = await clocked(() => bareBatches(bench.url, { tenant: tenant.id, now: NOW }));
  const { user, system } = process.cpuUsage(before);
  await verifyMoved(bench, tenant, count);
  return { rate: Math.round(count / seconds), cpu: (user + system) / 1e6, evenness: 1 };
}

function report(figures: Readonly<Record<string, readonly Figure[]>>): void {
  const of = (name: string, what: keyof Figure) =>
    median((figures[name] ?? []).map((each) => each[what]));
  const alone = of("1", "rate");
  const rows = ["bare", ...PROCESSES.map(String)].map((name) => [
    name === "bare"
      ? "bare SQL in batches, one connection"
      : `${name} worker${name === "1" ? "" : "s"}`,
    String(of(name, "rate")),
    `${(of(name, "rate") / alone).toFixed(2)} x`,
    `${of(name, "cpu").toFixed(1)} s`,
    `${(100 * of(name, "evenness")).toFixed(0)} %`,
  ]);
  print([
    "durable transitions per second on one PostgreSQL (medians)",
    ...tableLines([["", "a second", "of one", "their CPU", "least share"], ...rows]),
  ]);
}
