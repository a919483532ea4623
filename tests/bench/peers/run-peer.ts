import { Redis } from "ioredis";
import pg from "pg";
import { bullWorker } from "./bull-worker.ts";
import { dbos } from "./dbos.ts";
import type { Peer, PeerOutcome, PeerTask, Phases } from "./peer.ts";
import { perennial } from "./perennial.ts";

/** The ways there are, by the name the parent process calls them by. */
export const PEERS = {
  perennial,
  bull: bullWorker(1),
  "bull-batches": bullWorker(100),
  dbos,
} as const satisfies Readonly<Record<string, Peer>>;
export type PeerName = keyof typeof PEERS;

/** What a way did with a task. */
export interface PeerRun {
  readonly seconds: number;
  readonly phases: Phases;
  readonly outcome: PeerOutcome;
  /** What the database grew by while it worked, in bytes. */
  readonly databaseBytes: number;
  /** What Redis held at most while it worked, in bytes. */
  readonly redisBytes: number;
  /** The most memory the process has had resident so far, in bytes. */
  readonly residentBytes: number;
}

/** How often Redis is asked for its memory, in milliseconds. */
const SAMPLE_EVERY = 50;

process.on("message", (message: { readonly name: PeerName; readonly task: PeerTask }) => {
  run(PEERS[message.name], message.task).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.stack : error }),
  );
});

async function run(peer: Peer, task: PeerTask): Promise<PeerRun> {
  const prepared = await peer.prepare(task);
  try {
    const before = await databaseSize(task);
    const redis = await watchRedis(task);
    const begun = performance.now();
    await prepared.work();
    const seconds = (performance.now() - begun) / 1_000;
    return {
      seconds,
      phases: prepared.phases?.() ?? {},
      outcome: await prepared.outcome(),
      databaseBytes: (await databaseSize(task)) - before,
      redisBytes: await redis.stop(),
      residentBytes: process.resourceUsage().maxRSS * 1_024,
    };
  } finally {
    await prepared.close();
  }
}

async function databaseSize({ databaseUrl }: PeerTask): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ bytes: string }>(
      "select pg_database_size(current_database()) as bytes",
    );
    return Number(rows[0]?.bytes);
  } finally {
    await client.end();
  }
}

interface RedisWatch {
  /** Gives what Redis held at most over what it held in the beginning, in bytes. */
  stop(): Promise<number>;
}

async function watchRedis({ redisUrl }: PeerTask): Promise<RedisWatch> {
  const redis = new Redis(redisUrl);
  const used = async () => Number(/used_memory:(\d+)/.exec(await redis.info("memory"))?.[1]);
  const before = await used();
  let most = before;
  const look = async () => {
    most = Math.max(most, await used());
  };
  const timer = setInterval(() => void look().catch(() => {}), SAMPLE_EVERY);
  return {
    async stop() {
      clearInterval(timer);
      await look();
      await redis.quit();
      return most - before;
    },
  };
}
