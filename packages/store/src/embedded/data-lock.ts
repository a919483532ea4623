import { closeSync, openSync } from "node:fs";
import { access, constants } from "node:fs/promises";
import type { DatabaseSync } from "node:sqlite";
import { EmbeddedPostgresError, OWN_SERVER_REMEDY } from "./embedded-error.ts";
import { giveTo, readIfPresent, systemCode, writePrivately } from "./file-system.ts";
import type { Home } from "./home.ts";
import { isAlive } from "./process-identity.ts";

/** The right to run the server of one home; held by one process at a time. */
export interface DataLock {
  release(): void;
}

/** SQLite's answer when another process holds the lock (SQLITE_BUSY). */
const BUSY = 5;
/** Keeps the handles reachable: a collected handle would close its file and free the lock. */
const held = new Set<DatabaseSync>();

/**
 * Takes the lock of a home, or says who has it.
 *
 * Node has no `flock`, but its SQLite locks files with `fcntl`: the kernel keeps that lock for as
 * long as this process lives, frees it however the process ends, and never lets two have it, which
 * no file with a pid in it can promise.
 *
 * @throws EmbeddedPostgresError `in-use` when a live process holds it.
 */
export async function takeDataLock(home: Home): Promise<DataLock> {
  await giveTo(home.user, createLockFile(home));
  await access(home.lock, constants.R_OK | constants.W_OK);
  const handle = await openLockFile(home);
  try {
    // Without the setting a journal file would be made, which may fail on a full disk. IMMEDIATE
    // takes the one lock that has one holder and no conflict with a look at the file: with
    // EXCLUSIVE two processes at once can refuse each other.
    handle.exec("PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE");
  } catch (error) {
    handle.close();
    if (!isBusy(error)) throw unlockable(home, error);
    throw await inUse(home);
  }
  held.add(handle);
  const release = () => {
    if (held.delete(handle)) handle.close();
  };
  try {
    await writePrivately(home.lockOwner, String(process.pid), home.user);
  } catch (error) {
    release();
    throw error;
  }
  return { release };
}

/**
 * Makes the file without ever opening one that exists, and in one go: closing any descriptor of it
 * would free a lock that this same process holds (POSIX).
 */
function createLockFile({ lock }: Home): string {
  try {
    closeSync(openSync(lock, "wx", 0o600));
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
  }
  return lock;
}

async function openLockFile(home: Home): Promise<DatabaseSync> {
  const sqlite = await import("node:sqlite").catch((error: unknown) => {
    throw new EmbeddedPostgresError(
      "unsuitable",
      `The embedded PostgreSQL needs Node.js 22.13 or newer and this is ${process.version}: ` +
        `start with the node of node_modules/.bin (npm start does), or ${OWN_SERVER_REMEDY}.`,
      error,
    );
  });
  try {
    return new sqlite.DatabaseSync(home.lock);
  } catch (error) {
    throw unlockable(home, error);
  }
}

async function inUse(home: Home): Promise<EmbeddedPostgresError> {
  const owner = Number(await readIfPresent(home.lockOwner));
  const [who, remedy] = describe(owner);
  return new EmbeddedPostgresError(
    "in-use",
    `The database in ${home.directory} is in use by ${who}: ${remedy}, or ${OWN_SERVER_REMEDY}.`,
  );
}

function describe(owner: number): [who: string, remedy: string] {
  if (owner === process.pid) return ["this very process", "use the server it has opened"];
  // The holder writes its number a moment after it has the lock.
  if (!Number.isSafeInteger(owner) || !isAlive(owner)) return ["another process", "stop it"];
  return [`process ${owner}`, `stop it (kill ${owner})`];
}

function unlockable(home: Home, error: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "no-permission",
    `${home.lock} cannot be locked: make it readable and writable for user ${home.user.name}, ` +
      `on a file system that knows locks, or ${OWN_SERVER_REMEDY}.`,
    error,
  );
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === BUSY;
}
