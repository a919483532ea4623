import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  connectionString,
  type Database,
  migrate,
  openDatabase,
  openEmbedded,
} from "@perennial/store";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** A database for one benchmark, with its disk writes waited for as a user's are. */
export interface BenchDatabase {
  readonly db: Database;
  readonly url: string;
  /** A directory for files of the benchmark's own, gone after `close` too. */
  readonly directory: string;
  close(): Promise<void>;
}

/** One whose server this process has started. */
export interface OwnBenchDatabase extends BenchDatabase {
  /** Stops the server and starts it again, with nothing in its memory. */
  restart(): Promise<void>;
}

/** A new, empty, migrated PostgreSQL 18 that commits to disk; it is gone after `close`. */
export async function openBenchDatabase(): Promise<OwnBenchDatabase> {
  const directory = await mkdtemp(join(tmpdir(), "perennial-bench-"));
  await chmod(directory, 0o711);
  const start = () => openEmbedded({ dataDir: join(directory, "data"), log: () => {} });
  let server = await start();
  const clear = async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
  // Whoever breaks a benchmark off is left with neither a server nor gigabytes of rows.
  const breakOff = () => {
    // The work under way fails as its server goes, which is no news.
    process.on("uncaughtException", () => undefined);
    void clear().finally(() => process.exit(130));
  };
  for (const signal of SIGNALS) process.once(signal, breakOff);
  const url = connectionString(server);
  const db = openDatabase({ url });
  await migrate(db);
  return {
    db,
    url,
    directory,
    async restart() {
      await server.stop();
      server = await start();
    },
    async close() {
      for (const signal of SIGNALS) process.off(signal, breakOff);
      await db.destroy();
      await clear();
    },
  };
}
