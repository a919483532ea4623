import { AsyncLocalStorage } from "node:async_hooks";
import type { RawBuilder } from "kysely";
import pg, { type PoolClient, type QueryResult } from "pg";
import type { Database } from "./database.ts";
import { DatabaseError } from "./database-error.ts";
import { keepable } from "./json.ts";

/** An open transaction. */
export class Transaction {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Runs a statement and gives its rows. Statements that are not waited for travel together. */
  async rows<Row>(statement: RawBuilder<Row>): Promise<readonly Row[]> {
    return (await this.#execute(statement)).rows as Row[];
  }

  /** Runs a statement and gives the number of rows it touched. */
  async run(statement: RawBuilder<unknown>): Promise<number> {
    return (await this.#execute(statement)).rowCount ?? 0;
  }

  async #execute(statement: RawBuilder<unknown>): Promise<QueryResult> {
    const { db, client, begun } = this.#session;
    // Its connection belongs to somebody else after its end, and so would the role and the tenant.
    if (!this.#session.isOpen) {
      throw new DatabaseError(
        "A transaction was used after its end: wait for everything in it before it returns.",
      );
    }
    const compiled = statement.compile(db);
    const text = compiled.sql;
    const values = compiled.parameters.map(keepableParameter);
    db.onStatement({ sql: text, parameters: values });
    try {
      return await client.query({ name: preparedName(text), text, values });
    } catch (error) {
      // What went wrong at the begin is the reason for all that follows it.
      await begun;
      throw error;
    }
  }
}

/** An open transaction that sees one tenant's rows only. Made by `asTenant` alone, so no query can forget. */
export class TenantTransaction extends Transaction {
  readonly tenant: number;

  constructor(tenant: number, session: Session) {
    super(session);
    this.tenant = tenant;
  }
}

/** The connection that a transaction holds. */
interface Session {
  readonly db: Database;
  readonly client: PoolClient;
  /** Resolves when the transaction has begun; statements may be sent before. */
  readonly begun: Promise<unknown>;
  isOpen: boolean;
}

/** Ids and search words come from outside, too, and no text of PostgreSQL's holds the character 0. */
function keepableParameter(value: unknown): unknown {
  if (typeof value === "string") return value.includes("\0") ? keepable(value) : value;
  return Array.isArray(value) ? value.map(keepableParameter) : value;
}

const current = new AsyncLocalStorage<Session>();

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
  return inRole(db, { role: "perennial_app", tenant }, (session) =>
    work(new TenantTransaction(tenant, session)),
  );
}

/** Does work as the role that may list and create tenants and see nothing else. */
export function asSystem<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inRole(db, { role: "perennial_system" }, (session) => work(new Transaction(session)));
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
  work: (session: Session) => Promise<T>,
): Promise<T> {
  if (current.getStore()?.isOpen) {
    throw new DatabaseError("A transaction was opened inside another: pass the open one on.");
  }
  const begin = beginAs(identity);
  const client = await db.pool.connect();
  const session: Session = { db, client, begun: client.query(begin), isOpen: true };
  // Told by the first statement, or by the commit where there is none.
  session.begun.catch(() => undefined);
  let broken = false;
  try {
    const result = await current.run(session, () => work(session));
    await session.begun;
    const { command } = await client.query("commit");
    // What PostgreSQL makes of a commit where a statement before it failed; nobody else would hear of it.
    if (command !== "COMMIT") throw new DatabaseError(ABORTED);
    return result;
  } catch (error) {
    broken = isPlanOutdated(error);
    // A connection that is gone has rolled back by itself.
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    session.isOpen = false;
    client.release(broken);
  }
}

/** A migration changed what a statement gives, and its connection still prepares for what it gave before. */
function isPlanOutdated(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === "0A000";
}

/** What holds in every transaction, whatever a server's own settings are. */
const SETTINGS = {
  datestyle: "ISO, YMD",
  timezone: "UTC",
  // Our statements are over before a compiled plan would have paid.
  jit: "off",
};

/** The role and the tenant are set in the same round trip as the begin; both are ours, never a user's text. */
function beginAs({ role, tenant }: Identity): string {
  if (tenant !== undefined && !Number.isSafeInteger(tenant)) {
    throw new DatabaseError(`"${tenant}" is no tenant's number.`);
  }
  const settings = { ...SETTINGS, "app.tenant": `${tenant ?? ""}`, role };
  const set = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', '${value}', true)`,
  );
  return `begin; select ${set.join(", ")}`;
}

const ABORTED =
  "A statement of a transaction failed and its work went on; nothing of the transaction is kept.";

/** Statements made from conditions have no end of texts, and each one prepared takes memory on every connection. */
const MOST_PREPARED = 500;
const prepared = new Map<string, string>();

/** The name under which connections keep a statement parsed; none for what is likely to come only once. */
function preparedName(text: string): string | undefined {
  const known = prepared.get(text);
  if (known !== undefined || prepared.size >= MOST_PREPARED) return known;
  const name = `s${prepared.size}`;
  prepared.set(text, name);
  return name;
}
