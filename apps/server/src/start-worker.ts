import { resolve } from "node:path";
import { type Clock, type Log, systemClock } from "@perennial/contract";
import { readConfig } from "./config.ts";
import { joinWork } from "./loop/join-work.ts";
import { ServerError } from "./server-error.ts";
import { Closing } from "./setup/closing.ts";
import { createContext, type ServerRuntime } from "./setup/create-context.ts";
import { openApps } from "./setup/open-apps.ts";
import { openSharing } from "./setup/open-sharing.ts";
import { openStore } from "./setup/open-store.ts";
import type { StartOptions } from "./start-server.ts";

/** How to start. */
export interface WorkerOptions
  extends Pick<StartOptions, "dataDir" | "environment" | "host" | "connectors"> {
  /** What tells the time, for whoever turns it. @default the machine's */
  readonly clock?: Clock;
  /** For the operator. */
  readonly log: Log;
}

/** A worker that is at work. */
export interface RunningWorker {
  /** What the loops work with. */
  readonly runtime: ServerRuntime;
  /** Does what is due by the clock now; when it resolves, nothing is under way anywhere. */
  settle(): Promise<void>;
  /** Finishes what is under way and closes everything; may be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts the work without doors, beside any number of other processes on the same database. Throws an error that
 * names the place and the remedy.
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { clock = systemClock } = options;
  const config = readConfig({ ...options.environment, PERENNIAL_ROLE: "worker" });
  const { log, connectors, apps } = openApps({ ...options, config });
  const { databaseUrl, publicUrl, vaultKey, endpointsMayReach } = config;
  if (publicUrl === undefined) throw new ServerError("A worker needs PERENNIAL_PUBLIC_URL.");
  const dataDir = resolve(options.dataDir ?? ".perennial");
  const closing = new Closing();
  try {
    const store = await openStore({ databaseUrl, dataDir, log });
    closing.add(store.close);
    const host = options.host ?? "127.0.0.1";
    const sharing = await openSharing({
      ...{ config, db: store.db, log, closing, host, place: store.place },
    });
    const { lines, rooms, watch, disk, watchdog } = sharing;
    const context = { db: store.db, clock, log, dataDir, vaultKey, publicUrl, endpointsMayReach };
    const runtime = await createContext({
      ...{ ...context, connectors, apps },
      ...{ rooms, disk, watchdog, measures: watch.measures },
    });
    closing.add(runtime.connections.close);
    sharing.watchWork(runtime);
    const loop = await joinWork(runtime, { lines, closing });
    watch.health.started();
    closing.add(async () => watch.health.stopping());
    return { runtime, settle: loop.catchUp, stop: () => closing.close() };
  } catch (error) {
    await closing.close().catch((also: Error) => log.error(also.message));
    throw error;
  }
}
