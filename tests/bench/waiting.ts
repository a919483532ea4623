import { setTimeout as wait } from "node:timers/promises";
import { ManualClock } from "@perennial/contract";
import { advanceDue, type RuntimeContext } from "@perennial/runtime";
import { asTenant, claimDue, ensureTenant, nextWake, type Tenant } from "@perennial/store";
import { sql } from "kysely";
import { type BenchDatabase, openBenchDatabase } from "./bench-database.ts";
import { BENCH_FILES, BENCH_PROGRAM } from "./bench-program.ts";
import { openBenchRuntime } from "./bench-runtime.ts";
import { claimPlan } from "./claim-plan.ts";
import { fillRecords } from "./fill-records.ts";
import { fillWaiting } from "./fill-waiting.ts";
import { median, note, percentile, print, printHeader, tableLines } from "./measure.ts";
import { readOptions, UsageError } from "./options.ts";

const START = "2026-03-02T08:00:00.000Z";
/** Numbers of enrolments that wait, as far as they are asked for. */
const SIZES = [10_000, 100_000, 1_000_000, 10_000_000];
/** Enrolments that fall due in each second, and what one claim takes at most. */
const PER_SECOND = 1_000;
const BATCH = 1_000;
/** Seconds' worth of enrolments that are taken on at once in the end, to see how fast it can go. */
const BACKLOG = 20;
/** How long nobody looks after everything due is taken on, in milliseconds. */
const PAUSE = 50;

interface Waiting {
  readonly bench: BenchDatabase;
  readonly tenant: Tenant;
  readonly context: RuntimeContext;
  readonly clock: ManualClock;
  readonly seconds: number;
}

/** What was seen while so many waited. */
interface Seen {
  readonly waiting: number;
  /** Milliseconds that each claim of what had just fallen due took, with its rows read. */
  readonly claims: readonly number[];
  /** The same of claims of a whole batch, while a backlog lasted. */
  readonly fullClaims: readonly number[];
  /** How late the oldest due was at the end of each second, in milliseconds. */
  readonly lags: readonly number[];
  /** Transitions a second while a backlog lasted. */
  readonly rate: number;
  /** What the claim's plan is made of. */
  readonly plan: string;
}

/**
 * What it costs that many wait: enrolments fall due a thousand a second, on a clock that goes as fast as the
 * machine's, and the runtime takes them on; then a backlog of twenty seconds is taken on as fast as it can be.
 * The same with ten times as many waiting, and again.
 */
export async function benchWaiting(args: readonly string[]): Promise<void> {
  const options = readOptions("waiting", args, {
    ...{ least: 10_000, most: 1_000_000, seconds: 10, customers: 100_000 },
  });
  const { least, most, seconds, customers } = options;
  const sizes = SIZES.filter((each) => each >= least && each <= most);
  if (sizes.length === 0) {
    throw new UsageError(`Let --least and --most have one of ${SIZES.join(", ")} between them.`);
  }
  const bench = await openBenchDatabase();
  try {
    await printHeader(`enrolments that wait, ${PER_SECOND} falling due each second`, bench);
    const tenant = await ensureTenant(bench.db, { slug: "bench", name: "Bench" }, START);
    await fillRecords(bench, tenant, {
      ...{ count: customers, now: START, endsOn: sql`date '2026-04-30'` },
    });
    const setup = { now: START, program: BENCH_PROGRAM, files: BENCH_FILES };
    const first = await openBenchRuntime(bench, tenant, setup);
    const seen: Seen[] = [];
    for (const size of sizes) {
      const due = (seconds + BACKLOG) * PER_SECOND;
      await fillWaiting(bench, tenant, { waiting: size, due, customers, start: START });
      const clock = new ManualClock(START);
      const context = { ...first.context, clock };
      seen.push(await watch({ bench, tenant, context, clock, seconds }, size));
    }
    report(seen);
  } finally {
    await bench.close();
  }
}

async function watch(waiting: Waiting, size: number): Promise<Seen> {
  const { bench, tenant, clock, seconds } = waiting;
  const steady = await keepUp(waiting);
  note(`${size} waiting: watched for ${seconds} s; a backlog of ${BACKLOG} s is next`);
  clock.moveTo(momentAfter((seconds + BACKLOG) * 1_000));
  const plan = await claimPlan(bench.url, tenant.id, { now: clock.now(), limit: BATCH });
  return { waiting: size, ...steady, ...(await workOff(waiting)), plan };
}

/** Takes on what falls due as it falls due, on a clock that goes with the machine's. */
async function keepUp(waiting: Waiting): Promise<Pick<Seen, "claims" | "lags">> {
  const { tenant, context, clock, seconds } = waiting;
  const claims: number[] = [];
  const lags: number[] = [];
  const begun = performance.now();
  // A round that takes longer than a second is late for all seconds that end in it.
  while (lags.length < seconds) {
    const elapsed = Math.min(performance.now() - begun, seconds * 1_000);
    clock.moveTo(momentAfter(elapsed));
    while (elapsed >= (lags.length + 1) * 1_000) lags.push(await lag(waiting));
    claims.push(await claimTime(waiting));
    const { more } = await advanceDue(context, tenant);
    if (!more) await wait(PAUSE);
  }
  return { claims, lags };
}

/** Takes on all that is due as fast as it goes. */
async function workOff(waiting: Waiting): Promise<Pick<Seen, "fullClaims" | "rate">> {
  const { tenant, context } = waiting;
  const fullClaims: number[] = [];
  let taken = 0;
  let milliseconds = 0;
  for (let more = true; more; ) {
    fullClaims.push(await claimTime(waiting));
    const begun = performance.now();
    const round = await advanceDue(context, tenant);
    milliseconds += performance.now() - begun;
    taken += round.advanced;
    more = round.more;
  }
  // The last claim finds nothing, and says nothing of full ones.
  return { fullClaims: fullClaims.slice(0, -1), rate: Math.round((taken / milliseconds) * 1_000) };
}

/** What a claim takes: it is done and let go again, right before the one that counts. */
async function claimTime({ bench, tenant, clock }: Waiting): Promise<number> {
  return asTenant(bench.db, tenant.id, async (tx) => {
    await tx.run(sql`select`);
    const begun = performance.now();
    await claimDue(tx, { now: clock.now(), limit: BATCH });
    return performance.now() - begun;
  });
}

/** How long the oldest due has been due, in milliseconds. */
async function lag({ bench, tenant, clock }: Waiting): Promise<number> {
  const oldest = await asTenant(bench.db, tenant.id, nextWake);
  if (oldest === undefined) return 0;
  return Math.max(0, Date.parse(clock.now()) - Date.parse(oldest));
}

function momentAfter(milliseconds: number): string {
  return new Date(Date.parse(START) + Math.floor(milliseconds)).toISOString();
}

function report(seen: readonly Seen[]): void {
  const rows = seen.map(({ waiting, claims, fullClaims, lags, rate }) => [
    String(waiting),
    ...[median(claims), percentile(claims, 0.95)].map((figure) => figure.toFixed(1)),
    ...[median(fullClaims), percentile(fullClaims, 0.95)].map((figure) => figure.toFixed(1)),
    ...[median(lags), Math.max(...lags)].map((figure) => figure.toFixed(0)),
    String(rate),
  ]);
  const head = ["waiting", "claim p50", "p95", "of 1000 p50", "p95", "lag p50", "most"];
  print([
    `milliseconds; a claim of what has just fallen due, one of ${BATCH} of a backlog, how late the oldest due was at the`,
    "end of each second; and transitions a second while the backlog lasted",
    ...tableLines([[...head, "a second"], ...rows]),
    `  the claim's plan: ${seen.at(-1)?.plan ?? ""}`,
  ]);
}
