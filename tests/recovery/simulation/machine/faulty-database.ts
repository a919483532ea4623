import { Socket } from "node:net";
import { Database } from "@perennial/store";
import type { Pool, PoolClient } from "pg";
import type { Chance } from "./chance.ts";
import { errandNow } from "./errand.ts";
import type { Turns } from "./turns.ts";

/** What goes wrong with a transaction. */
export type TransactionFault =
  | "none"
  /** There is no connection to be had. */
  | "no-connection"
  /** The connection is lost at a statement. */
  | "lost-at-statement"
  /** PostgreSQL breaks it off because of another one. */
  | "clash"
  /** The connection is lost when it is to be committed, and nothing of it is kept. */
  | "lost-before-commit"
  /** It is committed, and the connection is lost before the answer. */
  | "lost-after-commit";

/** A statement on its way to PostgreSQL. */
export interface SentStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Stands between a worker and PostgreSQL in a planted fault: changes statements, or answers for them. */
export interface Meddler {
  /** The statement to send instead; rows to answer with instead; nothing to leave it alone. */
  statement?(
    statement: SentStatement,
  ): SentStatement | { readonly rows: readonly unknown[] } | undefined;
  /** Whether a transaction that is to be committed is rolled back and called committed. */
  forgets?(texts: readonly string[]): boolean;
}

/** What a worker's database is made of. */
export interface FaultyDatabaseOptions {
  readonly pool: Pool;
  readonly turns: Turns;
  /** Decides what goes wrong; asked once for each transaction. */
  readonly fault: () => TransactionFault;
  readonly chance: Chance;
  /** Told of each transaction that was committed, whether or not its worker learns of it. */
  readonly onCommit: (texts: readonly string[]) => Promise<void>;
  readonly tell: (what: string) => void;
  readonly meddler: Meddler | undefined;
}

/** A worker's view of PostgreSQL, with all that can go wrong between the two. */
export class FaultyDatabase {
  readonly db: Database;
  readonly #options: FaultyDatabaseOptions;
  readonly #open = new Set<FaultyClient>();

  constructor(options: FaultyDatabaseOptions) {
    this.#options = options;
    const connect = () => this.#connect();
    const pool = new Proxy(options.pool, {
      get: (real, name) => (name === "connect" ? connect : Reflect.get(real, name, real)),
    });
    this.db = new Database(pool, () => undefined);
  }

  /** Ends all connections of a worker that is gone; what it had not committed is undone. */
  async abandon(): Promise<void> {
    await Promise.all([...this.#open].map((client) => client.end()));
  }

  async #connect(): Promise<PoolClient> {
    const { turns, fault, pool, tell } = this.#options;
    const errand = errandNow.getStore();
    if (!errand) throw new Error("A worker's database was used outside of an errand.");
    await turns.stop(errand, "begin");
    const wrong = fault();
    if (wrong === "no-connection") {
      tell("finds no connection to the database");
      throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    }
    const real = await turns.during({ errand, pid: undefined }, () => pool.connect());
    const client = new FaultyClient(real, wrong, this.#options, () => this.#open.delete(client));
    this.#open.add(client);
    return client.client;
  }
}

/** What PostgreSQL's client says of a connection that is gone. */
const lost = () => new Error("Connection terminated unexpectedly");
/** What PostgreSQL says to whatever comes after a statement that failed. */
const aborted = () => refused("current transaction is aborted", "25P02");

function refused(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}

class FaultyClient {
  readonly client: PoolClient;
  readonly #real: PoolClient;
  readonly #fault: TransactionFault;
  readonly #options: FaultyDatabaseOptions;
  readonly #closed: () => void;
  readonly #pid: number | undefined;
  readonly #texts: string[] = [];
  /** At which statement the connection breaks, where it breaks at one. */
  readonly #breaksAt: number;
  /** What every further statement fails with. */
  #failure: (() => Error) | undefined;
  #isReleased = false;
  /** Whether the transaction is at its end, so that nothing is left to undo. */
  #isOver = false;

  constructor(
    real: PoolClient,
    fault: TransactionFault,
    options: FaultyDatabaseOptions,
    closed: () => void,
  ) {
    this.#real = real;
    this.#fault = fault;
    this.#options = options;
    this.#pid =
      "processID" in real && typeof real.processID === "number" ? real.processID : undefined;
    const served = options.turns.serve(this.#pid);
    this.#closed = () => {
      served();
      closed();
    };
    this.#breaksAt = options.chance.between(1, 8);
    this.client = new Proxy(real, {
      get: (target, name) => {
        if (name === "query") return (statement: unknown) => this.#query(statement);
        if (name === "release") return () => void this.end();
        return Reflect.get(target, name, target);
      },
    });
  }

  /** Gives the connection back with nothing left open on it. */
  async end(): Promise<void> {
    if (this.#isReleased) return;
    this.#isReleased = true;
    if (!this.#isOver) await this.#during(() => this.#real.query("rollback"));
    this.#closed();
    this.#real.release();
  }

  async #query(statement: unknown): Promise<unknown> {
    if (statement === "commit") return this.#commit();
    if (typeof statement === "string") {
      if (this.#failure) throw this.#failure();
      this.#isOver = statement === "rollback";
      return this.#during(() => this.#real.query(statement));
    }
    return this.#statement(statement);
  }

  async #statement(statement: unknown): Promise<unknown> {
    const sent = asStatement(statement);
    this.#texts.push(sent.text);
    // Answers come in the order of the statements, so what failed first is heard of first.
    if (this.#failure) throw this.#failure();
    if (this.#texts.length === this.#breaksAt) this.#break();
    const instead = this.#options.meddler?.statement?.(sent);
    if (instead && "rows" in instead) return { rows: instead.rows, rowCount: instead.rows.length };
    const { text, values } = instead ?? sent;
    // A changed statement goes without the name under which the right one is kept.
    const query = instead ? { text, values: [...values] } : { ...sent, values: [...values] };
    return this.#during(() => this.#real.query(query));
  }

  /** Lets the connection or the transaction break, where this is the statement for it. */
  #break(): void {
    const { tell } = this.#options;
    if (this.#fault === "lost-at-statement") {
      this.#failure = lost;
      tell("loses its connection within a transaction");
      throw lost();
    }
    if (this.#fault !== "clash") return;
    this.#failure = aborted;
    tell("has a transaction broken off as a deadlock");
    throw refused("deadlock detected", "40P01");
  }

  async #commit(): Promise<unknown> {
    const { turns, tell, meddler, onCommit } = this.#options;
    const errand = errandNow.getStore();
    if (this.#failure) throw this.#failure();
    if (errand) await turns.stop(errand, "commit");
    if (this.#fault === "lost-before-commit") {
      this.#failure = lost;
      tell("loses its connection before the commit");
      throw lost();
    }
    this.#isOver = true;
    const forgotten = meddler?.forgets?.(this.#texts) ?? false;
    const answer = await this.#during(() => this.#real.query(forgotten ? "rollback" : "commit"));
    if (!forgotten) await this.#during(() => onCommit(this.#texts));
    if (this.#fault === "lost-after-commit") {
      this.#failure = lost;
      tell("loses the answer to its commit");
      throw lost();
    }
    if (errand) await turns.stop(errand, "committed");
    return forgotten ? { command: "COMMIT" } : answer;
  }

  #during<T>(work: () => Promise<T>): Promise<T> {
    inOneBreath(this.#real);
    return this.#options.turns.during({ errand: errandNow.getStore(), pid: this.#pid }, work);
  }
}

function asStatement(statement: unknown): SentStatement & { readonly name?: string } {
  if (typeof statement !== "object" || statement === null || !("text" in statement)) {
    throw new Error("A worker sent something that is no statement.");
  }
  const { text } = statement;
  const values = "values" in statement && Array.isArray(statement.values) ? statement.values : [];
  const name =
    "name" in statement && typeof statement.name === "string" ? statement.name : undefined;
  return { text: String(text), values, ...(name !== undefined && { name }) };
}

const BREATHS = new WeakSet<Socket>();

/**
 * Lets all that is asked of a connection in one breath go out at once. PostgreSQL gets the same messages in the same
 * order, in fewer pieces; on a machine with few cores each piece would let it push the simulation aside.
 */
function inOneBreath(client: PoolClient): void {
  const socket = "connection" in client && Reflect.get(Object(client.connection), "stream");
  if (!(socket instanceof Socket) || BREATHS.has(socket)) return;
  BREATHS.add(socket);
  socket.cork();
  process.nextTick(() => {
    BREATHS.delete(socket);
    socket.uncork();
  });
}
