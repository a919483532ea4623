import { access, readFile, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { dirname } from "node:path";
import { EmbeddedPostgresError, OWN_SERVER_REMEDY } from "./embedded-error.ts";

/** Whom PostgreSQL runs as; everything it keeps belongs to this user. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** True when we are root and children must be started as this user: PostgreSQL refuses to be root. */
  readonly switchTo: boolean;
}

/** Where users are looked up; a file, because `id` and `getent` are missing from small images. */
const USER_LIST = "/etc/passwd";
/** The unprivileged users to become, best first; initdb insists that the user exists. */
const UNPRIVILEGED = ["postgres", "nobody"] as const;

/**
 * The user PostgreSQL runs as.
 *
 * An ordinary user runs it itself. Root becomes the owner of the existing cluster, so that a
 * database once made by an ordinary user stays usable by that user, and otherwise an unprivileged
 * user of the system (reliability 1.6).
 */
export async function chooseServerUser(existingCluster?: string): Promise<ServerUser> {
  if (process.getuid === undefined || process.getgid === undefined)
    throw new EmbeddedPostgresError(
      "unsuitable",
      `The embedded PostgreSQL needs Unix sockets, which this system (${process.platform}) lacks: ${OWN_SERVER_REMEDY}.`,
    );
  const uid = process.getuid();
  if (uid !== 0) return { name: ownName(uid), uid, gid: process.getgid(), switchTo: false };

  const users = await readUsers();
  const owner = existingCluster === undefined ? undefined : await stat(existingCluster);
  if (owner !== undefined && owner.uid !== 0)
    return (
      users.find((user) => user.uid === owner.uid) ?? {
        name: `uid ${owner.uid}`,
        uid: owner.uid,
        gid: owner.gid,
        switchTo: true,
      }
    );

  for (const name of UNPRIVILEGED) {
    const found = users.find((user) => user.name === name && user.uid !== 0);
    if (found !== undefined) return found;
  }
  throw new EmbeddedPostgresError(
    "unsuitable",
    `PostgreSQL refuses to run as root, and ${USER_LIST} has none of the users ${UNPRIVILEGED.join(", ")} to run it as: ` +
      `start as an ordinary user, or ${OWN_SERVER_REMEDY}.`,
  );
}

/** The options that start a child process as this user. */
export function asUser(user: ServerUser): { uid?: number; gid?: number } {
  return user.switchTo ? { uid: user.uid, gid: user.gid } : {};
}

/**
 * The first parent directory, or the path itself, that the user may not pass through (permission
 * x), or undefined when the whole way is open; judged by mode bits, as the server will be.
 */
export async function firstObstacle(user: ServerUser, path: string): Promise<string | undefined> {
  const way: string[] = [];
  for (let at = path; ; at = dirname(at)) {
    way.unshift(at);
    if (at === dirname(at)) break;
  }
  for (const directory of way) {
    if (!(await allows(user, directory, 0o1))) return directory;
  }
  return undefined;
}

/** Whether the user may do all this with a path (4 read, 2 write, 1 search or execute). */
export async function allows(user: ServerUser, path: string, rights: number): Promise<boolean> {
  if (!user.switchTo) {
    return access(path, rights).then(
      () => true,
      () => false,
    );
  }
  // The server will have no supplementary groups: node drops them with the uid.
  const { mode, uid, gid } = await stat(path);
  const granted = shareOf(mode, { owner: uid === user.uid, group: gid === user.gid });
  return (granted & rights) === rights;
}

function shareOf(mode: number, is: { owner: boolean; group: boolean }): number {
  if (is.owner) return (mode >> 6) & 0o7;
  if (is.group) return (mode >> 3) & 0o7;
  return mode & 0o7;
}

async function readUsers(): Promise<ServerUser[]> {
  const lines = (await readFile(USER_LIST, "utf8")).split("\n");
  return lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    if (!name || uid === undefined || gid === undefined) return [];
    return [{ name, uid: Number(uid), gid: Number(gid), switchTo: true }];
  });
}

/** `os.userInfo` throws for a user without an entry, as in containers run with an arbitrary uid. */
function ownName(uid: number): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${uid}`;
  }
}
