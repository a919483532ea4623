import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import type { EmbeddedConnection } from "./connection.ts";
import { explainError } from "./explain-failure.ts";
import { exists } from "./file-system.ts";
import { findHome } from "./home.ts";
import { readPostmasterFile } from "./postmaster-file.ts";
import { identify } from "./process-identity.ts";
import { knownConnection } from "./reach-server.ts";

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
