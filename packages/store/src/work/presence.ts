import { setTimeout as pause } from "node:timers/promises";
import type { PoolClient } from "pg";
import type { Database } from "../database/database.ts";

/** The advisory lock that stands for the work of one database; the number is ours by accident alone. */
const LOCK = "7370656, 7265";

/** How soon a lost connection is replaced, in milliseconds. */
const AGAIN = 1_000;

/** That a process works on a database, for the others to know. */
export interface Presence {
  /** Ends it. */
  readonly leave: () => Promise<void>;
}

/**
 * Makes known that this process does the work of a database, until it leaves or ends in any way. One that finds no
 * other is told so before any other may begin: whatever is under way then belongs to somebody who is gone. It takes
 * a session of PostgreSQL's for itself (no pooler that changes sessions between transactions may stand between).
 */
export async function announcePresence(
  db: Database,
  whenAlone: () => Promise<void>,
): Promise<Presence> {
  const session = new PresentSession(db);
  await session.begin(whenAlone);
  return { leave: () => session.leave() };
}

class PresentSession {
  readonly #db: Database;
  #client: PoolClient | undefined;
  #left = false;
  #renewing: Promise<void> | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  async begin(whenAlone: () => Promise<void>): Promise<void> {
    const client = await this.#db.pool.connect();
    try {
      const { rows } = await client.query(`select pg_try_advisory_lock(${LOCK}) as alone`);
      const alone = rows[0]?.alone === true;
      if (alone) await whenAlone();
      // Where another is alone just now, this waits until it has seen to what it found.
      await client.query(`select pg_advisory_lock_shared(${LOCK})`);
      if (alone) await client.query(`select pg_advisory_unlock(${LOCK})`);
      this.#hold(client);
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async leave(): Promise<void> {
    this.#left = true;
    await this.#renewing;
    // Its locks end with it.
    this.#client?.release(true);
    this.#client = undefined;
  }

  #hold(client: PoolClient): void {
    this.#client = client;
    client.once("end", () => {
      if (this.#client !== client || this.#left) return;
      this.#client = undefined;
      client.release(true);
      this.#renewing = this.#renew();
    });
  }

  /** The database was restarted, or the connection cut: what this process holds is still its own. */
  async #renew(): Promise<void> {
    while (!this.#left) {
      let client: PoolClient | undefined;
      try {
        client = await this.#db.pool.connect();
        await client.query(`select pg_advisory_lock_shared(${LOCK})`);
        this.#hold(client);
        return;
      } catch {
        client?.release(true);
        await pause(AGAIN);
      }
    }
  }
}
