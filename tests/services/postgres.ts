import { chmod, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
// Not through the package's front door: vitest resolves a global setup without the source condition.
import { connectionString, openEmbedded } from "@perennial/store";

/** A PostgreSQL for a test run. */
export interface TestPostgres {
  /** For `new pg.Pool({ connectionString })`; may create databases and roles, is no superuser. */
  readonly connectionString: string;
  /** Where it comes from, for the line that tells the tester. */
  readonly from: string;
  /** Stops it and removes its files; a server given by DATABASE_URL goes on. */
  stop(): Promise<void>;
}

const PREFIX = "perennial-test-postgres-";
/** A younger directory may be one that another run is about to fill. */
const ABANDONED_AFTER = 10 * 60_000;

/** The server of DATABASE_URL if that is set, or a new, empty PostgreSQL 18 in a temporary directory. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const given = process.env.DATABASE_URL;
  if (given) return { connectionString: given, from: "DATABASE_URL", stop: async () => undefined };

  await sweepAbandoned();
  const directory = await mkdtemp(join(tmpdir(), PREFIX));
  // Root runs the server as another user, who must be able to pass.
  await chmod(directory, 0o711);
  const lines: string[] = [];
  const server = await openEmbedded({
    dataDir: join(directory, "data"),
    log: (line) => lines.push(line),
    durable: false,
  }).catch(async (error: unknown) => {
    await rm(directory, { recursive: true, force: true });
    throw new Error(`the test database did not start\n${lines.join("\n")}`, { cause: error });
  });
  return {
    connectionString: connectionString(server),
    from: "npm (embedded)",
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Ends servers and removes directories of test runs that were killed. */
async function sweepAbandoned(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const directory = join(tmpdir(), name);
    try {
      if (Date.now() - (await stat(directory)).mtimeMs < ABANDONED_AFTER) continue;
      // The lock tells the dead from the living: a run that still goes on refuses us.
      const left = await openEmbedded({
        dataDir: join(directory, "data"),
        log: () => undefined,
        durable: false,
      });
      await left.stop();
      await rm(directory, { recursive: true, force: true });
    } catch {
      // In use, or another user's: not ours to remove.
    }
  }
}
