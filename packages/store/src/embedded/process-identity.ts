import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile, readlink } from "node:fs/promises";
import { basename } from "node:path";
import { promisify } from "node:util";
import { systemCode } from "./file-system.ts";

/**
 * What a process id found in a pid file stands for today: the server of that cluster, nothing,
 * something else that was given the same number since, or a PostgreSQL that hides where it works.
 */
export type Identity = "ours" | "gone" | "other" | "unknown";

/** Whether a process with this id runs, be it another user's; a dead one that nobody buried does not. */
export function isAlive(pid: number): boolean {
  if (!canSignal(pid)) return false;
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    return !/^[ZX]/.test(status.slice(status.lastIndexOf(")") + 2));
  } catch {
    // No /proc on this system, or the process ended between the two questions: ask once more.
    return process.platform !== "linux" || canSignal(pid);
  }
}

/** Tells whether a process id is the postgres that serves the cluster in this directory. */
export async function identify(pid: number, cluster: string): Promise<Identity> {
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isAlive(pid)) return "gone";
  const command = await commandOf(pid);
  if (command === undefined) return isAlive(pid) ? "unknown" : "gone";
  if (!["postgres", "postmaster"].includes(basename(command[0] ?? ""))) return "other";
  if (command[1] === "-D" && command[2] === cluster) return "ours";
  // Started by hand: with another spelling of the path, or with PGDATA.
  const workingDirectory = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (workingDirectory === undefined) return isAlive(pid) ? "unknown" : "gone";
  return workingDirectory === cluster ? "ours" : "other";
}

function canSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
}

/** The program and arguments of a process; without /proc (macOS) only as much as `ps` can tell apart. */
async function commandOf(pid: number): Promise<string[] | undefined> {
  if (process.platform === "linux") {
    const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => undefined);
    return line?.split("\0");
  }
  const run = promisify(execFile);
  const listed = await run("/bin/ps", ["-ww", "-o", "command=", "-p", String(pid)]).catch(
    () => undefined,
  );
  const parts = listed?.stdout.trim().match(/^(.*?) (-D) (.*?) -c /s);
  return parts ? parts.slice(1) : listed && [listed.stdout.trim()];
}
