import type { Log } from "@perennial/contract";
import {
  connectionString,
  type Database,
  migrate,
  openDatabase,
  openEmbedded,
} from "@perennial/store";

/** The database of this server, open and up to date. */
export interface OpenStore {
  readonly db: Database;
  /** Resolves with the reason if the embedded database ends by itself; never otherwise. */
  readonly died: Promise<Error>;
  close(): Promise<void>;
}

/** Where the database is. */
export interface StoreOptions {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly log: Log;
}

/** Opens a PostgreSQL of your own, or the embedded one, and brings its tables up to date. */
export async function openStore({ databaseUrl, dataDir, log }: StoreOptions): Promise<OpenStore> {
  if (databaseUrl !== undefined) {
    const db = openDatabase({ url: databaseUrl, onLost: lost(log) });
    await migrateOrClose(db, log, () => db.destroy());
    return { db, died: new Promise(() => {}), close: () => db.destroy() };
  }
  const server = await openEmbedded({ dataDir, log: (line) => log.info(line) });
  const db = openDatabase({ url: connectionString(server), onLost: lost(log) });
  const close = async () => {
    await db.destroy();
    await server.stop();
  };
  await migrateOrClose(db, log, close);
  return { db, died: server.died, close };
}

async function migrateOrClose(db: Database, log: Log, close: () => Promise<void>): Promise<void> {
  try {
    const ran = await migrate(db);
    if (ran.length > 0) log.info("The tables are up to date.", { migrations: ran.length });
  } catch (error) {
    await close();
    throw error;
  }
}

function lost(log: Log): (error: Error) => void {
  return (error) =>
    log.warn("A database connection was lost and will be opened again.", { reason: error.message });
}
