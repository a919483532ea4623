import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { access, chmod, constants, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { EmbeddedPostgresError } from "../embedded-error.ts";
import { type EmbeddedServer, openEmbedded } from "../open-embedded.ts";
import { isAlive } from "../process-identity.ts";
import { firstObstacle } from "../server-user.ts";

/** True when the tests run as root, and so PostgreSQL as somebody else. */
export const IS_ROOT = process.getuid?.() === 0;
const NOBODY = { name: "nobody", uid: 65534, gid: 65534, switchTo: true };

const places: string[] = [];
let template: Promise<string> | undefined;

/** A new directory that every user may pass, gone with its servers at the end of a test file with `usePlaces`. */
export async function newPlace(): Promise<string> {
  const place = await mkdtemp(join(tmpdir(), "perennial-embedded-"));
  await chmod(place, 0o711);
  places.push(place);
  return place;
}

/**
 * Clears a test file's places away when it ends. What a test leaves running is a fault of its own; it is ended so that the
 * next file starts clean.
 */
export function usePlaces(): void {
  afterAll(async () => {
    const left = places.flatMap(processesOn);
    for (const pid of left) process.kill(pid, "SIGKILL");
    template = undefined;
    for (const place of places.splice(0)) {
      await rm(place, { recursive: true, force: true, maxRetries: 5 });
    }
    expect(left, "processes left running").toEqual([]);
  });
}

/** Opens without waiting for the disk; the lines it tells are collected. */
export async function open(dataDir: string, lines: string[] = []): Promise<EmbeddedServer> {
  return openEmbedded({ dataDir, durable: false, log: (line) => lines.push(line) });
}

/** The error with which opening is refused. */
export async function refusal(opening: Promise<EmbeddedServer>): Promise<EmbeddedPostgresError> {
  const outcome = await opening.catch((error: unknown) => error);
  if (outcome instanceof EmbeddedPostgresError) return outcome;
  if (outcome instanceof Error) throw outcome;
  await (await opening).stop();
  throw new Error("it was opened and should have been refused");
}

/** A data directory with a database made earlier and stopped in order; copied, since making one takes longer. */
export async function madeEarlier(): Promise<string> {
  template ??= makeTemplate();
  const dataDir = join(await newPlace(), "data");
  // Keeps owners, and is many times faster than fs.cp on a thousand small files.
  execFileSync("cp", ["-a", await template, dataDir]);
  return dataDir;
}

async function makeTemplate(): Promise<string> {
  const dataDir = join(await newPlace(), "template");
  await (await open(dataDir)).stop();
  return dataDir;
}

/** The processes whose command line names something below this path. */
export function processesOn(path: string): number[] {
  return commandLines().flatMap(([pid, line]) =>
    pid !== process.pid && line.includes(path) && isAlive(pid) ? [pid] : [],
  );
}

/** kill -9 of every process on a path, and of those they may start meanwhile. */
export async function killAllOn(path: string): Promise<void> {
  for (;;) {
    const pids = processesOn(path);
    if (pids.length === 0) return;
    for (const pid of pids) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // Ended by itself.
      }
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Whether `nobody` can be told to run these very sources: not in a checkout below /root. */
export async function canRunAsNobody(): Promise<boolean> {
  if (!IS_ROOT) return false;
  for (const path of [process.execPath, import.meta.dirname]) {
    await access(path, constants.R_OK);
    if ((await firstObstacle(NOBODY, path)) !== undefined) return false;
  }
  return true;
}

function commandLines(): [number, string][] {
  if (process.platform === "linux")
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), commandLine(name)]);
  const listed = execFileSync("/bin/ps", ["-axww", "-o", "pid=,command="], { encoding: "utf8" });
  return listed.split("\n").map((line) => [Number.parseInt(line, 10), line]);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
