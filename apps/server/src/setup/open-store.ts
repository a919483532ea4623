import type { Log } from "@perennial/contract";
import {
  connectionString,
  type Database,
  DatabaseError,
  migrate,
  openDatabase,
  openEmbedded,
} from "@perennial/store";
import { ServerError } from "../server-error.ts";

/** Connections of one process: a transaction for each piece of work at a time, and some for the doors. */
const CONNECTIONS = 16;

/** The database of this server, open and up to date. */
export interface OpenStore {
  readonly db: Database;
  /** Resolves with the reason if the embedded database ends by itself; never otherwise. */
  readonly died: Promise<Error>;
  /** Where the embedded database is. */
  readonly place?: string;
  close(): Promise<void>;
}

/** Where the database is. */
export interface StoreOptions {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly log: Log;
}

/**
 * Opens a PostgreSQL of your own, or the embedded one, and brings its tables up to date. Throws a `ServerError`
 * that says which database cannot be used and why, without its password.
 */
export async function openStore({ databaseUrl, dataDir, log }: StoreOptions): Promise<OpenStore> {
  if (databaseUrl !== undefined) return openOwn(databaseUrl, log);
  const server = await openEmbedded({ dataDir, log: (line) => log.info(line) });
  const told = tellingLost(log);
  const db = openDatabase({
    url: connectionString(server),
    connections: CONNECTIONS,
    onLost: told.onLost,
  });
  const close = async () => {
    told.stop();
    await db.destroy();
    await server.stop();
  };
  await migrateOrClose(db, log, close);
  return { db, died: server.died, place: dataDir, close };
}

async function openOwn(url: string, log: Log): Promise<OpenStore> {
  const told = tellingLost(log);
  const db = openDatabase({ url, connections: CONNECTIONS, onLost: told.onLost });
  const close = () => {
    told.stop();
    return db.destroy();
  };
  try {
    await migrateOrClose(db, log, close);
  } catch (error) {
    throw new ServerError(
      `The database of DATABASE_URL (${withoutPassword(url)}) cannot be used: ${reasonOf(error)} Put it right, or leave DATABASE_URL out to use the embedded database.`,
      { cause: error },
    );
  }
  return { db, died: new Promise(() => {}), close };
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

/** What PostgreSQL or the network says; a migration is named only where one had begun. */
function reasonOf(error: unknown): string {
  const hasBegun = error instanceof DatabaseError && /^The migration \S+\.sql /.test(error.message);
  const cause = error instanceof DatabaseError && !hasBegun ? error.cause : error;
  const [first] = cause instanceof AggregateError ? cause.errors : [cause];
  const text = first instanceof Error ? first.message : String(first);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Where a database is, for people to read: its address without user, password and options. */
function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return "which is no address";
  const { host, pathname, searchParams } = new URL(url);
  return `${host === "" ? (searchParams.get("host") ?? "") : host}${pathname}`;
}

/** Tells of connections that are lost, until we close them ourselves. */
function tellingLost(log: Log): { onLost(error: Error): void; stop(): void } {
  let isOver = false;
  return {
    onLost({ message: reason }) {
      if (isOver) return;
      log.warn("A database connection was lost and will be opened again.", { reason });
    },
    stop() {
      isOver = true;
    },
  };
}
