import { chmod, chown, lstat, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { EmbeddedPostgresError, OWN_SERVER_REMEDY } from "./embedded-error.ts";
import type { ServerUser } from "./server-user.ts";

/** The `code` of a system error such as `ENOENT`, or undefined for anything else. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Whether something is there, a dangling link included; a directory that may not be searched throws. */
export async function exists(path: string): Promise<boolean> {
  return (await lstatIfPresent(path)) !== undefined;
}

/** `lstat`, with undefined for what is not there. */
export async function lstatIfPresent(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** The text of a file, with undefined for a file that is not there. */
export async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** Makes a rename or a new file in this directory survive a power loss. */
export const syncDirectory = syncFile;

/** Makes the content of a file survive a power loss. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a file for the server's user alone (mode 600): whole or not at all, and synced. */
export async function writePrivately(path: string, text: string, owner: ServerUser): Promise<void> {
  const draft = `${path}.draft-${process.pid}`;
  await rm(draft, { force: true });
  try {
    await writeFile(draft, text, { flag: "wx", mode: 0o600, flush: true });
    await giveTo(owner, draft);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncDirectory(dirname(path));
}

/** Whether a file is one that `writePrivately` was writing when its process was killed. */
export const isDraftFile = (name: string): boolean => /\.draft-\d+$/.test(name);

/** Hands a file to the server's user when we are root; an ordinary user already owns what it makes. */
export async function giveTo(owner: ServerUser, path: string, mode?: number): Promise<void> {
  if (mode !== undefined) await chmod(path, mode);
  if (!owner.switchTo) return;
  await chown(path, owner.uid, owner.gid).catch((error: unknown) => {
    if (!["EPERM", "EINVAL"].includes(systemCode(error) ?? "")) throw error;
    throw new EmbeddedPostgresError(
      "unsuitable",
      `PostgreSQL refuses to run as root, and this root may not become user ${owner.name} either (a container ` +
        `without that right, or a file system without owners): run as an ordinary user, or ${OWN_SERVER_REMEDY}.`,
      error,
    );
  });
}

function isAbsence(error: unknown): boolean {
  const code = systemCode(error);
  return code === "ENOENT" || code === "ENOTDIR";
}
