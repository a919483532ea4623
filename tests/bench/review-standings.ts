import { addToDate, startOfDay, windowAfter } from "@perennial/lifecycle";
import {
  announceChanges,
  type RuntimeContext,
  reviewBase,
  sweepPrograms,
} from "@perennial/runtime";
import {
  asTenant,
  changeProgram,
  ensureTenant,
  findTenant,
  publishPlanVersion,
  publishVersion,
  saveChurnModel,
  type Tenant,
} from "@perennial/store";
import { sql } from "kysely";
import { bareStandings } from "./bare-standings.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { wireRuntime } from "./bench-runtime.ts";
import { buyOnDay, fillPurchases } from "./fill-purchases.ts";
import { empty, fillRecords, vacuum } from "./fill-records.ts";
import { clocked, median, note, print, tableLines } from "./measure.ts";
import { CHURN_MODEL, DATE_PROGRAMS, STANDING_PLAN } from "./standing-plan.ts";

const SETUP = "2026-01-01T00:00:00.000Z";
const NIGHTS = ["2026-03-02", "2026-03-03"] as const;
/** Purchases of each customer, and over how many days agreements end. */
const EACH = 10;
const DAYS = 730;
const COMPUTED = [
  ...[
    "standings",
    "group_members",
    "standing_changes",
    "review_boundaries",
    "flow_counts",
    "migration_counts",
  ],
  ...["group_days", "reviews", "enrolments", "considered", "decisions", "signals"],
];

type Day = (typeof NIGHTS)[number];

/** Seconds of each part of a night. */
interface Night {
  readonly standings: number;
  readonly told: number;
  readonly entry: number;
}

interface Base {
  readonly bench: BenchDatabase;
  readonly tenant: Tenant;
  readonly customers: number;
}

/**
 * The nightly review of a base with ten purchases for each customer: tiers, phases, value classes, bands, flows,
 * segments, groups and risk, the telling of what changed, and the scheduled entry of five programs. Beside it, in the same run
 * on the same base: tiers alone by hand, in ranges of ids over two connections, which writes the same rows.
 */
export async function benchStandings(
  bench: BenchDatabase,
  { customers, rounds }: { readonly customers: number; readonly rounds: number },
): Promise<void> {
  const base = await fill(bench, customers);
  const { context } = await wireRuntime(bench.db, { now: SETUP, program: "bench" });
  await publish(base);
  const bare: [number[], number[]] = [[], []];
  const ours: [Night[], Night[]] = [[], []];
  let peak = 0;
  const sampler = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 200);
  for (let round = 0; round < rounds; round++) {
    await reset(base);
    for (const [index, day] of NIGHTS.entries()) {
      bare[index]?.push(await clocked(() => byHand(base, day)));
      await nextDay(base, index);
    }
    await reset(base);
    for (const [index, day] of NIGHTS.entries()) {
      const clock = { now: () => `${day}T06:00:00.000Z` };
      ours[index]?.push(await night({ ...context, clock }, base));
      await nextDay(base, index);
    }
    note(`round ${round + 1}: ${JSON.stringify({ bare, ours })}`);
  }
  clearInterval(sampler);
  report({ customers, bare, ours, peak });
}

async function fill(bench: BenchDatabase, customers: number): Promise<Base> {
  const tenant = await ensureTenant(bench.db, { slug: "standings", name: "Bench" }, SETUP);
  note(`filling in ${customers} customers with ${EACH} purchases each`);
  const endsOn = sql`date ${sql.lit(NIGHTS[0])} + n % ${sql.lit(DAYS)}`;
  await fillRecords(bench, tenant, { count: customers, now: SETUP, endsOn });
  await fillPurchases(bench, tenant, { customers, each: EACH, until: NIGHTS[0] });
  return { bench, tenant, customers };
}

async function publish({ bench, tenant }: Base): Promise<void> {
  await asTenant(bench.db, tenant.id, async (tx) => {
    await publishPlanVersion(tx, { plan: STANDING_PLAN, at: SETUP, by: "bench" });
    await saveChurnModel(tx, CHURN_MODEL, SETUP);
    for (const [program, files] of Object.entries(DATE_PROGRAMS)) {
      await publishVersion(tx, { program, files, digest: "bench", by: "bench", at: SETUP });
      await changeProgram(tx, program, { at: SETUP, state: "active" });
    }
  });
}

/** As before any night: nothing is computed, and nobody bought after the last day before. */
async function reset({ bench, tenant }: Base): Promise<void> {
  await empty(bench, COMPUTED);
  await asTenant(bench.db, tenant.id, async (tx) => {
    await tx.run(sql`delete from purchases where at >= ${NIGHTS[0]}::date`);
    await tx.run(sql`
      update customers set tier = null, phase = null, value_class = null, segment = null
      where (tier, phase, value_class, segment) is distinct from (null, null, null, null)`);
    await tx.run(sql`update programs set swept_on = null`);
  });
  await vacuum(bench, ["customers", "purchases"]);
}

/** One customer in seventy buys on a day; autovacuum looks at what a night has written. */
async function nextDay({ bench, tenant, customers }: Base, index: number): Promise<void> {
  if (index === 0) await buyOnDay(bench, tenant, { customers, on: NIGHTS[0] });
  await vacuum(bench, ["customers", "standings", "purchases"]);
}

function byHand({ bench, tenant, customers }: Base, today: Day): Promise<void> {
  const zone = tenant.timeZone;
  const momentAfter = (date: string) => startOfDay(addToDate(date, "P1D"), zone);
  return bareStandings(bench.url, {
    ...{ tenant: tenant.id, customers, today, until: addToDate(today, "P12M") },
    ...{ end: momentAfter(today), since: momentAfter(windowAfter("P12M", today)) },
  });
}

async function night(context: RuntimeContext, { bench, tenant, customers }: Base): Promise<Night> {
  const now = (await findTenant(bench.db, tenant.id)) ?? tenant;
  const standings = await clocked(async () => {
    const done = await reviewBase(context, now);
    if (done?.stage !== "done" || done.customers !== customers) {
      throw new Error(`The review came to ${JSON.stringify(done)}.`);
    }
    note(JSON.stringify(done));
  });
  const told = await clocked(() => announceChanges(context, now));
  const entry = await clocked(async () => {
    const swept = await sweepPrograms(context, now);
    note(JSON.stringify(swept));
  });
  return { standings, told, entry };
}

function report(of: {
  readonly customers: number;
  readonly bare: readonly (readonly number[])[];
  readonly ours: readonly (readonly Night[])[];
  readonly peak: number;
}): void {
  const lines = ["first night", "a night after"].map((name, index) => {
    const theirs = median(of.bare[index] ?? []);
    const part = (key: keyof Night) => median((of.ours[index] ?? []).map((each) => each[key]));
    const [standings, told, entry] = [part("standings"), part("told"), part("entry")];
    const all = standings + told + entry;
    const seconds = [theirs, standings, told, entry, all].map((each) => each.toFixed(2));
    return [name, ...seconds, (all / theirs).toFixed(2)];
  });
  print([
    `seconds of a night over ${of.customers} customers with ${EACH} purchases each (medians); bare is tiers alone by hand`,
    ...tableLines([
      ["", "bare", "standings", "telling", "five programs", "all", "times bare"],
      ...lines,
    ]),
    `  memory of this process at most ${Math.round(of.peak / 2 ** 20)} MiB`,
  ]);
}
