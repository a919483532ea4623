import { readlink, rm } from "node:fs/promises";
import { join } from "node:path";
import { readIfPresent, writePrivately } from "./file-system.ts";
import type { Home } from "./home.ts";

/** What a running server says of itself in `postmaster.pid` (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_*). */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly socketDirectory: string;
  /** True once connections are accepted. */
  readonly ready: boolean;
}

/** Reads `postmaster.pid`; undefined when it is absent or, as after a crash, cut short. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readIfPresent(pathIn(cluster));
  const [pid, , , port, socketDirectory, , , status] = text?.split("\n") ?? [];
  if (!pid) return undefined;
  return {
    // Negative in single-user mode.
    pid: Math.abs(Number(pid)),
    port: Number(port),
    socketDirectory: socketDirectory ?? "",
    ready: status?.trim() === "ready",
  };
}

/**
 * Lets PostgreSQL see that its lock file is stale though some other process has its number today.
 *
 * PostgreSQL takes a file with the number of its own parent for a leftover, so ours is put in.
 * The file is not deleted: its line on shared memory is how PostgreSQL notices that processes of
 * the dead server are still at work.
 */
export async function disownPostmasterFile(home: Home): Promise<void> {
  const text = await readIfPresent(pathIn(home.cluster));
  if (text === undefined) return;
  // Empty after a crash while it was being made, that is before the server did anything.
  if (text.trim() === "") return rm(pathIn(home.cluster), { force: true });
  const [, ...rest] = text.split("\n");
  await writePrivately(pathIn(home.cluster), [String(process.pid), ...rest].join("\n"), home.user);
}

/** Whether the program a server runs was replaced or removed since, as `npm ci` does. */
export async function isProgramGone(pid: number): Promise<boolean> {
  const program = await readlink(`/proc/${pid}/exe`).catch(() => "");
  return program.endsWith(" (deleted)");
}

const pathIn = (cluster: string): string => join(cluster, "postmaster.pid");
