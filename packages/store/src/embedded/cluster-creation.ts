import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { explainFailure } from "./explain-failure.ts";
import {
  exists,
  giveTo,
  isDraftFile,
  syncDirectory,
  syncFile,
  writePrivately,
} from "./file-system.ts";
import type { Home } from "./home.ts";
import { copyPrograms } from "./program-copy.ts";
import { type Programs, programsIn } from "./programs.ts";
import { runProgram } from "./run-program.ts";
import type { ServerUser } from "./server-user.ts";

/** The application's role: owner of its database, no superuser, as on a managed server. */
export const ROLE = "perennial";
/** The application's database. */
export const DATABASE = "perennial";
/** The superuser has no password and so cannot log in; only single-user mode is it. */
const SUPERUSER = "postgres";
const DRAFT = "cluster-draft-";

/**
 * Makes the cluster so that it is there whole or not at all: everything happens in a draft
 * directory beside it, is synced, and one rename makes it real.
 */
export async function createCluster(
  home: Home,
  programs: Programs,
  durable: boolean,
): Promise<void> {
  const draft = await mkdtemp(join(home.directory, DRAFT));
  try {
    await giveTo(home.user, draft);
    await fillDraft({ home, programs, cluster: join(draft, "data"), durable });
    await rename(draft, home.made);
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
  await syncDirectory(home.directory);
}

async function fillDraft(place: Place): Promise<void> {
  const { home, cluster } = place;
  await initialise(place);
  const accessRules = join(cluster, "pg_hba.conf");
  await writeFile(accessRules, "local all all scram-sha-256\n");
  await syncFile(accessRules);

  const password = newPassword();
  // Renaming the database that initdb made is many times faster than making another.
  await runSingleUser(place, [
    `CREATE ROLE ${ROLE} LOGIN CREATEDB CREATEROLE PASSWORD '${password}'`,
    `ALTER DATABASE postgres RENAME TO ${DATABASE}`,
    `ALTER DATABASE ${DATABASE} OWNER TO ${ROLE}`,
  ]);
  await writePrivately(join(dirname(cluster), "password"), password, home.user);
}

/** Gives the role a new password, for a cluster whose password file was lost; the server must be down. */
export async function replacePassword(home: Home, programs: Programs): Promise<void> {
  const password = newPassword();
  const place = { home, programs, cluster: home.cluster, durable: true };
  await runSingleUser(place, [`ALTER ROLE ${ROLE} PASSWORD '${password}'`]);
  await writePrivately(home.password, password, home.user);
}

/** Removes what a killed process left half made; call it under the lock only. */
export async function sweepDrafts(home: Home): Promise<void> {
  for (const directory of [home.directory, home.made, home.cluster]) {
    const names = (await exists(directory)) ? await readdir(directory) : [];
    for (const name of names.filter(isDraftUnderLock)) {
      const leftover = join(directory, name);
      // An initdb that outlived its parent may still write here: what cannot go now goes next time.
      await rm(leftover, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    }
  }
}

/** The files that say where the home is are written before the lock is taken, perhaps right now. */
function isDraftUnderLock(name: string): boolean {
  return name.startsWith(DRAFT) || (isDraftFile(name) && !name.startsWith("kept-"));
}

interface Place {
  readonly home: Home;
  readonly programs: Programs;
  readonly cluster: string;
  readonly durable: boolean;
}

async function initialise({ home, programs, cluster, durable }: Place): Promise<void> {
  const end = await withShellSafePath(programs, home.user, (safe) =>
    runProgram({
      program: safe.initdb,
      arguments: [
        ...["-D", cluster, "-U", SUPERUSER, "--encoding=UTF8", "--locale=C"],
        // Code point order on every system, and yet upper() and lower() know Swedish letters.
        ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
        ...["--auth-local=reject", "--auth-host=reject", "--no-instructions"],
        ...(durable ? [] : ["--no-sync"]),
      ],
      user: home.user,
    }),
  );
  if (!end.ok) throw explainFailure(home, "The database could not be made", end.words);
}

/** `exit_on_error`, because single-user mode otherwise goes on after an error and ends well. */
async function runSingleUser(place: Place, statements: readonly string[]): Promise<void> {
  const { home, programs, cluster, durable } = place;
  const end = await runProgram({
    program: programs.postgres,
    arguments: [
      ...["--single", "-D", cluster, "-c", "exit_on_error=on", "-c", "log_checkpoints=off"],
      ...(durable ? [] : ["-F"]),
      "template1",
    ],
    user: home.user,
    input: `${statements.join("\n")}\n`,
  });
  if (end.ok) return;
  // The statements carry the password and single-user mode may echo them.
  const words = end.words.filter((line) => !line.includes("PASSWORD"));
  throw explainFailure(home, "The database could not be set up", words);
}

/** initdb hands its own path to a shell between double quotes, where these characters mean more. */
async function withShellSafePath<T>(
  programs: Programs,
  user: ServerUser,
  use: (programs: Programs) => Promise<T>,
): Promise<T> {
  if (!/["$`\\]/.test(programs.root)) return use(programs);
  const shelter = await mkdtemp(join(tmpdir(), "perennial-initdb-"));
  try {
    await chmod(shelter, 0o755);
    await giveTo(user, shelter);
    const root = join(shelter, "native");
    await copyPrograms(programs.root, root);
    return await use(programsIn(root));
  } finally {
    await rm(shelter, { recursive: true, force: true });
  }
}

/** 192 random bits, in letters that need no quoting in SQL, in an URL or in a shell. */
const newPassword = (): string => randomBytes(24).toString("base64url");
