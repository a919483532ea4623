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

/** A database for one benchmark, with its disk writes waited for as a user's are. */
export interface BenchDatabase {
  readonly db: Database;
  readonly url: string;
  close(): Promise<void>;
}

/** A new, empty, migrated PostgreSQL 18 that commits to disk; it is gone after `close`. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const directory = await mkdtemp(join(tmpdir(), "perennial-bench-"));
  await chmod(directory, 0o711);
  const server = await openEmbedded({ dataDir: join(directory, "data"), log: () => {} });
  const url = connectionString(server);
  const db = openDatabase({ url });
  await migrate(db);
  return {
    db,
    url,
    async close() {
      await db.destroy();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
