import pg from "pg";
import { DATABASE, ROLE } from "./cluster-creation.ts";
import { type EmbeddedConnection, poolConfig } from "./connection.ts";
import { readIfPresent } from "./file-system.ts";
import type { Home } from "./home.ts";
import type { PostmasterFile } from "./postmaster-file.ts";

const ANSWER_WITHIN = 15_000;

/** The connection to a server of this home; undefined when its password is lost. */
export async function knownConnection(
  home: Home,
  file: PostmasterFile,
): Promise<EmbeddedConnection | undefined> {
  const password = (await readIfPresent(home.password))?.trim();
  if (!password) return undefined;
  return {
    host: file.socketDirectory,
    port: file.port,
    user: ROLE,
    password,
    database: DATABASE,
  };
}

/** Whether a server lets us in and answers. */
export async function isServing(connection: EmbeddedConnection): Promise<boolean> {
  return ask(connection).then(
    () => true,
    () => false,
  );
}

/** Logs in and asks one question; rejects with what the server, or the socket, said. */
export async function ask(connection: EmbeddedConnection): Promise<void> {
  const client = new pg.Client({
    ...poolConfig(connection),
    connectionTimeoutMillis: ANSWER_WITHIN,
    query_timeout: ANSWER_WITHIN,
  });
  // Without a listener a connection that breaks would end the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
  } finally {
    await client.end().catch(() => undefined);
  }
}
