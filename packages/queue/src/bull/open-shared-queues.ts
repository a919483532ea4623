import type { OpenQueuesOptions, Queues } from "../open-queues.ts";
import { openRedis } from "../redis/open-redis.ts";
import { BullQueue } from "./bull-queue.ts";
import { createDashboard } from "./dashboard.ts";

/** Opens queues that all processes on one Redis share. */
export async function openSharedQueues({
  redisUrl,
  log,
  prefix,
}: OpenQueuesOptions & { readonly redisUrl: string }): Promise<Queues> {
  const redis = openRedis({ url: redisUrl, log });
  await redis.tried;
  const open = new Map<string, BullQueue>();
  return {
    redis,
    queue(name, queueOptions) {
      const found = open.get(name);
      if (found) return found;
      const queue = new BullQueue({ name, redis, log, ...(prefix && { prefix }), ...queueOptions });
      open.set(name, queue);
      return queue;
    },
    healthy: () => redis.answers(),
    dashboard: (basePath) => createDashboard([...open.values()], basePath),
    async close() {
      await Promise.all([...open.values()].map((queue) => queue.close()));
      await redis.close();
    },
  };
}
