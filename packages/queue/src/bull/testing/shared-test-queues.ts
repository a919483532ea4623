import { silentLog } from "@perennial/contract";
import { openRedis, type RedisConnection } from "../../redis/open-redis.ts";
import { startTestRedis, type TestRedis } from "../../testing/test-redis.ts";
import { BullQueue, type BullQueueOptions } from "../bull-queue.ts";

/** Queues of a test on a Redis of its own, each as of a process of its own. */
export class SharedTestQueues {
  readonly redis: TestRedis;
  readonly #open: { readonly queue: BullQueue; readonly connection: RedisConnection }[] = [];
  #names = 0;

  private constructor(redis: TestRedis) {
    this.redis = redis;
  }

  static async start(): Promise<SharedTestQueues> {
    return new SharedTestQueues(await startTestRedis({ own: true }));
  }

  /** A queue of a new name, or of the given one. */
  async another(options: Partial<Omit<BullQueueOptions, "redis">> = {}): Promise<BullQueue> {
    this.#names += 1;
    const connection = openRedis({ url: this.redis.url, log: options.log ?? silentLog });
    await connection.tried;
    const queue = new BullQueue({
      name: `work-${this.#names}`,
      log: silentLog,
      ...options,
      redis: connection,
    });
    this.#open.push({ queue, connection });
    return queue;
  }

  /** Empties Redis, as an operator's FLUSHALL does. */
  async flush(): Promise<void> {
    const connection = openRedis({ url: this.redis.url, log: silentLog });
    await connection.tried;
    await connection.client.flushall();
    await connection.close();
  }

  async closeAll(): Promise<void> {
    await Promise.all(
      this.#open.splice(0).map(async ({ queue, connection }) => {
        await queue.close();
        await connection.close();
      }),
    );
  }

  async stop(): Promise<void> {
    await this.closeAll();
    await this.redis.stop();
  }
}
