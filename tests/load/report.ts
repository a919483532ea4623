import { availableParallelism } from "node:os";
import { print, tableLines } from "../bench/measure.ts";
import { type CpuLook, OTHERS } from "./resources.ts";

/** How many of what is amiss are named. */
const NAMED = 5;

/** What a load test has found: whether its promises were kept. */
export interface Verdict {
  /** What is amiss, in words: lost, or done twice. */
  readonly broken: readonly string[];
  /** Goals of speed and size that were missed. */
  readonly missed: readonly string[];
}

/** Prints a table of names and figures. */
export function printFigures(title: string, rows: readonly (readonly [string, string])[]): void {
  print([title, ...tableLines(rows)]);
}

/** Prints what is amiss with a promise, or that nothing is, and gives it back. */
export function judge(promise: string, broken: readonly string[]): readonly string[] {
  const more = broken.length > NAMED ? [`  … and ${broken.length - NAMED} more`] : [];
  const named = broken.slice(0, NAMED).map((each) => `  ${each}`);
  print(broken.length === 0 ? [`kept: ${promise}`] : [`BROKEN: ${promise}`, ...named, ...more]);
  return broken;
}

/** What processes used between two looks. */
export interface Cpu {
  readonly before: CpuLook;
  readonly after: CpuLook;
}

/** What each process used, and how much of a core that is: what is saturated, and whose fault it is. */
export function cpuRows(cpu: Cpu): readonly (readonly [string, string])[] {
  const seconds = (cpu.after.at - cpu.before.at) / 1_000;
  const cores = availableParallelism();
  const rows = [...spent(cpu)].map(([name, used]): readonly [string, string] => [
    `CPU of ${name}`,
    `${used.toFixed(1)} s, ${Math.round((100 * used) / seconds)} % of a core`,
  ]);
  return [...rows, ["  of", `${(cores * seconds).toFixed(1)} s, ${cores} cores`]];
}

/** What all processes of the load test used together, in seconds. */
export function ourCpu(cpu: Cpu): number {
  return [...spent(cpu)].reduce((sum, [name, used]) => (name === OTHERS ? sum : sum + used), 0);
}

function spent({ before, after }: Cpu): ReadonlyMap<string, number> {
  const then = before.seconds;
  return new Map([...after.seconds].map(([name, used]) => [name, used - (then.get(name) ?? 0)]));
}
