import { statfs } from "node:fs/promises";
import { resolve } from "node:path";
import { checkCluster } from "./cluster-check.ts";
import { createCluster, sweepDrafts } from "./cluster-creation.ts";
import type { EmbeddedConnection } from "./connection.ts";
import { takeDataLock } from "./data-lock.ts";
import type { EmbeddedPostgresError } from "./embedded-error.ts";
import { explainError, explainFailure } from "./explain-failure.ts";
import { exists, writePrivately } from "./file-system.ts";
import { chooseHome, type Home } from "./home.ts";
import { findProgramPackage } from "./program-package.ts";
import { preparePrograms } from "./programs.ts";
import { obtainServer, type RunningServer } from "./running-server.ts";
import { openServerLog, type ServerLog } from "./server-log.ts";
import { stopServer } from "./server-process.ts";
import { removeSocketDirectory } from "./socket-directory.ts";

/** What to open. */
export interface EmbeddedOptions {
  /** Where the database lives; made when absent. One server a directory. */
  readonly dataDir: string;
  /** Told in plain words of start, stop, take-over and crash. */
  readonly log: (line: string) => void;
  /**
   * False never waits for the disk: for throw-away databases of tests only.
   * @default true
   */
  readonly durable?: boolean;
}

/** A PostgreSQL of our own, in use by this process until `stop`. */
export interface EmbeddedServer extends EmbeddedConnection {
  readonly how: "created" | "started" | "took over";
  /** The server's process id, for messages. */
  readonly pid: number;
  /**
   * Resolves when the server ends without `stop`; the application then exits, to be started anew.
   * The server does not keep this process alive.
   */
  readonly died: Promise<EmbeddedPostgresError>;
  /** Stops the server, one that was taken over too, and sets the data directory free. */
  stop(): Promise<void>;
}

/**
 * Opens the embedded PostgreSQL of a data directory: makes the database the first time, starts it
 * the next times, and takes over a server that a killed process left behind (reliability 1.7).
 *
 * @throws EmbeddedPostgresError whose message names the place and the remedy.
 *
 * @example
 * const server = await openEmbedded({ dataDir: ".perennial", log: console.log });
 * const pool = new pg.Pool(poolConfig(server));
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { log, durable = true } = options;
  const dataDir = resolve(options.dataDir);
  try {
    const home = await chooseHome(dataDir, log);
    const lock = await takeDataLock(home);
    try {
      return await openLocked({ home, log, durable, release: lock.release });
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    throw explainError(error, dataDir);
  }
}

interface Opening {
  readonly home: Home;
  readonly log: (line: string) => void;
  readonly durable: boolean;
  /** Gives the lock back. */
  readonly release: () => void;
}

/** Below this many free bytes the log carries a warning; the first database takes about 60 MB. */
const NARROW = 256 * 1024 * 1024;

async function openLocked(opening: Opening): Promise<EmbeddedServer> {
  const { home, log, durable } = opening;
  await warnWhenNarrow(opening);
  await sweepDrafts(home);
  const from = await findProgramPackage(process.platform, process.arch);
  const programs = await preparePrograms(home, from, log);
  const [major = ""] = from.version.split(".");
  const existed = await checkCluster(home, major, log);
  if (!existed) {
    log(`PostgreSQL ${major} makes a new database in ${home.directory}`);
    await createCluster(home, programs, durable);
  }
  if (!(await exists(home.marker)))
    await writePrivately(home.marker, `${JSON.stringify({ postgres: from.version })}\n`, home.user);

  const serverLog = await openServerLog(home);
  try {
    const running = await obtainServer({ home, programs, serverLog, durable, log });
    const { pid } = running.process;
    log(`PostgreSQL ${major} runs (process ${pid}), its data is in ${home.directory}`);
    const how = existed ? "started" : "created";
    return serve(opening, running, { serverLog, how: running.leftBehind ? "took over" : how });
  } catch (error) {
    await serverLog.close();
    throw error;
  }
}

interface Service {
  readonly serverLog: ServerLog;
  readonly how: EmbeddedServer["how"];
}

function serve(opening: Opening, running: RunningServer, service: Service): EmbeddedServer {
  const { home, log } = opening;
  const { process: server, connection } = running;
  const { serverLog, how } = service;
  let stopping: Promise<void> | undefined;
  let over = false;
  const died = new Promise<EmbeddedPostgresError>((resolve) => {
    void server.ended.then(async (end) => {
      over = true;
      if (stopping !== undefined) return;
      const words = await serverLog.newLines().catch(() => []);
      const error = explainFailure(home, `PostgreSQL (process ${server.pid}) died (${end})`, words);
      log(error.message);
      resolve(error);
    });
  });
  const shutDown = async () => {
    try {
      const wasRunning = !over;
      if (wasRunning) await stopServer(server.pid);
      await removeSocketDirectory(home, connection.host);
      if (wasRunning) log(`PostgreSQL (process ${server.pid}) is stopped`);
    } finally {
      await serverLog.close();
      opening.release();
    }
  };
  return {
    ...connection,
    how,
    pid: server.pid,
    died,
    stop() {
      stopping ??= shutDown();
      return stopping;
    },
  };
}

async function warnWhenNarrow({ home, log }: Opening): Promise<void> {
  const { bavail, bsize } = await statfs(home.directory);
  const left = bavail * bsize;
  if (left < NARROW)
    log(`only ${Math.floor(left / 1024 / 1024)} MB are free for the database in ${home.directory}`);
}
