import { replacePassword } from "./cluster-creation.ts";
import type { EmbeddedConnection } from "./connection.ts";
import { EmbeddedPostgresError, OWN_SERVER_REMEDY } from "./embedded-error.ts";
import { exists } from "./file-system.ts";
import type { Home } from "./home.ts";
import { readPostmasterFile } from "./postmaster-file.ts";
import type { Programs } from "./programs.ts";
import { ask, knownConnection } from "./reach-server.ts";
import type { ServerLog } from "./server-log.ts";
import { adoptServer, type ServerProcess, startServer, stopServer } from "./server-process.ts";
import { serverArguments } from "./server-settings.ts";
import { makeSocketDirectory } from "./socket-directory.ts";
import { findLeftBehind } from "./take-over.ts";

/** A server that lets us in. */
export interface RunningServer {
  readonly process: ServerProcess;
  readonly connection: EmbeddedConnection;
  /** True when an earlier process had left a server running on this cluster. */
  readonly leftBehind: boolean;
}

/** What it takes to get a server for a cluster that is whole. */
export interface ServerNeeds {
  readonly home: Home;
  readonly programs: Programs;
  readonly serverLog: ServerLog;
  readonly durable: boolean;
  readonly log: (line: string) => void;
}

/** Gets the one server of a cluster: a left one if it is good, otherwise a new one. */
export async function obtainServer(needs: ServerNeeds): Promise<RunningServer> {
  try {
    return await inheritOrStart(needs);
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError) || error.code !== "in-use") throw error;
    // A server whose parent was killed while it was starting shows itself only now.
    return inheritOrStart(needs);
  }
}

async function inheritOrStart(needs: ServerNeeds): Promise<RunningServer> {
  const { home, durable, log } = needs;
  const { leftBehind, inherited } = await findLeftBehind(home, durable, log);
  if (inherited === undefined) return { ...(await start(needs)), leftBehind };
  log(`PostgreSQL (process ${inherited.pid}) was left running and is taken over`);
  return { process: adoptServer(inherited.pid), connection: inherited.connection, leftBehind };
}

async function start(needs: ServerNeeds): Promise<Omit<RunningServer, "leftBehind">> {
  const { home, programs, serverLog, durable, log } = needs;
  if (!(await exists(home.password))) {
    log(`the password of the database was lost and is replaced (${home.password})`);
    await replacePassword(home, programs);
  }
  const socketDirectory = await makeSocketDirectory(home);
  const command = serverArguments({ cluster: home.cluster, socketDirectory, durable });
  const server = await startServer({ home, programs, arguments: command, serverLog, log });
  try {
    const file = await readPostmasterFile(home.cluster);
    const connection = file && (await knownConnection(home, file));
    if (connection === undefined) throw await unreachable(needs);
    await ask(connection).catch(async (error: unknown) => {
      throw await unreachable(needs, error);
    });
    return { process: server, connection };
  } catch (error) {
    await stopServer(server.pid);
    throw error;
  }
}

async function unreachable(needs: ServerNeeds, error?: unknown): Promise<EmbeddedPostgresError> {
  const { home, serverLog } = needs;
  const words = error instanceof Error ? error.message : `no password in ${home.password}`;
  const lines = (await serverLog.newLines()).slice(-5).map((line) => `\n  | ${line}`);
  return new EmbeddedPostgresError(
    "failed",
    `PostgreSQL started but does not let us in (${words}): if the password is wrong, delete ${home.password} ` +
      `and start again, a new one is made; or ${OWN_SERVER_REMEDY}.${lines.join("")}`,
    error,
  );
}
