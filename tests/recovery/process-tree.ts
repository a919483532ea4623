import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The embedded PostgreSQL of a data directory with all its processes, the first one first; nothing if none runs. */
export function databaseProcesses(dataDir: string): readonly number[] {
  const pid = postmasterOf(join(dataDir, "cluster/data"));
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

/** The number may be a dead server's and somebody else's by now, so it is looked at who has it. */
function postmasterOf(cluster: string): number | undefined {
  try {
    const [line] = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(line);
    return pid > 1 && commandOf(pid).includes(cluster) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string {
  if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  const question = ["-ww", "-o", "command=", "-p", String(pid)];
  return execFileSync("/bin/ps", question, { encoding: "utf8" });
}

interface Process {
  readonly pid: number;
  readonly parent: number;
}

function allProcesses(): readonly Process[] {
  if (process.platform === "linux") return readdirSync("/proc").flatMap(readProcess);
  const listed = execFileSync("/bin/ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  return listed.split("\n").flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/);
    return pid ? [{ pid: Number(pid), parent: Number(parent) }] : [];
  });
}

function readProcess(name: string): Process[] {
  if (!/^\d+$/.test(name)) return [];
  try {
    const text = readFileSync(`/proc/${name}/stat`, "utf8");
    const [, parent] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return [{ pid: Number(name), parent: Number(parent) }];
  } catch {
    return [];
  }
}
