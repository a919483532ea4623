import { join } from "node:path";
import type { EmbeddedConnection } from "./connection.ts";
import { EmbeddedPostgresError } from "./embedded-error.ts";
import { readIfPresent } from "./file-system.ts";
import type { Home } from "./home.ts";
import {
  disownPostmasterFile,
  isProgramGone,
  type PostmasterFile,
  readPostmasterFile,
} from "./postmaster-file.ts";
import { identify } from "./process-identity.ts";
import { isServing, knownConnection } from "./reach-server.ts";
import { stopServer } from "./server-process.ts";
import { serverArguments } from "./server-settings.ts";

/** A server left behind that goes on as it is. */
export interface Inherited {
  readonly pid: number;
  readonly connection: EmbeddedConnection;
}

/** What was found on a cluster when it was opened. */
export interface Findings {
  /** Whether a server of a killed process was running. */
  readonly leftBehind: boolean;
  /** That server, when it answers and has the settings of today; otherwise it was stopped. */
  readonly inherited?: Inherited;
}

/**
 * Looks for a server that an earlier process left running on this cluster, so that there is never
 * a second one; call it under the lock.
 *
 * @throws EmbeddedPostgresError `in-use` when it cannot be told whose process it is.
 */
export async function findLeftBehind(
  home: Home,
  durable: boolean,
  log: (line: string) => void,
): Promise<Findings> {
  const file = await readPostmasterFile(home.cluster);
  if (file === undefined) {
    await disownPostmasterFile(home);
    return { leftBehind: false };
  }
  const identity = await identify(file.pid, home.cluster);
  if (identity === "gone" || identity === "other") {
    if (identity === "other")
      log(`postmaster.pid names process ${file.pid}, which is something else by now: a leftover`);
    // Also for one that is gone: PostgreSQL takes the dead whom nobody has buried for alive.
    await disownPostmasterFile(home);
    return { leftBehind: false };
  }
  if (identity === "unknown")
    throw new EmbeddedPostgresError(
      "in-use",
      `Process ${file.pid} may be a PostgreSQL at work on ${home.cluster}, and this user cannot tell: stop it ` +
        `(kill ${file.pid}), or delete ${home.cluster}/postmaster.pid if it is something else.`,
    );

  const connection = await reusable(home, file, durable);
  if (connection !== undefined)
    return { leftBehind: true, inherited: { pid: file.pid, connection } };
  log(
    `a PostgreSQL (process ${file.pid}) was left behind and is not usable as it is: it is stopped`,
  );
  await stopServer(file.pid);
  return { leftBehind: true };
}

async function reusable(
  home: Home,
  file: PostmasterFile,
  durable: boolean,
): Promise<EmbeddedConnection | undefined> {
  if (!file.ready || (await isProgramGone(file.pid))) return undefined;
  const expected = serverArguments({
    cluster: home.cluster,
    socketDirectory: file.socketDirectory,
    durable,
  });
  const commandLine = await readIfPresent(join(home.cluster, "postmaster.opts"));
  const wanted = expected.map((argument) => ` "${argument}"`).join("");
  if (!commandLine?.trimEnd().endsWith(wanted)) return undefined;
  const connection = await knownConnection(home, file);
  return connection !== undefined && (await isServing(connection)) ? connection : undefined;
}
