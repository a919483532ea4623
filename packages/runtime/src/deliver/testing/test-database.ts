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
import { afterAll, beforeAll } from "vitest";

/** A PostgreSQL of a test's own, empty but for its tables. */
export interface TestDatabase {
  readonly db: Database;
  /** By which another process would reach it. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a database in a temporary directory; `close` removes all of it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const directory = await mkdtemp(join(tmpdir(), "perennial-deliver-"));
  // Root runs the server as another user, who must be able to pass.
  await chmod(directory, 0o711);
  const server = await openEmbedded({
    dataDir: join(directory, "data"),
    log: () => undefined,
    durable: false,
  });
  const url = connectionString(server);
  const db = openDatabase({ url, connections: 8 });
  await migrate(db);
  return {
    db,
    url,
    async close() {
      // A test that failed may still hold a connection; the server goes all the same.
      const gone = server.stop().then(() => rm(directory, { recursive: true, force: true }));
      await Promise.all([gone, db.destroy()]);
    },
  };
}

/** A database for all tests of a file; it is there once they run. */
export function useTestDatabase(): () => Database {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await openTestDatabase();
  }, 60_000);
  afterAll(() => database?.close());
  return () => {
    if (!database) throw new Error("the database is used before the tests run");
    return database.db;
  };
}
