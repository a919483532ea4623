import { resolve } from "node:path";
import { CONSOLE_FOLDER } from "@perennial/console";
import {
  type Clock,
  type Connector,
  type Instant,
  type Log,
  systemClock,
} from "@perennial/contract";
import { nextWork, sendEvents, settle } from "@perennial/runtime";
import { announcePresence, ensureTenant, findTenant, type Tenant } from "@perennial/store";
import { type Config, readConfig } from "./config.ts";
import type { Demo } from "./demo/demo.ts";
import { type DemoStart, type DemoWorld, demoTenant, startDemo } from "./demo/start-demo.ts";
import { createApp } from "./http/app.ts";
import { type Listening, listen } from "./http/listen.ts";
import { HttpProblem } from "./http/problem.ts";
import { QUEUE_PAGES } from "./http/queue-pages.ts";
import { createBell, type Lines } from "./loop/bell.ts";
import { joinWork } from "./loop/join-work.ts";
import type { ServerContext } from "./server-context.ts";
import { ServerError } from "./server-error.ts";
import type { AppCredentials } from "./setup/app-credentials.ts";
import { Closing } from "./setup/closing.ts";
import { consoleToken } from "./setup/console-token.ts";
import { createContext, type ServerRuntime } from "./setup/create-context.ts";
import { openApps } from "./setup/open-apps.ts";
import { openSharing } from "./setup/open-sharing.ts";
import { type OpenStore, openStore } from "./setup/open-store.ts";
import { takeOver } from "./setup/take-over.ts";
import { TenantBook } from "./setup/tenant-book.ts";
import { VERSION } from "./version.ts";

const LOCALHOST = "127.0.0.1";

/** How to start. */
export interface StartOptions {
  /** 0 for any free one. @default 4000 */
  readonly port?: number;
  /** The address to listen on. @default 127.0.0.1 */
  readonly host?: string;
  /** Where the embedded database, the key and the token are kept. @default .perennial */
  readonly dataDir?: string;
  /** Runs an example company in a simulated world, whose clock can be turned. @default false */
  readonly demo?: boolean;
  /** How many customers the example company has. @default 2000 */
  readonly customers?: number;
  /** How the example company's world differs from the usual one. */
  readonly world?: DemoWorld;
  /** The connectors it has. @default those that are installed beside it */
  readonly connectors?: readonly Connector[];
  /** The folder of the built console. @default where `npm run build` puts it */
  readonly consoleFolder?: string;
  /** What tells the time, for whoever turns it; the demo has a clock of its own. @default the machine's */
  readonly clock?: Clock;
  /** For the operator. */
  readonly log: Log;
  /** Told in plain words what is being done, for whoever watches. */
  readonly say?: (line: string) => void;
  /** The environment's variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A server that is ready. */
export interface RunningServer {
  readonly url: string;
  /** The stand-alone console's token. */
  readonly token: string;
  readonly tenant: Tenant;
  readonly demo: Demo | undefined;
  /** What the loops work with, for whoever wires more than the command line does. */
  readonly runtime: ServerRuntime;
  /**
   * Does what is due by the clock now instead of at the next look; when it resolves, nothing is under way.
   * Gives when there will be something again if nothing comes in before.
   */
  settle(): Promise<Instant | undefined>;
  /** Resolves with the reason if the server cannot go on by itself. */
  readonly died: Promise<Error>;
  /** Finishes what is under way and closes everything; may be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts the doors, and the work in the same process unless others do it (`PERENNIAL_ROLE`). Throws an error that
 * names the place and the remedy.
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const config = readConfig(options.environment);
  const { log, connectors, apps } = openApps({ ...options, config });
  const dataDir = resolve(options.dataDir ?? ".perennial");
  const closing = new Closing();
  try {
    const store = await openStore({ databaseUrl: config.databaseUrl, dataDir, log });
    closing.add(store.close);
    const http = await listen(options.host ?? LOCALHOST, options.port ?? 4000);
    closing.add(http.close);
    return await run({
      ...{ options: { ...options, log }, config, dataDir, store, http, closing },
      ...{ connectors, apps },
    });
  } catch (error) {
    await closing.close().catch((also: Error) => log.error(also.message));
    throw error;
  }
}

interface Parts {
  readonly options: StartOptions;
  readonly config: Config;
  readonly dataDir: string;
  readonly store: OpenStore;
  readonly http: Listening;
  readonly closing: Closing;
  readonly connectors: readonly Connector[];
  readonly apps: AppCredentials;
}

async function run(parts: Parts): Promise<RunningServer> {
  const { options, config, dataDir, store, http, closing } = parts;
  const { db, died } = store;
  const demoParts = options.demo ? await demoTenant(db) : undefined;
  const clock: Clock = demoParts?.clock ?? options.clock ?? systemClock;
  // The demo's simulated world is on this machine, whatever address others know.
  const publicUrl = demoParts ? http.url : (config.publicUrl ?? http.url);
  const { log } = options;
  const { vaultKey } = config;
  // The demo's subscribers may listen on this machine, as its whole world does.
  const endpointsMayReach = demoParts ? (["loopback"] as const) : config.endpointsMayReach;
  const host = options.host ?? LOCALHOST;
  const sharing = await openSharing({ config, db, log, closing, host, place: store.place });
  const { queues, lines, rooms, watch, disk, watchdog } = sharing;
  const context = { db, clock, log, dataDir, vaultKey, publicUrl, endpointsMayReach };
  const { connectors, apps } = parts;
  const runtime = await createContext({
    ...{ ...context, connectors, apps },
    ...{ rooms, disk, watchdog, measures: watch.measures },
  });
  closing.add(runtime.connections.close);
  sharing.watchWork(runtime);
  const tenant =
    demoParts?.tenant ??
    (await ensureTenant(db, { slug: "default", name: "Perennial" }, clock.now()));
  const life = demoParts
    ? await liveInDemo(parts, { runtime, ...demoParts })
    : await liveForReal(parts, { runtime, lines });
  const token = await consoleToken(db, { tenant, dataDir, now: clock.now() });
  const { health } = watch;
  const queuePages = await queues.dashboard(QUEUE_PAGES);
  const consoleFolder = options.consoleFolder ?? CONSOLE_FOLDER;
  const doors = { publicUrl, consoleFolder, health, ...(queuePages && { queuePages }), ...life };
  // Only now: whoever is answered finds everything in place.
  http.serve(createApp(openDoors(runtime, doors)));
  health.started();
  closing.add(async () => {
    health.stopping();
    await life.interrupt();
    await http.close();
  });
  return {
    ...{ url: http.url, token, tenant, demo: life.demo, runtime, died },
    async settle() {
      await life.catchUp(tenant);
      return nextWork(runtime, tenant);
    },
    stop: () => closing.close(),
  };
}

/** What moves a server: the loops of real time, or a demo whose clock somebody turns. */
interface Life {
  readonly demo: Demo | undefined;
  readonly ring: ServerContext["ring"];
  /** Does what is due now. */
  catchUp(tenant: Tenant): Promise<void>;
  /** Has what takes long come to an end; what it needs the doors for, it is done with when this resolves. */
  interrupt(): Promise<void>;
}

async function liveInDemo(
  { options, config, dataDir, http, closing }: Parts,
  of: Pick<DemoStart, "tenant" | "clock"> & { readonly runtime: ServerRuntime },
): Promise<Life> {
  if (config.role !== "both") {
    throw new ServerError("A demo is one process: leave PERENNIAL_ROLE out to run it.");
  }
  const { runtime, tenant, clock } = of;
  const { customers = 2_000, say = () => {}, world } = options;
  await workAlone(runtime, closing);
  const demo = await startDemo({
    ...{ context: runtime, tenant, clock, customers, dataDir, publicUrl: http.url, say },
    ...world,
  });
  closing.add(demo.stop);
  return {
    demo,
    ring: () => {},
    async catchUp() {
      const now = (await findTenant(runtime.db, tenant.id)) ?? tenant;
      await settle(runtime, now);
      await sendEvents(runtime, now);
    },
    async interrupt() {
      demo.interrupt();
      await demo.rest();
    },
  };
}

/** Two that turned the clock of one demo would each do what the other has done. */
async function workAlone(runtime: ServerRuntime, closing: Closing): Promise<void> {
  let isAlone = false;
  const presence = await announcePresence(runtime.db, async () => {
    isAlone = true;
    await takeOver(runtime);
  });
  closing.add(presence.leave);
  if (isAlone) return;
  throw new ServerError(
    "Another server works on this database, and a demo needs one for itself: stop the other, or give the demo a DATABASE_URL or a data directory of its own.",
  );
}

async function liveForReal(
  { config, closing }: Parts,
  { runtime, lines }: { readonly runtime: ServerRuntime; readonly lines: Lines },
): Promise<Life> {
  const ring = createBell({ ...runtime, lines });
  if (config.role === "web") {
    return { demo: undefined, ring, catchUp: async () => {}, interrupt: async () => {} };
  }
  const { catchUp, interrupt } = await joinWork(runtime, { lines, closing });
  return { demo: undefined, ring, catchUp, interrupt: async () => interrupt() };
}

/** What the HTTP side works with. */
function openDoors(
  runtime: ServerRuntime,
  on: Pick<
    ServerContext,
    "publicUrl" | "consoleFolder" | "health" | "queuePages" | "demo" | "ring"
  >,
): ServerContext {
  const { publicUrl, consoleFolder, health, queuePages, demo, ring } = on;
  const tenants = new TenantBook(runtime);
  return {
    ...runtime,
    ...{
      version: VERSION,
      publicUrl,
      consoleFolder,
      health,
      demo,
      ring,
      ...(queuePages && { queuePages }),
    },
    async tenant(id) {
      const found = await tenants.find(id);
      if (!found)
        throw new HttpProblem(404, "Not found", {
          sv: "Företaget finns inte.",
          en: "There is no such tenant.",
        });
      return found;
    },
    refresh: (id) => tenants.refresh(id),
  };
}
