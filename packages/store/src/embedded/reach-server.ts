import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import pg from "pg";
import { DATABASE, ROLE } from "./cluster-creation.ts";
import { type EmbeddedConnection, poolConfig } from "./connection.ts";
import { explainError } from "./explain-failure.ts";
import { exists, readIfPresent } from "./file-system.ts";
import { findHome, type Home } from "./home.ts";
import { type PostmasterFile, readPostmasterFile } from "./postmaster-file.ts";
import { identify } from "./process-identity.ts";

const ANSWER_WITHIN = 15_000;

/**
 * The connection settings of the server that already runs on a data directory, without owning it:
 * for a command line beside a running server. Undefined when none runs there.
 *
 * @throws EmbeddedPostgresError `no-permission` when it belongs to another user.
 */
export async function attachEmbedded(dataDir: string): Promise<EmbeddedConnection | undefined> {
  const asked = resolve(dataDir);
  try {
    if (!(await exists(asked))) return undefined;
    const home = await findHome(await realpath(asked));
    if (home === undefined) return undefined;
    const file = await readPostmasterFile(home.cluster);
    if (file === undefined || !file.ready) return undefined;
    const identity = await identify(file.pid, home.cluster);
    if (identity === "gone" || identity === "other") return undefined;
    return await knownConnection(home, file);
  } catch (error) {
    throw explainError(error, asked);
  }
}

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
