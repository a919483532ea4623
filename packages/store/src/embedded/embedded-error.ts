/** The closed list of reasons why the embedded PostgreSQL cannot be used; callers decide from it alone. */
export const EMBEDDED_ERROR_CODES = [
  /** Another live process holds the data directory. */
  "in-use",
  /** No PostgreSQL for this platform, or one that does not run here. */
  "no-programs",
  /** The cluster on disk is incomplete or corrupt; it is never initialised over. */
  "damaged",
  /** The cluster was made by another major version of PostgreSQL. */
  "other-version",
  /** The disk, or the quota, is full. */
  "disk-full",
  /** A file or directory belongs to somebody else or may not be written. */
  "no-permission",
  /** The path, the user or the machine does not allow a server to run. */
  "unsuitable",
  /** The server did not start, or ended by itself; the message carries its last words. */
  "failed",
] as const;
export type EmbeddedErrorCode = (typeof EMBEDDED_ERROR_CODES)[number];

/** What every message offers as the way out that always exists (reliability 1.7). */
export const OWN_SERVER_REMEDY =
  "set DATABASE_URL to a PostgreSQL 14 or newer of your own (postgres://user:password@host/database)";

/** The only error the embedded PostgreSQL throws; its message names the place and the remedy. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedErrorCode;

  constructor(code: EmbeddedErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "EmbeddedPostgresError";
    this.code = code;
  }
}
