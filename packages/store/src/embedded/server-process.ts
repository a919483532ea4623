import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedPostgresError } from "./embedded-error.ts";
import { explainFailure } from "./explain-failure.ts";
import type { Home } from "./home.ts";
import { readPostmasterFile } from "./postmaster-file.ts";
import { isAlive } from "./process-identity.ts";
import type { Programs } from "./programs.ts";
import type { ServerLog } from "./server-log.ts";
import { SERVER_ENVIRONMENT } from "./server-settings.ts";
import { asUser } from "./server-user.ts";

/** A postgres at work: our child, or one that an earlier process of ours left behind. */
export interface ServerProcess {
  readonly pid: number;
  /** Resolves when the process is no more, with how it ended as far as that is known. */
  readonly ended: Promise<string>;
}

/** What a start needs. */
export interface Start {
  readonly home: Home;
  readonly programs: Programs;
  readonly arguments: readonly string[];
  readonly serverLog: ServerLog;
  readonly log: (line: string) => void;
}

const POLL = 20;
const TELL_EVERY = 10_000;
/** How long the processes of a dead server may take to notice that it is dead. */
const LEFTOVERS_TIME = 15_000;
/** A fast shutdown writes everything to disk first; after this long it becomes an immediate one. */
const FAST_SHUTDOWN_TIME = 30_000;
const IMMEDIATE_SHUTDOWN_TIME = 5_000;

/** Starts postgres and waits until it accepts connections, through crash recovery if need be. */
export async function startServer(start: Start): Promise<ServerProcess> {
  for (let waited = 0; ; waited += 250) {
    const server = await spawnServer(start);
    if (await becomesReady(server, start)) return server;
    const words = await start.serverLog.newLines();
    // The children of a postmaster that was killed alone are still ending.
    const leftovers = words.slice(-4).some((line) => line.includes("pre-existing shared memory"));
    if (!leftovers || waited >= LEFTOVERS_TIME)
      throw explainFailure(start.home, "PostgreSQL did not start", words);
    await sleep(250);
  }
}

/** Follows a server that is not our child. */
export function adoptServer(pid: number): ServerProcess {
  const ended = new Promise<string>((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(pid)) return;
      clearInterval(timer);
      resolve("it is gone");
    }, 250);
    timer.unref();
  });
  const server = { pid, ended };
  endWithThisProcess(server);
  return server;
}

/** Stops a server in order: sessions are cut, everything is written, and only then force is used. */
export async function stopServer(pid: number): Promise<void> {
  const steps = [
    ["SIGINT", FAST_SHUTDOWN_TIME],
    ["SIGQUIT", IMMEDIATE_SHUTDOWN_TIME],
    ["SIGKILL", IMMEDIATE_SHUTDOWN_TIME],
  ] as const;
  for (const [signal, patience] of steps) {
    signalServer(pid, signal);
    for (let waited = 0; waited < patience; waited += POLL) {
      if (!isAlive(pid)) return;
      await sleep(POLL);
    }
  }
  throw new EmbeddedPostgresError(
    "failed",
    `PostgreSQL (process ${pid}) does not end even when killed: its disk may be stuck; restart the machine.`,
  );
}

/** Sends a signal; a server that has just ended is fine. */
export function signalServer(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}

/**
 * The server gets a session of its own: a Ctrl-C in the terminal reaches only us, and we stop it
 * when the work in hand is done.
 */
async function spawnServer({
  home,
  programs,
  arguments: args,
  serverLog,
}: Start): Promise<ServerProcess> {
  const child = spawn(programs.postgres, args, {
    cwd: home.made,
    env: SERVER_ENVIRONMENT,
    detached: true,
    stdio: ["ignore", serverLog.file.fd, serverLog.file.fd],
    ...asUser(home.user),
  });
  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) =>
      resolve(signal ? `ended by ${signal}` : `exit code ${code}`),
    );
  });
  await once(child, "spawn");
  child.unref();
  const server = { pid: child.pid ?? 0, ended };
  endWithThisProcess(server);
  return server;
}

/** For an exit that forgot to stop the server; a killed process leaves it to the next start. */
function endWithThisProcess({ pid, ended }: ServerProcess): void {
  const end = () => signalServer(pid, "SIGINT");
  process.once("exit", end);
  void ended.then(() => process.off("exit", end));
}

async function becomesReady(server: ServerProcess, { home, log }: Start): Promise<boolean> {
  let over = false;
  void server.ended.then(() => {
    over = true;
  });
  for (let waited = 0; !over; waited += POLL) {
    const file = await readPostmasterFile(home.cluster);
    if (file?.pid === server.pid && file.ready) return true;
    if (waited > 0 && waited % TELL_EVERY === 0)
      log(
        `PostgreSQL is still starting after ${waited / 1000} s: after a crash it first repeats the last changes`,
      );
    await sleep(POLL);
  }
  return false;
}
