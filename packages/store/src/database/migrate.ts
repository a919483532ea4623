import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Kysely, sql } from "kysely";
import { type MigrationProvider, Migrator } from "kysely/migration";
import type { Database } from "./database.ts";
import { DatabaseError } from "./database-error.ts";

const FOLDER = fileURLToPath(new URL("../../migrations/", import.meta.url));

/** Plain SQL files in the order of their names; statements are parted by a line `-- next`. */
const sqlFiles: MigrationProvider = {
  async getMigrations() {
    const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".sql")).sort();
    return Object.fromEntries(names.map((name) => [name, { up: (db) => runFile(db, name) }]));
  },
};

async function runFile(db: Kysely<unknown>, name: string): Promise<void> {
  const text = await readFile(`${FOLDER}/${name}`, "utf8");
  for (const statement of text.split(/^-- next$/m)) await sql.raw(statement).execute(db);
}

/**
 * Brings the tables up to date and gives the names of the migrations that ran. Two servers that start
 * together do it once. Throws a `DatabaseError` that names the file that failed.
 */
export async function migrate(db: Database): Promise<readonly string[]> {
  const { error, results = [] } = await new Migrator({ db, provider: sqlFiles }).migrateToLatest();
  if (error) throw failure(error, results.find((each) => each.status === "Error")?.migrationName);
  return results.filter((each) => each.status === "Success").map((each) => each.migrationName);
}

function failure(cause: unknown, file: string | undefined): DatabaseError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const what =
    file === undefined
      ? "The tables could not be brought up to date"
      : `The migration ${file} failed and nothing of it remains`;
  return new DatabaseError(`${what}: ${reason}`, { cause });
}
