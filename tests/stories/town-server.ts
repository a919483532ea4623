import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log } from "@perennial/contract";
import { type RunningServer, startServer } from "@perennial/server";
import { NO_HABITS } from "@perennial/simulators";
import { type NewDatabase, newDatabase } from "../services/new-database.ts";

/**
 * The demo's company without customers, and a world whose people do nothing; its CRM says where customers stand. Time
 * passes in steps of a minute, so that what is told of a moment is true to the minute.
 */
export const TOWN = {
  demo: true,
  customers: 0,
  world: { habits: NO_HABITS, step: 60_000, withoutPlan: true },
} as const;

/** The same for every story, so that a server can go on with the database of another. */
const VAULT_KEY = Buffer.from("a key for stories, 32 bytes long").toString("base64");

/** A server on a database of its own. */
export interface TownServer {
  readonly server: RunningServer;
  readonly database: NewDatabase;
  /** What it has called an error so far. */
  readonly errors: readonly string[];
  /** Stops the server and leaves its database as it is. */
  stop(): Promise<void>;
}

/** Starts a server with the company of the stories. */
export async function startTownServer(database: NewDatabase): Promise<TownServer> {
  const dataDir = await mkdtemp(join(tmpdir(), "perennial-story-"));
  const errors: string[] = [];
  const clear = () => rm(dataDir, { recursive: true, force: true });
  const server = await startServer({
    port: 0,
    dataDir,
    ...TOWN,
    log: errorLog(errors),
    environment: { DATABASE_URL: database.url, PERENNIAL_VAULT_KEY: VAULT_KEY },
  }).catch(async (error: unknown) => {
    await clear();
    throw error;
  });
  return {
    server,
    database,
    errors,
    async stop() {
      await server.stop();
      await clear();
    },
  };
}

/** A database in which a server has started and found everything new: one that starts on a copy of it is ready at once. */
export async function modelDatabase(server: string): Promise<NewDatabase> {
  const database = await newDatabase(server);
  const started = await startTownServer(database);
  await started.stop();
  return database;
}

function errorLog(errors: string[]): Log {
  return {
    info: () => undefined,
    warn: () => undefined,
    error: (message, fields) => errors.push(`${message} ${JSON.stringify(fields ?? {})}`),
  };
}
