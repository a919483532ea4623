import type { Log } from "@perennial/contract";
import type { Redis } from "ioredis";

/**
 * Warns of a Redis that throws away keys when it is full: it takes a queue's list and keeps its jobs, and says
 * that everything was accepted (measured: 6,000 jobs accepted, 3,049 left).
 */
export async function warnOfEviction(client: Redis, log: Log): Promise<void> {
  try {
    const policy = /^maxmemory_policy:(\S+)/m.exec(await client.info("memory"))?.[1];
    if (policy === undefined || policy === "noeviction") return;
    log.warn(
      "Redis may throw away hints when it is full; set its maxmemory-policy to noeviction.",
      { policy },
    );
  } catch {
    // Gone again, or not allowed to ask: the queue works the same.
  }
}
