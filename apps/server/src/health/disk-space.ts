import { statfs } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "@perennial/contract";
import type { Database } from "@perennial/store";

/** Whether anything can be kept at all. */
export interface DiskSpace {
  /** Takes note of an error, in case it says that the disk is full. */
  note(error: unknown): void;
  /** Whether the disk of the database is full, as far as that is known; never rejects. */
  isFull(): Promise<boolean>;
}

/** What is watched. */
export interface DiskSpaceOptions {
  readonly db: Pick<Database, "pool">;
  readonly log: Log;
  /** A directory on the database's disk, where it is on this machine. */
  readonly place?: string | undefined;
  /** How many bytes must be free there. @default 48 MiB */
  readonly least?: number;
  /** How long an answer holds, in milliseconds. @default 500 */
  readonly holds?: number;
}

/**
 * PostgreSQL writes ahead in pieces of 16 MiB and stops altogether when it cannot begin one, so we stop before.
 */
const LEAST = 48 * 1024 * 1024;
const HOLDS = 500;
/** What a write that is tried takes, in rows of a kilobyte. */
const TRIED_ROWS = 2_000;
/** How long a write that is tried may take, in milliseconds. */
const PATIENCE = 2_000;
/** PostgreSQL's disk_full, and the system's own words for it. */
const FULL: ReadonlySet<unknown> = new Set(["53100", "ENOSPC", "EDQUOT"]);

/** The sentence of a disk that is full, for whoever asks how a process is. */
export const DISK_FULL =
  "The database's disk is full: nothing is taken in and nothing is sent until there is space.";

/** Whether an error says that a disk is full. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && FULL.has(error.code);
}

/**
 * Watches the disk of the database (reliability.md, 7.2 row 15): by the space that is free where it can be seen,
 * and by what PostgreSQL refuses, until it takes a write again.
 */
export function watchDiskSpace(options: DiskSpaceOptions): DiskSpace {
  return new WatchedSpace(options);
}

class WatchedSpace implements DiskSpace {
  readonly #options: DiskSpaceOptions;
  #refused = false;
  #isFull = false;
  #askedAt = Number.NEGATIVE_INFINITY;
  #asked: Promise<boolean> | undefined;

  constructor(options: DiskSpaceOptions) {
    this.#options = options;
  }

  note(error: unknown): void {
    if (!isDiskFull(error)) return;
    this.#refused = true;
    this.#tell(true);
  }

  isFull(): Promise<boolean> {
    const { holds = HOLDS } = this.#options;
    if (this.#asked) return this.#asked;
    if (performance.now() - this.#askedAt < holds) return Promise.resolve(this.#isFull);
    this.#asked = this.#ask().finally(() => {
      this.#askedAt = performance.now();
      this.#asked = undefined;
    });
    return this.#asked;
  }

  async #ask(): Promise<boolean> {
    const isShort = await this.#isShort();
    if (this.#refused && !isShort) this.#refused = !(await this.#takesWrites());
    this.#tell(isShort || this.#refused);
    return this.#isFull;
  }

  async #isShort(): Promise<boolean> {
    const { place, least = LEAST } = this.#options;
    if (place === undefined) return false;
    try {
      const { bavail, bsize } = await statfs(place);
      return bavail * bsize < least;
    } catch {
      // What cannot be looked at is judged by what the database says.
      return false;
    }
  }

  /** Writes something that is gone with its transaction; what a database says that is away is no answer. */
  async #takesWrites(): Promise<boolean> {
    const late = pause(PATIENCE, false, { ref: false });
    return Promise.race([this.#tryWrite(), late]);
  }

  async #tryWrite(): Promise<boolean> {
    try {
      const client = await this.#options.db.pool.connect();
      try {
        await client.query("begin");
        await client.query(
          `create temporary table perennial_tried on commit drop as
           select repeat('x', 1000) as x from generate_series(1, ${TRIED_ROWS})`,
        );
        return true;
      } finally {
        await client.query("rollback").catch(() => undefined);
        client.release();
      }
    } catch (error) {
      // Whoever may make no such table finds out by the next real write.
      return error instanceof Error && "code" in error && error.code === "42501";
    }
  }

  #tell(isFull: boolean): void {
    const { log } = this.#options;
    if (isFull && !this.#isFull) log.error(DISK_FULL);
    if (!isFull && this.#isFull) log.info("There is space on the database's disk again.");
    this.#isFull = isFull;
  }
}
