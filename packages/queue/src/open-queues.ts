import type { Log } from "@perennial/contract";
import type { Router } from "express";
import { InlineQueue } from "./inline-queue.ts";
import type { Queue } from "./queue.ts";
import type { RedisConnection } from "./redis/open-redis.ts";

/** Which queues are opened. */
export interface OpenQueuesOptions {
  /** The Redis that all processes share; without one, the queues are this process's own. */
  readonly redisUrl?: string;
  readonly log: Log;
  /** Tells several installations on one Redis apart. @default "perennial" */
  readonly prefix?: string;
}

/** How one queue works. */
export interface QueueOptions {
  /** Pieces of work done at the same time by this process. @default 2 */
  readonly concurrency?: number;
}

/** The queues of a process. */
export interface Queues {
  /** The Redis they share with other processes, for what else has to be shared; nothing without `redisUrl`. */
  readonly redis: RedisConnection | undefined;
  /** The queue of a name; its options are those it was first asked for with. */
  queue(name: string, options?: QueueOptions): Queue;
  /** Whether Redis answers now; nothing where none is used. Work goes on without it, more slowly. */
  healthy(): boolean | undefined;
  /** Pages about the queues asked for so far, see `createDashboard`; nothing where no Redis is used. */
  dashboard(basePath: string): Promise<Router | undefined>;
  /** Finishes what is under way and takes no more; never waits for a Redis that is gone. */
  close(): Promise<void>;
}

/**
 * Opens the queues of a process, and resolves when Redis has answered or is known not to.
 * @throws QueueError for an address that is none.
 */
export async function openQueues(options: OpenQueuesOptions): Promise<Queues> {
  const { redisUrl, log } = options;
  if (redisUrl === undefined) return inlineQueues(log);
  // Bull and its Redis are loaded by those who use them.
  const { openSharedQueues } = await import("./bull/open-shared-queues.ts");
  return openSharedQueues({ ...options, redisUrl });
}

function inlineQueues(log: Log): Queues {
  const open = new Map<string, InlineQueue>();
  return {
    redis: undefined,
    queue(name, queueOptions) {
      const found = open.get(name);
      if (found) return found;
      const queue = new InlineQueue({ log, ...queueOptions });
      open.set(name, queue);
      return queue;
    },
    healthy: () => undefined,
    dashboard: async () => undefined,
    async close() {
      await Promise.all([...open.values()].map((queue) => queue.close()));
    },
  };
}
