import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { DatabaseError } from "./database-error.ts";
import { parseInstant } from "./parse-instant.ts";

/** How to reach a PostgreSQL, version 14 or newer. */
export interface DatabaseOptions {
  /** A `postgres://` address; a unix socket directory as `?host=`. */
  readonly url: string;
  /** Connections open at most. @default 10 */
  readonly connections?: number;
  /** Told of connections lost while idle; the pool replaces them by itself. */
  readonly onLost?: (error: Error) => void;
  /** Told of every statement that was done or refused, for whoever looks at its plan. */
  readonly onStatement?: (statement: Statement) => void;
}

/** A statement as it was sent. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** An open database. No query on a tenant's table sees anything outside of `asTenant`. */
export class Database extends Kysely<unknown> {
  /** The connections, for transactions that send several statements in one go; Kysely sends one at a time. */
  readonly pool: pg.Pool;
  /** Told of every statement. */
  readonly onStatement: (statement: Statement) => void;

  constructor(pool: pg.Pool, onStatement: (statement: Statement) => void) {
    const dialect = new PostgresDialect({ pool });
    super({ dialect, log: ({ query }) => onStatement(query) });
    this.pool = pool;
    this.onStatement = onStatement;
  }

  /** Closes the connections, of whichever way they were used: Kysely closes those alone that it has asked for. */
  override async destroy(): Promise<void> {
    await super.destroy();
    if (!this.pool.ended) await this.pool.end();
  }
}

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;
const NUMERIC = 1700;

/** Values as the core writes them: instants and dates as text, whole numbers as numbers. */
const PARSERS = new Map<number, (text: string) => unknown>([
  [INT8, wholeNumber],
  [DATE, (text) => text],
  [TIMESTAMPTZ, parseInstant],
  [NUMERIC, Number],
]);

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new DatabaseError(
    `The database holds the whole number ${text}, which is larger than 2^53.`,
  );
}

/** How long a connection is used, in seconds. */
const LONGEST_LIFE = 600;

/** Opens a pool of connections; nothing is sent before the first query. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections ?? 10,
    // Statements' plans are kept as long as their connection, and tables grow.
    maxLifetimeSeconds: LONGEST_LIFE,
    // Statements sent together travel together: what matters on a small machine is round trips.
    pipeline: true,
    types: {
      getTypeParser: ((oid: number, format: "text") =>
        PARSERS.get(oid) ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  pool.on("error", (error) => options.onLost?.(error));
  // A connection lost while a transaction holds it: the next statement fails and tells; nobody else need.
  pool.on("connect", (client) => client.on("error", () => {}));
  return new Database(pool, options.onStatement ?? (() => {}));
}
