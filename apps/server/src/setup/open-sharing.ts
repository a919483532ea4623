import { url as debuggerUrl } from "node:inspector";
import type { Log } from "@perennial/contract";
import { openQueues, type Queues, RedisRooms, type Rooms } from "@perennial/queue";
import type { Database } from "@perennial/store";
import type { Config } from "../config.ts";
import { type DiskSpace, watchDiskSpace } from "../health/disk-space.ts";
import { NO_WATCHDOG, startWatchdog, type Watchdog } from "../health/watchdog.ts";
import type { Lines } from "../loop/bell.ts";
import { openLines } from "../loop/lines.ts";
import { type ProcessWatch, watchProcess } from "../measure/watch-process.ts";
import type { Closing } from "./closing.ts";
import type { ServerRuntime } from "./create-context.ts";
import { watchNotices } from "./watch-notices.ts";

/** What this process shares with others through Redis, or has for itself without one, and who watches it. */
export interface Sharing {
  readonly queues: Queues;
  readonly lines: Lines;
  /** Where the room under rate limits is kept; in each process for itself where it is missing. */
  readonly rooms: Rooms | undefined;
  readonly watch: Pick<ProcessWatch, "health" | "measures">;
  readonly disk: DiskSpace;
  readonly watchdog: Watchdog;
  /**
   * Adds to what an operator can ask for what this process is behind with, and tells people at companies what needs
   * them where this process works.
   */
  watchWork(runtime: ServerRuntime): void;
}

/** What is opened, for whom. */
export interface SharingOptions {
  readonly config: Pick<Config, "role" | "redisUrl" | "metricsPort" | "blockedLimit">;
  /** A directory on the database's disk, where it is on this machine. */
  readonly place?: string | undefined;
  readonly db: Database;
  readonly log: Log;
  readonly closing: Closing;
  /** The address the operator's port listens on. */
  readonly host: string;
}

/**
 * Opens what processes share and the operator's port. A Redis that is away is waited for by nobody. Throws a
 * `ServerError` where the port cannot be had.
 */
export async function openSharing(options: SharingOptions): Promise<Sharing> {
  const { config, db, log, closing, host } = options;
  const { redisUrl, role, metricsPort: port } = config;
  const queues = await openQueues({ log, ...(redisUrl !== undefined && { redisUrl }) });
  closing.add(() => queues.close());
  const { redis } = queues;
  const rooms = redis && new RedisRooms({ redis });
  if (rooms) closing.add(async () => rooms.close());
  const ping = redis && { redis: () => redis.client.ping() };
  const disk = watchDiskSpace({ db, log, place: options.place });
  const limit = config.blockedLimit;
  // Whoever looks at a process with a debugger stops its loop for as long as that takes.
  const isUnwatched = limit === 0 || debuggerUrl() !== undefined;
  const watchdog = isUnwatched ? NO_WATCHDOG : startWatchdog({ limit, log });
  closing.add(watchdog.stop);
  const watch = await watchProcess({ db, log, role, host, port, disk, ...ping });
  closing.add(watch.close);
  const lines = openLines(queues);
  return {
    ...{ queues, lines, rooms, watch, disk, watchdog },
    watchWork(runtime) {
      const { clock, connections } = runtime;
      const depths = async () => ({
        work: await lines.work.depth(),
        events: await lines.events.depth(),
      });
      watch.watch({ db, clock, depths, headroom: () => connections.headroom() });
      if (role !== "web") watchNotices(runtime, { line: lines.work });
    },
  };
}
