import { chmod, lchown, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedPostgresError, OWN_SERVER_REMEDY } from "./embedded-error.ts";
import { exists, lstatIfPresent, readIfPresent } from "./file-system.ts";
import type { Home } from "./home.ts";

/** Parts without which a directory is no cluster; PostgreSQL checks the rest itself. */
const REQUIRED = ["PG_VERSION", "global/pg_control", "base", "pg_wal", "pg_xact", "pg_hba.conf"];
/** The control file is written in one block of this many bytes (PG_CONTROL_FILE_SIZE). */
const CONTROL_FILE_BYTES = 8192;

/**
 * Whether there is a cluster, after a look at its outside. What is not whole is refused: nothing
 * is ever initialised over data (reliability 1.4).
 *
 * @param major the major version of the programs at hand, such as "18".
 * @throws EmbeddedPostgresError `damaged`, `other-version` or `no-permission`.
 */
export async function checkCluster(
  home: Home,
  major: string,
  log: (line: string) => void,
): Promise<boolean> {
  if (!(await exists(home.made))) {
    if (await exists(home.marker)) throw damaged(home, `${home.made} is gone`);
    return false;
  }
  await checkOwner(home, log);
  const missing: string[] = [];
  for (const part of REQUIRED) {
    if (!(await exists(join(home.cluster, part)))) missing.push(part);
  }
  if (missing.length > 0) throw damaged(home, `${missing.join(", ")} missing in ${home.cluster}`);
  const control = await stat(join(home.cluster, "global/pg_control"));
  if (control.size !== CONTROL_FILE_BYTES)
    throw damaged(home, `${home.cluster}/global/pg_control has ${control.size} bytes`);
  await checkVersion(home, major);
  return true;
}

async function checkVersion(home: Home, major: string): Promise<void> {
  const version = (await readIfPresent(join(home.cluster, "PG_VERSION")))?.trim() ?? "";
  if (version === major) return;
  if (!/^\d+(\.\d+)?$/.test(version))
    throw damaged(home, `${home.cluster}/PG_VERSION holds no version`);
  throw new EmbeddedPostgresError(
    "other-version",
    `The database in ${home.made} was made by PostgreSQL ${version} and this is PostgreSQL ${major}: start the ` +
      `version of Perennial that made it, or move the data with pg_dump, or ${OWN_SERVER_REMEDY}.`,
  );
}

/** Copies and restored backups often lose owner and mode; what can be mended without a guess is. */
async function checkOwner(home: Home, log: (line: string) => void): Promise<void> {
  const there = await lstatIfPresent(home.cluster);
  if (there === undefined || !there.isDirectory())
    throw damaged(home, `${home.cluster} is no directory`);
  if (there.uid !== home.user.uid) {
    if (!home.user.switchTo || there.uid !== 0)
      throw new EmbeddedPostgresError(
        "no-permission",
        `The database in ${home.made} belongs to the user with id ${there.uid} and this is user ${home.user.name}: ` +
          `start as that user, or give the directory to ${home.user.name} (chown -R), or ${OWN_SERVER_REMEDY}.`,
      );
    await giveTree(home, home.made);
    log(`the database in ${home.made} belonged to root and now belongs to user ${home.user.name}`);
  }
  if ((there.mode & 0o077) !== 0) {
    await chmod(home.cluster, 0o700);
    log(`the database in ${home.cluster} was open to other users and is now private (mode 700)`);
  }
}

async function giveTree(home: Home, path: string): Promise<void> {
  const entries = await readdir(path, { recursive: true });
  for (const entry of ["", ...entries])
    await lchown(join(path, entry), home.user.uid, home.user.gid);
}

function damaged(home: Home, what: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "damaged",
    `The database of ${home.dataDir} is damaged (${what}). Put ${home.made} back from a backup, or move what is ` +
      `left aside and delete ${home.marker} to begin with an empty database; it is never overwritten.`,
  );
}
