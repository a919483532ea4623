import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { EmbeddedPostgresError, OWN_SERVER_REMEDY } from "./embedded-error.ts";
import { exists } from "./file-system.ts";
import type { Home } from "./home.ts";
import { copyPrograms, restoreLinks } from "./program-copy.ts";
import type { ProgramPackage } from "./program-package.ts";
import { SERVER_ENVIRONMENT } from "./server-settings.ts";
import { allows, asUser, firstObstacle, type ServerUser } from "./server-user.ts";

/** The two programs of PostgreSQL that are run, in a place where the server's user can run them. */
export interface Programs {
  /** The directory with `bin`, `lib` and `share`. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Gives programs that the server's user can run: those of the package where they stand, or a copy
 * in the home when the user cannot reach them or when their library links are missing (an install
 * with --ignore-scripts) and node_modules cannot be written.
 */
export async function preparePrograms(
  home: Home,
  from: ProgramPackage,
  log: (line: string) => void,
): Promise<Programs> {
  const copied = join(home.programs, from.version);
  const inPlace = (await canRun(home.user, from.root)) && (await restoreLinks(from.root));
  if (!inPlace && !(await exists(copied))) {
    log(
      `PostgreSQL ${from.version} is copied to ${copied}, where user ${home.user.name} can run it`,
    );
    await copyPrograms(from.root, copied);
  }
  const programs = programsIn(inPlace ? from.root : copied);
  await verify(programs, home);
  return programs;
}

/** The programs below such a directory. */
export const programsIn = (root: string): Programs => ({
  root,
  initdb: join(root, "bin", "initdb"),
  postgres: join(root, "bin", "postgres"),
});

async function canRun(user: ServerUser, root: string): Promise<boolean> {
  if (user.switchTo && (await firstObstacle(user, join(root, "share", "postgresql"))) !== undefined)
    return false;
  const { initdb, postgres } = programsIn(root);
  const readable = join(root, "share", "postgresql", "postgres.bki");
  return (
    (await allows(user, initdb, 0o5)) &&
    (await allows(user, postgres, 0o5)) &&
    (await allows(user, join(root, "lib"), 0o5)) &&
    (await allows(user, readable, 0o4))
  );
}

/** Runs the server far enough to name its version: the truth on links, libraries, libc and noexec. */
async function verify(programs: Programs, home: Home): Promise<void> {
  try {
    await promisify(execFile)(programs.postgres, ["--version"], {
      env: SERVER_ENVIRONMENT,
      cwd: "/",
      ...asUser(home.user),
    });
  } catch (error) {
    const words = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
    throw new EmbeddedPostgresError(
      "no-programs",
      `The PostgreSQL in ${programs.root} does not run on this system (it needs glibc, and a disk ` +
        `that is not mounted noexec): ${OWN_SERVER_REMEDY}. ${words.trim() || String(error)}`,
      error,
    );
  }
}
