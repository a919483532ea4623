import { readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";

/** How the directory of a test's Redis is called in the temporary folder. */
export const REDIS_DIRECTORY = "perennial-test-redis-";
/** The socket of a test's Redis in its directory: who answers there is certainly that one. */
export const REDIS_SOCKET = "redis.sock";
/** Holds the id of the process whose test it is. */
export const REDIS_OWNER = "owner";

/** Ends servers and removes directories of test runs that were killed. */
export async function removeAbandonedRedis(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(REDIS_DIRECTORY));
  for (const name of names) {
    const directory = join(tmpdir(), name);
    try {
      const owner = Number(await readFile(join(directory, REDIS_OWNER), "utf8"));
      if (!Number.isInteger(owner) || owner <= 0 || lives(owner)) continue;
      await shutDown(join(directory, REDIS_SOCKET));
      await rm(directory, { recursive: true, force: true });
    } catch {
      // About to be filled, or another user's: not ours to remove.
    }
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

async function shutDown(path: string): Promise<void> {
  const client = new Redis({ path, lazyConnect: true, retryStrategy: null, commandTimeout: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.shutdown("NOSAVE");
  } catch {
    // It ends without an answer, or has ended already.
  } finally {
    client.disconnect();
  }
}
