import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { giveTo, lstatIfPresent, systemCode } from "./file-system.ts";
import type { Home } from "./home.ts";
import { SERVER_PORT } from "./server-settings.ts";
import { firstObstacle } from "./server-user.ts";

/** The room for a socket's path in `sockaddr_un`, without the closing zero: 108 on Linux, 104 on macOS. */
const LONGEST_SOCKET_PATH = process.platform === "linux" ? 107 : 103;

/**
 * Makes the private directory for the server's socket: in the home, or, where that path is too
 * long for a socket, below the system's directory for temporary files.
 *
 * The server writes the place into its postmaster.pid, which is where others look it up.
 */
export async function makeSocketDirectory(home: Home): Promise<string> {
  const directory = fits(home.sockets) ? home.sockets : await shortDirectory(home);
  await claim(home, directory);
  // No server runs here any more: a leftover lock with a pid that lives again would stop the next.
  await removeSockets(directory);
  return directory;
}

/**
 * Removes a socket directory that stands outside the home, unless there is more in it: the path may
 * come from the server's files, and we may be root.
 */
export async function removeSocketDirectory(home: Home, directory: string): Promise<void> {
  if (directory === home.sockets || !(await isOurs(home, directory))) return;
  await removeSockets(directory);
  await rmdir(directory).catch(() => undefined);
}

/** A comma or a quote would split the setting that names the directory. */
function fits(directory: string): boolean {
  const socket = join(directory, `.s.PGSQL.${SERVER_PORT}`);
  return Buffer.byteLength(socket) <= LONGEST_SOCKET_PATH && !/[,"]/.test(directory);
}

/** The name follows from the home, so that the leftovers of a crash are found and used again. */
async function shortDirectory(home: Home): Promise<string> {
  const hash = createHash("sha256").update(home.directory).digest("hex").slice(0, 12);
  const name = `perennial-${home.user.uid}-${hash}`;
  const own = tmpdir();
  const open = !home.user.switchTo || (await firstObstacle(home.user, own)) === undefined;
  const parent = open && fits(join(own, `${name}-XXXXXX`)) ? own : "/tmp";
  const directory = join(parent, name);
  if (await isFreeOrOurs(home, directory)) return directory;
  // Somebody else sits on the name, by accident or to listen in.
  return mkdtemp(`${directory}-`);
}

async function isFreeOrOurs(home: Home, directory: string): Promise<boolean> {
  try {
    await mkdir(directory, { mode: 0o700 });
    return true;
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
  }
  return isOurs(home, directory);
}

async function isOurs(home: Home, directory: string): Promise<boolean> {
  const there = await lstatIfPresent(directory);
  if (there === undefined || !there.isDirectory()) return false;
  const owners = [home.user.uid, process.getuid?.()];
  return owners.includes(there.uid) && (there.mode & 0o077) === 0;
}

async function removeSockets(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (name.startsWith(".s.PGSQL.")) await rm(join(directory, name), { force: true });
  }
}

async function claim(home: Home, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await giveTo(home.user, directory, 0o700);
}
