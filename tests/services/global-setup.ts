import { startTestRedis } from "@perennial/queue/testing";
import type { TestProject } from "vitest/node";
import { startTestPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Connection string of an empty PostgreSQL whose role may create databases. */
    databaseUrl: string;
    /** Address of a Redis that tests share: each keeps to keys of its own and flushes nothing. */
    redisUrl: string;
  }
}

/** Starts what the integration tests need, once for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const begun = performance.now();
  const [postgres, redis] = await startBoth(startTestPostgres(), startTestRedis());
  project.provide("databaseUrl", postgres.connectionString);
  project.provide("redisUrl", redis.url);
  const took = Math.round(performance.now() - begun);
  process.stdout.write(
    `services ready in ${took} ms: PostgreSQL from ${postgres.from}, Redis from ${redis.from}\n`,
  );
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
  };
}

/** Waits for both, and stops the one that started if the other did not. */
async function startBoth<First extends Service, Second extends Service>(
  first: Promise<First>,
  second: Promise<Second>,
): Promise<readonly [First, Second]> {
  try {
    return await Promise.all([first, second]);
  } catch (error) {
    await Promise.allSettled([first, second].map(async (each) => (await each).stop()));
    throw error;
  }
}

interface Service {
  stop(): Promise<void>;
}
