import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The embedded PostgreSQL of a data directory with all its processes, the first one first; nothing if none runs. */
export function databaseProcesses(dataDir: string): readonly number[] {
  const pid = postmaster(dataDir);
  if (pid === undefined) return [];
  return [pid, ...allProcesses().flatMap((each) => (each.parent === pid ? [each.pid] : []))];
}

/** kill -9; one that is gone already is fine. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone.
    }
  }
}

/** Whether a process runs; one that is dead and not yet buried does not. */
export function isRunning(pid: number): boolean {
  return allProcesses().some((each) => each.pid === pid && !each.dead);
}

function postmaster(dataDir: string): number | undefined {
  try {
    const [pid] = readFileSync(join(dataDir, "cluster/data/postmaster.pid"), "utf8").split("\n");
    return Number(pid) || undefined;
  } catch {
    return undefined;
  }
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly dead: boolean;
}

function allProcesses(): readonly Process[] {
  if (process.platform === "linux") return readdirSync("/proc").flatMap(readProcess);
  const listed = execFileSync("/bin/ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" });
  return listed.split("\n").flatMap((line) => {
    const [pid, parent, state = ""] = line.trim().split(/\s+/);
    return pid ? [{ pid: Number(pid), parent: Number(parent), dead: state.startsWith("Z") }] : [];
  });
}

function readProcess(name: string): Process[] {
  if (!/^\d+$/.test(name)) return [];
  try {
    const text = readFileSync(`/proc/${name}/stat`, "utf8");
    const [state = "", parent] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return [{ pid: Number(name), parent: Number(parent), dead: /[ZX]/.test(state) }];
  } catch {
    return [];
  }
}
