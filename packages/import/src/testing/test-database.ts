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

/** A new, empty database of ours for a test file. */
export interface TestDatabase {
  readonly db: Database;
  readonly url: string;
  /** Where its files are, for what attaches to it. */
  readonly dataDir: string;
  /** Stops it and removes its files. */
  stop(): Promise<void>;
}

/** Starts a real PostgreSQL that does not wait for the disk, with all tables. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "perennial-import-database-"));
  // Root runs the server as another user, who must be able to pass.
  await chmod(folder, 0o711);
  const dataDir = join(folder, "data");
  const server = await openEmbedded({ dataDir, log: () => undefined, durable: false });
  const url = connectionString(server);
  const db = openDatabase({ url, connections: 3 });
  await migrate(db);
  return {
    db,
    url,
    dataDir,
    async stop() {
      await db.destroy();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
