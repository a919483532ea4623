import { QueueError } from "../queue-error.ts";
import { removeAbandonedRedis } from "./abandoned-redis.ts";
import { findRedisProgram } from "./redis-program.ts";
import { RedisServer } from "./redis-server.ts";

/** A real Redis for tests. */
export interface TestRedis {
  /** For `openRedis`; the same after a restart. */
  readonly url: string;
  /** Where it comes from, for the line that tells the tester. */
  readonly from: string;
  /** Ends it and removes its files; a server given by REDIS_URL goes on. */
  stop(): Promise<void>;
  /** Ends it as `kill -9` does. What it held is lost, as it is never written. */
  kill(): Promise<void>;
  /** Starts it anew on the same port, empty. */
  restart(): Promise<void>;
  /** Has it answer nothing and keep its connections, as a machine that hangs does. */
  pause(): void;
  /** Has it answer again. */
  resume(): void;
}

/** Which Redis a test needs. */
export interface TestRedisOptions {
  /** One of its own even where REDIS_URL is set: for tests that kill, pause or flush it. @default false */
  readonly own?: boolean;
}

/**
 * The server of REDIS_URL if that is set, or a new, empty one on a free port of this machine.
 * @throws QueueError where there is none, with what to do about it: a test run without Redis has tested less than it says.
 */
export async function startTestRedis({ own = false }: TestRedisOptions = {}): Promise<TestRedis> {
  const given = process.env.REDIS_URL;
  if (given && !own) return givenRedis(given);
  await removeAbandonedRedis();
  const program = await findRedisProgram();
  return RedisServer.start(program);
}

function givenRedis(url: string): TestRedis {
  const refuse = (): never => {
    throw new QueueError(
      "The Redis of REDIS_URL is not this test's to kill: ask for one with startTestRedis({ own: true })",
    );
  };
  return {
    url,
    from: "REDIS_URL",
    stop: async () => undefined,
    kill: async () => refuse(),
    restart: async () => refuse(),
    pause: refuse,
    resume: refuse,
  };
}
