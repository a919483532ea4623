import { writeFile } from "node:fs/promises";
import { Client } from "@perennial/api";
import { type RunningServer, startServer } from "@perennial/server";
import { asTenant } from "@perennial/store";
import { sql } from "kysely";
import { openBenchDatabase } from "./bench-database.ts";
import { fillCallers } from "./fill-callers.ts";
import { idOf } from "./fill-records.ts";
import { clocked, percentile, print, printHeader, tableLines } from "./measure.ts";
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
 * has just been started with the machine's file cache emptied. Beside them, in the same run: the bare look-up of one
 * customer by primary key.
 */
export async function benchCaller(args: readonly string[]): Promise<void> {
  const { customers, requests } = readOptions("caller", args, DEFAULTS);
  const bench = await openBenchDatabase();
  try {
    await printHeader(`a caller among ${customers} customers`, bench);
    await fillCallers(bench, customers);
    await bench.db.destroy();
    await bench.restart();
    const isEmptied = await emptyFileCache();
    const silent = { info: () => {}, warn: () => {}, error: () => {} };
    const server = await startServer({
      ...{ port: 0, log: silent, dataDir: bench.directory },
      environment: { DATABASE_URL: bench.url },
    });
    try {
      const client = new Client({ url: server.url, token: server.token });
      const die = dieOf(customers);
      // The process has answered before; what nobody has asked the database for is cold.
      await client.ask("identifyCaller", { query: { phone: "anonymous" } });
      const cold = await times(COLD, () => identify(client, die()));
      const fresh = await times(requests, () => identify(client, die()));
      const regulars = Array.from({ length: REGULARS }, die);
      await times(REGULARS * 2, (index) => identify(client, regulars[index % REGULARS] ?? 1));
      const warm = await times(requests, (index) =>
        identify(client, regulars[(index * 7) % REGULARS] ?? 1),
      );
      const bare = await bareTimes(server, requests, regulars);
      report({ cold, fresh, warm, bare }, isEmptied);
    } finally {
      await server.stop();
    }
  } finally {
    await bench.close();
  }
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
  figures: Readonly<Record<"cold" | "fresh" | "warm" | "bare", Times>>,
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
      row("bare: a customer by primary key, no HTTP", bare),
    ]),
  );
}
