import { AsyncLocalStorage } from "node:async_hooks";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "./database.ts";
import { DatabaseError } from "./database-error.ts";

/** An open transaction that sees one tenant's rows only. Made by `asTenant` alone, so no query can forget. */
export class TenantTransaction {
  readonly tenant: number;
  readonly #tx: Database;

  constructor(tenant: number, tx: Database) {
    this.tenant = tenant;
    this.#tx = tx;
  }

  /** Runs a statement and gives its rows. */
  async rows<Row>(statement: RawBuilder<Row>): Promise<readonly Row[]> {
    return (await statement.execute(this.#tx)).rows;
  }

  /** Runs a statement and gives the number of rows it touched. */
  async run(statement: RawBuilder<unknown>): Promise<number> {
    return Number((await statement.execute(this.#tx)).numAffectedRows ?? 0n);
  }
}

const open = new AsyncLocalStorage<true>();

/**
 * Does work in one transaction as a tenant: under the role that cannot bypass row level security, with the
 * tenant set for this transaction alone. Throws when called inside another one.
 */
export function asTenant<T>(
  db: Database,
  tenant: number,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  return inRole(db, { role: "perennial_app", tenant }, (tx) =>
    work(new TenantTransaction(tenant, tx)),
  );
}

/** Does work as the role that may list and create tenants and see nothing else. */
export function asSystem<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  return inRole(db, { role: "perennial_system" }, work);
}

/**
 * Runs work between begin and commit. The role and the tenant are set in the same round trip as the begin;
 * both are ours, never a user's text.
 */
function inRole<T>(
  db: Database,
  as: { readonly role: "perennial_app" | "perennial_system"; readonly tenant?: number },
  work: (tx: Database) => Promise<T>,
): Promise<T> {
  if (open.getStore()) {
    throw new DatabaseError("A transaction was opened inside another: pass the open one on.");
  }
  if (as.tenant !== undefined && !Number.isSafeInteger(as.tenant)) {
    throw new DatabaseError(`"${as.tenant}" is no tenant's number.`);
  }
  const begin = sql.raw(
    `begin; select set_config('app.tenant', '${as.tenant ?? ""}', true), set_config('role', '${as.role}', true)`,
  );
  return open.run(true, () =>
    db.connection().execute(async (connection) => {
      // Not waited for: the first statement travels with it, and fails with it.
      const begun = begin.execute(connection);
      begun.catch(() => undefined);
      try {
        const result = await work(connection);
        await begun;
        await sql`commit`.execute(connection);
        return result;
      } catch (error) {
        // A connection that is gone has rolled back by itself.
        await sql`rollback`.execute(connection).catch(() => undefined);
        throw error;
      }
    }),
  );
}
