import { createHash } from "node:crypto";
import { chmod, link, mkdir, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedPostgresError, OWN_SERVER_REMEDY } from "./embedded-error.ts";
import { exists, readIfPresent, syncDirectory, systemCode, writePrivately } from "./file-system.ts";
import { chooseServerUser, firstObstacle, type ServerUser } from "./server-user.ts";

/** Where one embedded server keeps everything, and the user all of it belongs to. */
export interface Home {
  /** The directory that was asked for, links resolved. */
  readonly dataDir: string;
  /** The directory that holds what follows; `dataDir` unless the server's user cannot get there. */
  readonly directory: string;
  readonly user: ServerUser;
  /** What is made in one stroke: the cluster and its password. Its presence means that it is whole. */
  readonly made: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  /** The file with the password of the application's role, mode 600. */
  readonly password: string;
  /** Outside `made`: says that there was a database once, should `made` disappear. */
  readonly marker: string;
  readonly lock: string;
  readonly lockOwner: string;
  readonly sockets: string;
  readonly programs: string;
  readonly serverLog: string;
}

/** Where root keeps clusters whose checkout the unprivileged user cannot enter. */
const ROOT_HOMES = "/var/lib/perennial";
/** PostgreSQL cuts paths at 1,024 bytes (MAXPGPATH); the longest name it adds is about 100. */
const LONGEST_PATH = 900;
const ROOT: ServerUser = { name: "root", uid: 0, gid: 0, switchTo: false };

/**
 * Decides where the server of a data directory lives, makes that directory, and says whom it
 * belongs to.
 *
 * @throws EmbeddedPostgresError when no place suits.
 */
export async function chooseHome(dataDir: string, log: (line: string) => void): Promise<Home> {
  const made = await mkdir(dataDir, { recursive: true, mode: 0o755 });
  if (made !== undefined && process.getuid?.() === 0) await chmod(dataDir, 0o755);
  const asked = await realpath(dataDir);
  const home = (await findHome(asked)) ?? (await settleElsewhere(asked));
  refuseUnusablePath(home);
  if (home.directory === asked) {
    await rm(pointerOf(asked), { force: true });
    return home;
  }
  await writePrivately(originOf(home.directory), asked, ROOT);
  log(`the database of ${asked} is kept in ${home.directory}, for user ${home.user.name}`);
  return home;
}

/** The home a data directory already has, or would get in place; undefined when it must be elsewhere. */
export async function findHome(asked: string): Promise<Home | undefined> {
  const moved = await followPointer(asked);
  if (moved !== undefined) return homeIn(moved, asked);
  const home = await homeIn(asked, asked);
  if (!home.user.switchTo) return home;
  const obstacle = await firstObstacle(home.user, asked);
  if (obstacle === undefined && isUsablePath(asked)) return home;
  if (!(await exists(home.made))) return undefined;
  throw new EmbeddedPostgresError(
    "unsuitable",
    `The database in ${home.made} belongs to user ${home.user.name}, who may not enter ${obstacle ?? asked}: ` +
      `allow it (chmod o+x) or move the directory to another place.`,
  );
}

async function homeIn(directory: string, dataDir: string): Promise<Home> {
  const made = join(directory, "cluster");
  const user = await chooseServerUser((await exists(made)) ? made : undefined);
  return {
    dataDir,
    directory,
    user,
    made,
    cluster: join(made, "data"),
    password: join(made, "password"),
    marker: join(directory, "created.json"),
    lock: join(directory, "lock"),
    lockOwner: join(directory, "lock-owner"),
    sockets: join(directory, "socket"),
    programs: join(directory, "programs"),
    serverLog: join(directory, "postgres.log"),
  };
}

/**
 * Makes a home below /var/lib. Only root gets here: an ordinary user reaches what it could make.
 *
 * An earlier home of the same path is left alone, since its pointer is gone: as with a data
 * directory that was deleted, the next start begins with an empty database.
 */
async function settleElsewhere(asked: string): Promise<Home> {
  await mkdir(ROOT_HOMES, { recursive: true, mode: 0o755 });
  await chmod(ROOT_HOMES, 0o755);
  const directory = await newHomeDirectory(asked);
  await writePrivately(originOf(directory), asked, ROOT);
  await syncDirectory(ROOT_HOMES);
  if (await pointTo(directory, asked)) return homeIn(directory, asked);
  // Another start was quicker; the lock will tell the two apart.
  await rm(directory, { recursive: true });
  return homeIn((await followPointer(asked)) ?? directory, asked);
}

async function newHomeDirectory(asked: string): Promise<string> {
  const hash = createHash("sha256").update(asked).digest("hex").slice(0, 12);
  for (let number = 1; ; number += 1) {
    const directory = join(ROOT_HOMES, number === 1 ? hash : `${hash}-${number}`);
    try {
      await mkdir(directory);
      await chmod(directory, 0o755);
      return directory;
    } catch (error) {
      if (systemCode(error) !== "EEXIST") throw error;
    }
  }
}

/** Writes the pointer, unless there is one that is good; of two at once only one succeeds. */
async function pointTo(directory: string, asked: string): Promise<boolean> {
  const pointer = pointerOf(asked);
  const isThere = await exists(pointer);
  // What is there then belongs to the checkout that this one is a copy of.
  if (isThere && (await followPointer(asked)) === undefined) await rm(pointer, { force: true });
  const draft = `${pointer}.draft-${process.pid}`;
  await writePrivately(draft, directory, ROOT);
  try {
    await link(draft, pointer);
    await syncDirectory(asked);
    return true;
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Follows the pointer a data directory keeps to its home elsewhere. A checkout that was moved
 * takes its database along; one that was copied does not, or two would share one database.
 */
async function followPointer(asked: string): Promise<string | undefined> {
  const directory = await readIfPresent(pointerOf(asked));
  if (directory === undefined) return undefined;
  if (!(await exists(directory)))
    throw new EmbeddedPostgresError(
      "damaged",
      `The database of ${asked} was kept in ${directory}, which is gone: put it back from a backup, ` +
        `or delete ${pointerOf(asked)} to begin with an empty database.`,
    );
  const origin = await readIfPresent(originOf(directory));
  const isCopy =
    origin !== undefined &&
    origin !== asked &&
    (await readIfPresent(pointerOf(origin))) === directory;
  return isCopy ? undefined : directory;
}

const pointerOf = (dataDir: string): string => join(dataDir, "kept-elsewhere");
const originOf = (directory: string): string => join(directory, "kept-for");

/** A line break would end an entry of postmaster.pid, and a longer path would be cut. */
function isUsablePath(path: string): boolean {
  return !/[\r\n]/.test(path) && Buffer.byteLength(path) <= LONGEST_PATH;
}

function refuseUnusablePath(home: Home): void {
  if (isUsablePath(home.directory)) return;
  throw new EmbeddedPostgresError(
    "unsuitable",
    `PostgreSQL cannot keep data in ${home.directory}: the path has a line break or more than ${LONGEST_PATH} bytes. ` +
      `Choose another place, or ${OWN_SERVER_REMEDY}.`,
  );
}
