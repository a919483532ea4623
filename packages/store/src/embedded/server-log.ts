import { copyFile, type FileHandle, open, stat, truncate } from "node:fs/promises";
import { giveTo } from "./file-system.ts";
import type { Home } from "./home.ts";

/** One older log of the same size is kept beside it. */
const LARGEST_LOG = 5 * 1024 * 1024;
const CHECK_EVERY = 60_000;
/** As much of the end of the log as an error may quote. */
const TAIL_BYTES = 16 * 1024;

/** PostgreSQL's own log file, kept within bounds. */
export interface ServerLog {
  /** Opened for appending: after a truncation the server goes on writing at the start. */
  readonly file: FileHandle;
  /** The lines written since the log was opened, the last ones if they are many. */
  newLines(): Promise<string[]>;
  close(): Promise<void>;
}

/** Opens `postgres.log`, shortens it when due, and keeps looking after its size until closed. */
export async function openServerLog(home: Home): Promise<ServerLog> {
  const path = home.serverLog;
  const file = await open(path, "a", 0o600);
  await giveTo(home.user, path, 0o600);
  await keepSmall(home);
  const { size: start } = await file.stat();
  const timer = setInterval(() => {
    // A log that cannot be shortened now (a full disk) is tried again at the next turn.
    keepSmall(home).catch(() => undefined);
  }, CHECK_EVERY);
  timer.unref();
  return {
    file,
    newLines: () => readEnd(path, start),
    async close() {
      clearInterval(timer);
      await file.close();
    },
  };
}

/** The file is copied and emptied, never renamed: the server holds it open. */
async function keepSmall(home: Home): Promise<void> {
  const { size } = await stat(home.serverLog);
  if (size <= LARGEST_LOG) return;
  const older = `${home.serverLog}.1`;
  await copyFile(home.serverLog, older);
  await giveTo(home.user, older, 0o600);
  await truncate(home.serverLog);
}

async function readEnd(path: string, start: number): Promise<string[]> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const from = Math.max(size < start ? 0 : start, size - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read({
      buffer: Buffer.alloc(size - from),
      position: from,
    });
    return buffer.subarray(0, bytesRead).toString("utf8").split("\n").filter(Boolean);
  } finally {
    await file.close();
  }
}
