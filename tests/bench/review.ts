import { readLibraryProgram } from "@perennial/programs";
import { type RuntimeContext, sweepPrograms } from "@perennial/runtime";
import { asTenant, ensureTenant, type Tenant } from "@perennial/store";
import { sql } from "kysely";
import { bareReview } from "./bare-review.ts";
import { type BenchDatabase, openBenchDatabase } from "./bench-database.ts";
import { openBenchRuntime } from "./bench-runtime.ts";
import { empty, fillRecords, vacuum } from "./fill-records.ts";
import { clocked, median, note, print, printHeader, tableLines, takeTurns } from "./measure.ts";
import { readOptions } from "./options.ts";
import { benchStandings } from "./review-standings.ts";

const FIRST_NIGHT = "2026-03-02T02:00:00.000Z";
const SECOND_NIGHT = "2026-03-03T02:00:00.000Z";
/** Agreements end evenly over this many days, the first of them today: about a tenth are in the program's window. */
const DAYS = 730;
/** One in so many is not active any more, and is turned away. */
const ENDED = 20;
/** The window of the renewal program: enters 90 days before the end and 76 days after that at the latest. */
const WINDOWS = {
  [FIRST_NIGHT]: { from: "2026-03-16", to: "2026-05-31" },
  [SECOND_NIGHT]: { from: "2026-03-17", to: "2026-06-01" },
} as const;
const WRITTEN = ["enrolments", "considered", "decisions"] as const;

type NightTime = keyof typeof WINDOWS;

/** Seconds that each night took. */
interface Nights {
  /** Everybody in the window comes in. */
  readonly first: number;
  /** A day later: those of one day more. */
  readonly steady: number;
  /** The same day again: there is nothing new. */
  readonly repeat: number;
  /** What stands there afterwards. */
  readonly rows: Readonly<Record<string, number>>;
}

interface Review {
  readonly bench: BenchDatabase;
  readonly tenant: Tenant;
  /** Looks as of a night. */
  readonly look: (now: NightTime) => Promise<unknown>;
}

/**
 * The nightly look for whom a date has come up, with the renewal program of the library, one connection. Beside
 * it, in the same run, on the same agreements: one statement by hand in ranges of ids, which writes the same rows.
 */
export async function benchReview(args: readonly string[]): Promise<void> {
  const { agreements, customers, rounds } = readOptions("review", args, {
    ...{ agreements: 100_000, customers: 20_000, rounds: 3 },
  });
  const bench = await openBenchDatabase();
  try {
    await printHeader(`nightly review of ${agreements} agreements`, bench);
    const tenant = await ensureTenant(bench.db, { slug: "bench", name: "Bench" }, FIRST_NIGHT);
    await fillRecords(bench, tenant, {
      ...{ count: agreements, now: "2026-01-01T00:00:00.000Z" },
      endsOn: sql`date '2026-03-02' + n % ${sql.lit(DAYS)}`,
      status: sql`case when n / ${sql.lit(DAYS)} % ${sql.lit(ENDED)} = 0 then 'ended' else 'active' end`,
    });
    const files = await readLibraryProgram("renewal");
    const setup = { now: FIRST_NIGHT, program: "renewal", files };
    const { context } = await openBenchRuntime(bench, tenant, setup);
    const bare = (now: NightTime) =>
      bareReview(bench.url, { tenant: tenant.id, agreements, now, ...WINDOWS[now] });
    const ours = (now: NightTime) => throughRuntime(context, tenant, now);
    const figures = await takeTurns(
      {
        bare: () => nights({ bench, tenant, look: bare }),
        perennial: () => nights({ bench, tenant, look: ours }),
      },
      rounds,
    );
    report(figures);
    await empty(bench, ["customers", "agreements", ...WRITTEN]);
    await benchStandings(bench, { customers, rounds });
  } finally {
    await bench.close();
  }
}

async function throughRuntime(
  context: RuntimeContext,
  tenant: Tenant,
  now: NightTime,
): Promise<void> {
  const swept = await sweepPrograms({ ...context, clock: { now: () => now } }, tenant);
  if (swept.length !== 1) throw new Error("The program was not looked at.");
}

async function nights({ bench, tenant, look }: Review): Promise<Nights> {
  await empty(bench, WRITTEN);
  await vacuum(bench, WRITTEN);
  const night = async (now: NightTime) => {
    await forgetSwept(bench, tenant);
    const seconds = await clocked(() => look(now));
    // Autovacuum does it between two nights.
    await vacuum(bench, WRITTEN);
    return seconds;
  };
  const first = await night(FIRST_NIGHT);
  const steady = await night(SECOND_NIGHT);
  const repeat = await night(SECOND_NIGHT);
  return { first, steady, repeat, rows: await written(bench, tenant) };
}

/** Has the day looked at once more. */
async function forgetSwept({ db }: BenchDatabase, tenant: Tenant): Promise<void> {
  await asTenant(db, tenant.id, (tx) => tx.run(sql`update programs set swept_on = null`));
}

async function written(
  { db }: BenchDatabase,
  tenant: Tenant,
): Promise<Readonly<Record<string, number>>> {
  const [row] = await asTenant(db, tenant.id, (tx) =>
    tx.rows(sql<Record<string, number>>`
      select ${sql.join(
        WRITTEN.map(
          (table) => sql`(select count(*) from ${sql.table(table)}) as ${sql.ref(table)}`,
        ),
      )}`),
  );
  return row ?? {};
}

function report({
  bare,
  perennial,
}: Readonly<Record<"bare" | "perennial", readonly Nights[]>>): void {
  const [theirs, ours] = [bare, perennial].map((way) => JSON.stringify(way.at(-1)?.rows));
  if (theirs !== ours) throw new Error(`The ways wrote different rows: ${theirs} and ${ours}`);
  note(`rows written by either: ${ours}`);
  const line = (name: string, night: "first" | "steady" | "repeat") => {
    const [by, us] = [bare, perennial].map((way) => median(way.map((each) => each[night])));
    if (by === undefined || us === undefined) return [];
    return [name, by.toFixed(2), us.toFixed(2), (us / by).toFixed(2)];
  };
  print([
    "seconds (medians); bare is one statement by hand in ranges of 5000 ids, one connection as the other",
    ...tableLines([
      ["", "bare", "perennial", "times bare"],
      line("first night", "first"),
      line("steady night, a day later", "steady"),
      line("the same day again", "repeat"),
    ]),
  ]);
}
