import { writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "@perennial/api";
import { type RunningServer, startServer } from "@perennial/server";
import { asTenant } from "@perennial/store";
import { sql } from "kysely";
import { type OwnBenchDatabase, openBenchDatabase } from "./bench-database.ts";
import { fillCallers } from "./fill-callers.ts";
import { idOf } from "./fill-records.ts";
import { clocked, note, percentile, print, printHeader, tableLines } from "./measure.ts";
import { readOptions } from "./options.ts";

const DEFAULTS = { customers: 100_000, requests: 2_000 };
/** How many numbers are asked for again and again, and how many at a start with nothing in memory. */
const REGULARS = 300;
const COLD = 300;

/** Milliseconds of each of some requests. */
type Times = readonly number[];

/**
 * What a telephone system waits for (issue 8): who calls, how the call is answered and what the agent sees, asked over HTTP
 * of a company with many customers. Numbers asked before, numbers never asked before, and numbers asked of a database that
 * has just been started with the machine's file cache emptied, by day; and numbers asked before while the server is at its
 * night's work. Beside them, in the same run: the bare look-up of one customer by primary key.
 */
export async function benchCaller(args: readonly string[]): Promise<void> {
  const { customers, requests } = readOptions("caller", args, DEFAULTS);
  const bench = await openBenchDatabase();
  try {
    await printHeader(`a caller among ${customers} customers`, bench);
    const tenant = await fillCallers(bench, customers);
    const server = await serve(bench);
    try {
      const client = new Client({ url: server.url, token: server.token });
      const die = dieOf(customers);
      await letNightPass(server, tenant.id);
      await bench.db.executeQuery(sql`vacuum analyze`.compile(bench.db));
      await bench.db.destroy();
      await bench.restart();
      const isEmptied = await emptyFileCache();
      // The process is at work; what nobody has asked the database for since it started is cold.
      await untilAnswered(client);
      const cold = await times(COLD, () => identify(client, die()));
      const fresh = await times(requests, () => identify(client, die()));
      const regulars = Array.from({ length: REGULARS }, die);
      await times(REGULARS * 2, (index) => identify(client, regulars[index % REGULARS] ?? 1));
      const warm = await times(requests, (index) =>
        identify(client, regulars[(index * 7) % REGULARS] ?? 1),
      );
      const bare = await bareTimes(server, requests, regulars);
      const night = await nightTimes(server, (index) =>
        identify(client, regulars[(index * 7) % REGULARS] ?? 1),
      );
      report({ cold, fresh, warm, night, bare }, isEmptied);
    } finally {
      await server.stop();
    }
  } finally {
    await bench.close();
  }
}

function serve(bench: OwnBenchDatabase): Promise<RunningServer> {
  const tell = (message: string, fields?: object) => note(`${message} ${JSON.stringify(fields)}`);
  const log = { info: () => {}, warn: tell, error: tell };
  return startServer({
    ...{ port: 0, log, dataDir: bench.directory },
    environment: { DATABASE_URL: bench.url },
  });
}

/** Waits until a server has done all that its start brings, which is a night's work. */
async function letNightPass(server: RunningServer, tenant: number): Promise<void> {
  note("letting the night's work pass that a start brings");
  while (await isNight(server, tenant)) await sleep(1_000);
}

/** Asks for nobody until the database is back. */
async function untilAnswered(client: Client): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.ask("identifyCaller", { query: { phone: "anonymous" } });
      return;
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(500);
    }
  }
}

/** Whether the review of a tenant is due, under way, or has left something for the loops to do. */
async function isNight({ runtime }: RunningServer, tenant: number): Promise<boolean> {
  const [row] = await asTenant(runtime.db, tenant, (tx) =>
    tx.rows(sql<{ night: boolean }>`
      select (select coalesce(review_at < now() + interval '10 minutes', true) from tenants where tenant_id = ${tenant})
        or exists (select from enrolments where tenant_id = ${tenant} and wake_at <= now())
        or exists (select from standing_changes where tenant_id = ${tenant}) as night`),
  );
  return row?.night ?? false;
}

/** One request after another from the moment that a night is due until it is over. */
async function nightTimes(
  server: RunningServer,
  ask: (index: number) => Promise<unknown>,
): Promise<Times> {
  const { runtime, tenant } = server;
  note("asking while the night's work is done");
  await asTenant(runtime.db, tenant.id, (tx) =>
    tx.run(sql`update tenants set review_at = now() where tenant_id = ${tenant.id}`),
  );
  const figures: number[] = [];
  while (await isNight(server, tenant.id)) {
    figures.push(...(await times(100, (index) => ask(figures.length + index))));
  }
  return figures;
}

/** Has the machine forget what it has read from files, where it lets us. */
async function emptyFileCache(): Promise<boolean> {
  try {
    await writeFile("/proc/sys/vm/drop_caches", "3");
    return true;
  } catch {
    return false;
  }
}

/** Numbers of customers, the same on every machine. */
function dieOf(customers: number): () => number {
  let state = 42;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return 1 + (state % customers);
  };
}

async function identify(client: Client, number: number): Promise<void> {
  const phone = `0${700_000_000 + number}`;
  const { picture } = await client.ask("identifyCaller", { query: { phone } });
  if (picture?.customer.id !== idOf("c", number))
    throw new Error(`${phone} was taken for another.`);
}

async function times(count: number, ask: (index: number) => Promise<unknown>): Promise<Times> {
  const figures: number[] = [];
  for (let index = 0; index < count; index++) {
    figures.push((await clocked(() => ask(index))) * 1_000);
  }
  return figures;
}

/** One customer by primary key, in a transaction as every question has one. */
function bareTimes(
  { runtime, tenant }: RunningServer,
  count: number,
  numbers: readonly number[],
): Promise<Times> {
  return times(count, (index) =>
    asTenant(runtime.db, tenant.id, (tx) =>
      tx.rows(sql`
        select name, mobile from customers
        where tenant_id = ${tenant.id} and id = ${idOf("c", numbers[index % numbers.length] ?? 1)}`),
    ),
  );
}

function report(
  figures: Readonly<Record<"cold" | "fresh" | "warm" | "night" | "bare", Times>>,
  isEmptied: boolean,
) {
  const { bare } = figures;
  const row = (name: string, of: Times) => [
    name,
    ...[0.5, 0.99].map((share) => `${percentile(of, share).toFixed(2)} ms`),
    `${(percentile(of, 0.5) / percentile(bare, 0.5)).toFixed(1)} x`,
  ];
  const cold = isEmptied
    ? "database just started, file cache emptied"
    : "database just started (the file cache cannot be emptied here)";
  print(
    tableLines([
      ["one request at a time", "median", "99th percentile", "median to bare"],
      row("numbers asked before", figures.warm),
      row("numbers never asked before", figures.fresh),
      row(cold, figures.cold),
      row("numbers asked before, while the night's reports are made", figures.night),
      row("bare: a customer by primary key, no HTTP", bare),
    ]),
  );
}
