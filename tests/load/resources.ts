import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { databaseProcesses } from "../recovery/process-tree.ts";

/** What a process uses. */
export interface Resources {
  /** Since it began. */
  readonly cpuSeconds: number;
  /** In bytes, after a collection. */
  readonly resident: number;
  readonly heap: number;
  /** Sockets, timers and files that are open. */
  readonly handles: number;
}

/** What the processes of a load test can all be asked. */
export type ResourceProtocol = {
  readonly resources: {
    readonly request: { readonly collect: boolean };
    readonly answer: Resources;
  };
};

/** Looks at this process; `collect` frees first what nobody uses any more. */
export async function readResources(collect: boolean): Promise<Resources> {
  if (collect) {
    // What one collection finds free is handed back by the next.
    globalThis.gc?.();
    globalThis.gc?.();
  }
  const { rss, heapUsed } = process.memoryUsage();
  return {
    cpuSeconds: ownCpu(),
    resident: rss,
    heap: heapUsed,
    handles: process.getActiveResourcesInfo().length,
  };
}

/** What processes have used at a moment. */
export interface CpuLook {
  /** Milliseconds of the machine's clock. */
  readonly at: number;
  readonly seconds: ReadonlyMap<string, number>;
}

/** Who uses the machine beside the load test. */
export const OTHERS = "everybody else on this machine";

/** The CPU seconds of this process. */
export function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The CPU seconds of the whole machine since it began: whose share is small shares it with others. */
export function machineCpu(): number {
  return cpus().reduce((sum, { times }) => {
    const { user, nice, sys, irq } = times;
    return sum + (user + nice + sys + irq) / 1_000;
  }, 0);
}

/** Ticks of the processor's clock in a second, which every Linux counts by. */
const TICKS = 100;

/** The CPU seconds of the embedded PostgreSQL of a directory, with all its processes; nothing but on Linux. */
export function databaseCpu(dataDir: string): number | undefined {
  if (process.platform !== "linux") return undefined;
  const [postmaster, ...others] = databaseProcesses(dataDir);
  if (postmaster === undefined) return undefined;
  const ended = cpuOf(postmaster, [11, 12, 13, 14]);
  return others.reduce((sum, pid) => sum + cpuOf(pid, [11, 12]), ended);
}

/** Adds up fields of a process's line, counted after its name; those of its dead children are the last two. */
function cpuOf(pid: number, fields: readonly number[]): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const values = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return fields.reduce((sum, field) => sum + Number(values[field]), 0) / TICKS;
  } catch {
    // It has ended since, and counts with its parent.
    return 0;
  }
}
