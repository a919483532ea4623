import {
  type EmbeddedErrorCode,
  EmbeddedPostgresError,
  OWN_SERVER_REMEDY,
} from "./embedded-error.ts";
import { systemCode } from "./file-system.ts";
import type { Home } from "./home.ts";

interface Explanation {
  readonly says: RegExp;
  readonly code: EmbeddedErrorCode;
  /** What it means and what to do, continuing "PostgreSQL did not ...: ". */
  readonly means: (home: Home) => string;
}

/** Older lines tell of other things than the end. */
const LAST_WORDS = 30;
const LAST_RESORT = `Start again (what was committed is safe), or ${OWN_SERVER_REMEDY}`;

/** Known last words of PostgreSQL's programs, the most telling first (wording of PostgreSQL 18, C locale). */
const EXPLANATIONS: readonly Explanation[] = [
  {
    says: /shared memory segment .*: No space left|Too many open files|could not create shared memory|could not map anonymous shared memory|could not create semaphores|out of memory|Cannot allocate memory/i,
    code: "unsuitable",
    means: () =>
      `the machine does not give it enough memory or open files (it needs about 300 MB). Free some, or ${OWN_SERVER_REMEDY}`,
  },
  {
    says: /No space left on device|Disk quota exceeded/,
    code: "disk-full",
    means: (home) =>
      `the disk of ${home.directory} is full. Free some space and start again; nothing is lost`,
  },
  {
    says: /database files are incompatible with server|is not compatible with this version/,
    code: "other-version",
    means: (home) =>
      `the cluster in ${home.cluster} was made by another PostgreSQL. Start the version of Perennial that made it, ` +
      `or move the data with pg_dump, or ${OWN_SERVER_REMEDY}`,
  },
  {
    says: /has wrong ownership|has invalid permissions|Permission denied|Operation not permitted|Read-only file system/,
    code: "no-permission",
    means: (home) =>
      `everything in ${home.directory} must belong to user ${home.user.name} and be writable for it`,
  },
  {
    says: /could not look up effective user ID|user does not exist/,
    code: "unsuitable",
    means: (home) =>
      `${home.user.name} has no entry in /etc/passwd and initdb insists on one. Add it, run as another user, ` +
      `or ${OWN_SERVER_REMEDY}`,
  },
  {
    says: /pre-existing shared memory block/,
    code: "in-use",
    means: (home) =>
      `processes of an earlier server still work on ${home.cluster}. End them (ps lists them as "postgres: perennial") and start again`,
  },
  {
    says: /lock file .* already exists/,
    code: "in-use",
    means: (home) => `another server runs on ${home.cluster}. Stop it, or ${OWN_SERVER_REMEDY}`,
  },
  {
    says: /could not locate a valid checkpoint record|could not locate required checkpoint record|incorrect checksum in control file|invalid checkpoint record|could not open (file|directory) "|is not a valid data directory|could not read file "|invalid data in file|unexpected data beyond EOF|could not find .*pg_control/,
    code: "damaged",
    means: (home) =>
      `the cluster in ${home.cluster} is damaged. Put ${home.made} back from a backup, ` +
      `or move it aside to begin with an empty database (and delete ${home.marker}); it is never overwritten`,
  },
];

/**
 * Turns the last words of a program into an error with a remedy; the words themselves are quoted.
 *
 * @param what the failure in a main clause, such as "PostgreSQL did not start".
 */
export function explainFailure(
  home: Home,
  what: string,
  words: readonly string[],
): EmbeddedPostgresError {
  // What went wrong in a query is no reason for an end, and its text may quote a customer.
  const telling = words.filter((line) => !/\b(ERROR|STATEMENT): {2}/.test(line));
  const last = telling.slice(-LAST_WORDS);
  const known = EXPLANATIONS.find(({ says }) => last.some((line) => says.test(line)));
  const meaning = known?.means(home) ?? `its own words are in ${home.serverLog}. ${LAST_RESORT}`;
  const quoted = last.slice(-12).map((line) => `\n  | ${line}`);
  return new EmbeddedPostgresError(
    known?.code ?? "failed",
    `${what}: ${meaning}.${quoted.join("")}`,
  );
}

const SYSTEM_CODES: Readonly<Record<string, EmbeddedErrorCode>> = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EACCES: "no-permission",
  EPERM: "no-permission",
  EROFS: "no-permission",
};

/** Gives an error of the file system the same form; one of ours passes unchanged. */
export function explainError(error: unknown, dataDir: string): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  const code = SYSTEM_CODES[systemCode(error) ?? ""] ?? "failed";
  const words = error instanceof Error ? error.message : String(error);
  const remedies: Partial<Record<EmbeddedErrorCode, string>> = {
    "disk-full": "the disk is full: free some space and start again; nothing is lost",
    "no-permission": "make the directory and everything in it your own (chown), and writable",
  };
  return new EmbeddedPostgresError(
    code,
    `The embedded PostgreSQL in ${dataDir} cannot be opened: ${remedies[code] ?? OWN_SERVER_REMEDY} (${words}).`,
    error,
  );
}
