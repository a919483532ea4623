import { AsyncLocalStorage } from "node:async_hooks";
import { type QueryResult, type RawBuilder, sql } from "kysely";
import type { Database } from "./database.ts";
import { DatabaseError } from "./database-error.ts";
import { keepable } from "./json.ts";

/** An open transaction that sees one tenant's rows only. Made by `asTenant` alone, so no query can forget. */
export class TenantTransaction {
  readonly tenant: number;
  readonly #tx: Database;
  readonly #standing: Standing;

  constructor(tenant: number, tx: Database, standing: Standing) {
    this.tenant = tenant;
    this.#tx = tx;
    this.#standing = standing;
  }

  /** Runs a statement and gives its rows. */
  async rows<Row>(statement: RawBuilder<Row>): Promise<readonly Row[]> {
    return (await this.#execute(statement)).rows;
  }

  /** Runs a statement and gives the number of rows it touched. */
  async run(statement: RawBuilder<unknown>): Promise<number> {
    return Number((await this.#execute(statement)).numAffectedRows ?? 0n);
  }

  async #execute<Row>(statement: RawBuilder<Row>): Promise<QueryResult<Row>> {
    // Its connection belongs to somebody else after its end, and so would the role and the tenant.
    if (!this.#standing.isOpen) {
      throw new DatabaseError(
        "A transaction was used after its end: wait for everything in it before it returns.",
      );
    }
    const compiled = statement.compile(this.#tx);
    const parameters = compiled.parameters.map(keepableParameter);
    return this.#tx.executeQuery({ ...compiled, parameters });
  }
}

/** Ids and search words come from outside, too, and no text of PostgreSQL's holds the character 0. */
function keepableParameter(value: unknown): unknown {
  if (typeof value === "string") return value.includes("\0") ? keepable(value) : value;
  return Array.isArray(value) ? value.map(keepableParameter) : value;
}

/** Whether a transaction still goes on. */
interface Standing {
  isOpen: boolean;
}

const current = new AsyncLocalStorage<Standing>();

/**
 * Does work in one transaction as a tenant: under the role that cannot bypass row level security, with the
 * tenant set for this transaction alone. Throws when called inside another one, and when the work goes on
 * after a statement of it has failed, as nothing of it would be kept.
 */
export function asTenant<T>(
  db: Database,
  tenant: number,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  return inRole(db, { role: "perennial_app", tenant }, (tx, standing) =>
    work(new TenantTransaction(tenant, tx, standing)),
  );
}

/** Does work as the role that may list and create tenants and see nothing else. */
export function asSystem<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  return inRole(db, { role: "perennial_system" }, work);
}

/** Who a transaction is. */
interface Identity {
  readonly role: "perennial_app" | "perennial_system";
  readonly tenant?: number;
}

/** Runs work between begin and commit, or rolls everything of it back. */
async function inRole<T>(
  db: Database,
  identity: Identity,
  work: (tx: Database, standing: Standing) => Promise<T>,
): Promise<T> {
  if (current.getStore()?.isOpen) {
    throw new DatabaseError("A transaction was opened inside another: pass the open one on.");
  }
  const begin = beginAs(identity);
  const standing: Standing = { isOpen: true };
  return current.run(standing, () =>
    db.connection().execute(async (connection) => {
      try {
        await begin.execute(connection);
        const result = await work(connection, standing);
        await commit.execute(connection);
        return result;
      } catch (error) {
        // A connection that is gone has rolled back by itself.
        await rollback.execute(connection).catch(() => undefined);
        throw error;
      } finally {
        standing.isOpen = false;
      }
    }),
  );
}

/** What holds in every transaction, whatever a server's own settings are. */
const SETTINGS = {
  datestyle: "ISO, YMD",
  timezone: "UTC",
  // Our statements are over before a compiled plan would have paid.
  jit: "off",
};

/** The role and the tenant are set in the same round trip as the begin; both are ours, never a user's text. */
function beginAs({ role, tenant }: Identity) {
  if (tenant !== undefined && !Number.isSafeInteger(tenant)) {
    throw new DatabaseError(`"${tenant}" is no tenant's number.`);
  }
  const settings = { ...SETTINGS, "app.tenant": `${tenant ?? ""}`, role };
  const set = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', '${value}', true)`,
  );
  return sql.raw(`begin; select ${set.join(", ")}`);
}

/** Fails where a statement before it did: a bare commit would be a rollback then that nobody hears of. */
const commit = sql.raw("select 1; commit");
const rollback = sql.raw("rollback");
