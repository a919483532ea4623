import { type ChildProcess, fork } from "node:child_process";
import { readFile } from "node:fs/promises";
import { startTestRedis, type TestRedis } from "@perennial/queue/testing";
import { Redis } from "ioredis";
import pg from "pg";
import { openBenchDatabase } from "../bench-database.ts";
import { printHeader } from "../measure.ts";
import { readOptions } from "../options.ts";
import { n8nLine } from "./n8n.ts";
import type { PeerTask } from "./peer.ts";
import { expectedIds } from "./renewal-input.ts";
import { type Measured, report } from "./report.ts";
import type { PeerRun } from "./run-peer.ts";
import { TERMS, WAYS, type Way } from "./ways.ts";

/** Customers of a way that takes one at a time. */
const CUSTOMERS = 4_000;
/** Rounds of each way; the median counts, and the ways take turns so that a slow moment hits all of them. */
const ROUNDS = 3;
/** What part of the customers a concurrency is tried on. */
const TRIED_ON = 4;

const WHAT = "the renewal rule: a reminder, a wait for a reply, a call when none came (medians)";
const COMPARED_WITH = ["bull", "json-rules-engine", "@dbos-inc/dbos-sdk"];

/** The servers that all ways share. */
interface Bench {
  readonly url: string;
  readonly redisUrl: string;
}

/**
 * The same small renewal rule on this project and on what people would use instead: same customers, same
 * PostgreSQL, same durability, and the very same rows in the end.
 */
export async function benchPeers(args: readonly string[]): Promise<void> {
  const options = readOptions("peers", args, { customers: CUSTOMERS, rounds: ROUNDS });
  const postgres = await openBenchDatabase();
  const redis = await startTestRedis({ own: true });
  try {
    const bench = { url: postgres.url, redisUrl: redis.url };
    await checkDurability(bench);
    await keepJobs(redis);
    await printHeader(`${WHAT}; ${await versions()}`, postgres);
    process.stderr.write(`${options.rounds} rounds; Redis from ${redis.from}\n`);
    report(await measureAll(bench, options));
    process.stdout.write(`${await n8nLine()}\n${TERMS}`);
  } finally {
    await redis.stop();
    await postgres.close();
  }
}

async function measureAll(
  bench: Bench,
  { customers, rounds }: { readonly customers: number; readonly rounds: number },
): Promise<readonly Measured[]> {
  const runners = WAYS.map((way) => new Runner(bench, way, customers));
  try {
    for (const runner of runners) await runner.tune();
    for (let round = 1; round <= rounds; round++) {
      for (const runner of runners) await runner.measure(`round ${round}`);
    }
    return runners.map((runner) => runner.measured);
  } finally {
    for (const runner of runners) runner.close();
  }
}

/** Runs a way in a process of its own, whose memory and warm code are its own too. */
class Runner {
  readonly #bench: Bench;
  readonly #way: Way;
  readonly #customers: number;
  readonly #child: ChildProcess;
  readonly #runs: PeerRun[] = [];
  #concurrency = 1;

  constructor(bench: Bench, way: Way, count: number) {
    this.#bench = bench;
    this.#way = way;
    this.#customers = count * way.times;
    this.#child = fork(new URL("./run-peer.ts", import.meta.url));
  }

  get measured(): Measured {
    return {
      ...{ way: this.#way, concurrency: this.#concurrency },
      ...{ customers: this.#customers, runs: this.#runs },
    };
  }

  /** Finds how much the way does best at once, which warms it up too. */
  async tune(): Promise<void> {
    const customers = Math.ceil(this.#customers / TRIED_ON);
    let best = Number.POSITIVE_INFINITY;
    for (const concurrency of this.#way.concurrencies) {
      const { seconds } = await this.#run({ customers, concurrency });
      this.#say(`${concurrency} at once: ${Math.round(customers / seconds)} customers/s`);
      if (seconds < best) this.#concurrency = concurrency;
      best = Math.min(best, seconds);
    }
  }

  async measure(round: string): Promise<void> {
    const run = await this.#run({ customers: this.#customers, concurrency: this.#concurrency });
    this.#say(`${round}: ${Math.round(this.#customers / run.seconds)} customers/s`);
    this.#runs.push(run);
  }

  close(): void {
    this.#child.kill();
  }

  async #run(task: Pick<PeerTask, "customers" | "concurrency">): Promise<PeerRun> {
    const databaseUrl = await freshDatabase(this.#bench.url);
    const { redisUrl } = this.#bench;
    const run = await this.#ask({ ...task, databaseUrl, redisUrl });
    checkOutcome(this.#way.title, run, task.customers);
    return run;
  }

  #ask(task: PeerTask): Promise<PeerRun> {
    return new Promise((resolve, reject) => {
      const gone = (code: number | null) =>
        reject(new Error(`The process of "${this.#way.title}" ended with ${code}.`));
      this.#child.once("exit", gone);
      this.#child.once("message", (answer: PeerRun | { readonly failed: unknown }) => {
        this.#child.off("exit", gone);
        if ("failed" in answer) reject(new Error(String(answer.failed)));
        else resolve(answer);
      });
      this.#child.send({ name: this.#way.peer, task });
    });
  }

  #say(what: string): void {
    process.stderr.write(`${this.#way.title}, ${what}\n`);
  }
}

/** A way that writes less, or for others, would prove nothing. */
function checkOutcome(title: string, { outcome }: PeerRun, customers: number): void {
  const expected = expectedIds(customers);
  for (const kind of ["reminders", "calls"] as const) {
    const ids = outcome[kind];
    const isEqual = ids.length === expected.length && ids.every((id, at) => id === expected[at]);
    if (isEqual) continue;
    throw new Error(
      `"${title}" wrote ${ids.length} ${kind}, and not the ${expected.length} right ones.`,
    );
  }
}

const DATABASE = "peer";

/** An empty database on the shared server; making it writes out what the way before has left to be written. */
async function freshDatabase(url: string): Promise<string> {
  await withClient(url, async (client) => {
    // Without force: connections that are closing are waited for, and autovacuum makes way by itself.
    await client.query(`drop database if exists ${DATABASE}`);
    await client.query(`create database ${DATABASE}`);
  });
  // The address of a socket names no machine, which not every reader of addresses takes.
  const fresh = new URL(url.replace("@/", "@localhost/"));
  fresh.pathname = `/${DATABASE}`;
  return fresh.href;
}

/** Without waiting for the disk a comparison would say nothing. */
async function checkDurability({ url }: Bench): Promise<void> {
  await withClient(url, async (client) => {
    for (const setting of ["fsync", "synchronous_commit", "full_page_writes"]) {
      const { rows } = await client.query<Record<string, string>>(`show ${setting}`);
      if (rows[0]?.[setting] !== "on") throw new Error(`${setting} is ${rows[0]?.[setting]}`);
    }
  });
}

/** The versions of what is compared with, which the workspace pins. */
async function versions(): Promise<string> {
  const text = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  const { dependencies }: { dependencies: Readonly<Record<string, string>> } = JSON.parse(text);
  return COMPARED_WITH.map((name) => `${name} ${dependencies[name]}`).join(", ");
}

/** Has Redis write its jobs to disk once a second, as Redis advises whoever cannot do without them. */
async function keepJobs({ url }: TestRedis): Promise<void> {
  const redis = new Redis(url);
  try {
    await redis.config("SET", "appendfsync", "everysec");
    await redis.config("SET", "appendonly", "yes");
  } finally {
    await redis.quit();
  }
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
