import { setTimeout as wait } from "node:timers/promises";
import {
  attachEmbedded,
  connectionString,
  type Database,
  EmbeddedPostgresError,
  type EmbeddedServer,
  migrate,
  openDatabase,
  openEmbedded,
} from "@perennial/store";

/** Where the database is. */
export interface StoreLocation {
  /** A PostgreSQL of one's own, in place of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Where the embedded one lives. */
  readonly dataDir: string;
  /** Told in plain words what is being done. */
  readonly say: (line: string) => void;
}

/** An open database. */
export interface OpenStore {
  readonly db: Database;
  close(): Promise<void>;
}

/** How often a server that is just starting is asked whether it is ready, a second apart. */
const TRIES = 20;

/**
 * Opens the database beside whoever uses it: one's own server, the embedded one of a Perennial that runs, or the
 * embedded one for as long as it is needed.
 * @throws EmbeddedPostgresError or DatabaseError that names the place and the remedy.
 */
export async function openStore(location: StoreLocation): Promise<OpenStore> {
  const { databaseUrl, dataDir, say } = location;
  if (databaseUrl !== undefined) return openMigrated(databaseUrl);
  for (let tries = 1; ; tries++) {
    const running = await attachEmbedded(dataDir);
    if (running) return opened(connectionString(running));
    try {
      say(`Opening the database in ${dataDir} …`);
      return await openOwn(dataDir);
    } catch (error) {
      // A server that has the directory and is not ready yet will be, in a moment.
      const isStarting = error instanceof EmbeddedPostgresError && error.code === "in-use";
      if (!isStarting || tries === TRIES) throw error;
      say("Another process is opening it; waiting for it to be ready …");
      await wait(1_000);
    }
  }
}

function opened(url: string): OpenStore {
  const db = openDatabase({ url, connections: 2 });
  return { db, close: () => db.destroy() };
}

async function openMigrated(url: string): Promise<OpenStore> {
  const store = opened(url);
  try {
    await migrate(store.db);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openOwn(dataDir: string): Promise<OpenStore> {
  const server: EmbeddedServer = await openEmbedded({ dataDir, log: () => undefined });
  try {
    const store = await openMigrated(connectionString(server));
    const close = async () => {
      await store.close();
      await server.stop();
    };
    return { db: store.db, close };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
