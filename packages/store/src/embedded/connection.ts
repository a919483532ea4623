import type { PoolConfig } from "pg";

/** How to reach an embedded server; the fields are the ones `pg` takes. */
export interface EmbeddedConnection {
  /** The directory of the server's socket. */
  readonly host: string;
  /** Only names the socket file; nothing listens on the network. */
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** The configuration of a `pg` pool or client for an embedded server. */
export function poolConfig(connection: EmbeddedConnection): PoolConfig {
  const { host, port, user, password, database } = connection;
  return { host, port, user, password, database };
}

/**
 * The same as one string that `pg` and libpq understand, for settings such as DATABASE_URL.
 *
 * @param database another database of the same server. @default the connection's own
 */
export function connectionString(
  connection: EmbeddedConnection,
  database: string = connection.database,
): string {
  const { host, port, user, password } = connection;
  const encode = encodeURIComponent;
  return `postgres://${encode(user)}:${encode(password)}@/${encode(database)}?host=${encode(host)}&port=${port}`;
}
