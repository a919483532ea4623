import type { RedisOptions } from "ioredis";
import { QueueError } from "../queue-error.ts";

/** A Redis that says nothing for so long is taken for gone, in milliseconds. */
export const SILENCE = 2_000;
/** Attempts to connect are at most so far apart, in milliseconds. */
const LONGEST_PAUSE = 2_000;

/** What a connection is for: short commands, commands that wait for work, or listening. */
export type RedisUse = "commands" | "blocking" | "listening";

/**
 * The settings of a connection. By ioredis's own, a command waits for as long as Redis is away (adding a job took
 * more than a minute and did not fail); here it fails at once while Redis is away, and soon when it falls silent.
 * Only what listens waits: it must be listening again when Redis is back.
 */
export function redisSettings(use: RedisUse): RedisOptions {
  return {
    connectionName: "perennial",
    connectTimeout: SILENCE,
    keepAlive: 10_000,
    // For ever, and not all processes at the same moment.
    retryStrategy: (attempt) =>
      Math.min(50 * 2 ** Math.min(attempt, 10), LONGEST_PAUSE) * (0.5 + Math.random() / 2),
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: use === "listening",
    maxRetriesPerRequest: use === "listening" ? null : 0,
    // Bull refuses connections of the other two uses with this check.
    enableReadyCheck: use === "commands",
    ...(use === "commands" && { commandTimeout: SILENCE }),
  };
}

/** Refuses what is no address of a Redis, without repeating it: it may hold a password. */
export function checkRedisUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed && ["redis:", "rediss:"].includes(parsed.protocol) && parsed.hostname) return;
  throw new QueueError(
    "REDIS_URL is not the address of a Redis: it must look like redis://localhost:6379 or rediss://user:password@host:6380/0",
  );
}
