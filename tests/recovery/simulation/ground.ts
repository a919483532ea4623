import { migrate, openDatabase } from "@perennial/store";
import { newDatabase } from "../../services/new-database.ts";
import type { Ground } from "./live-once.ts";
import { virtualMachineTime } from "./machine/errand.ts";
import { readLibrary } from "./outside/company.ts";

/** Connections for the workers of all lives; a PostgreSQL for tests has 40 for everybody. */
const CONNECTIONS = 24;

/** A ground that is to be left as it was found. */
export interface BorrowedGround extends Ground {
  close(): Promise<void>;
}

/** Makes a database for lives on a server. */
export async function layGround(serverUrl: string): Promise<BorrowedGround> {
  const database = await newDatabase(serverUrl);
  const { url } = database;
  const db = openDatabase({ url, connections: 4 });
  await migrate(db);
  const workers = openDatabase({ url, connections: CONNECTIONS });
  const restoreTime = virtualMachineTime();
  return {
    ...{ db, pool: workers.pool, library: await readLibrary() },
    async whoWaits(pids) {
      const { rows } = await db.pool.query<{ pid: number; holders: number[] }>(
        `with recursive waits(pid, holders) as (
           select p, pg_blocking_pids(p) from unnest($1::int[]) p
           union select h, pg_blocking_pids(h) from waits, unnest(holders) h)
         select pid, holders from waits`,
        [pids],
      );
      return new Map(rows.map(({ pid, holders }) => [pid, holders]));
    },
    async close() {
      restoreTime();
      await workers.pool.end();
      await db.destroy();
      await database.drop();
    },
  };
}
