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
 * together do it once. A database that a newer version has brought further is left as it is: what that changed,
 * this version must be able to work with (old and new run side by side while one replaces the other). Throws a
 * `DatabaseError` that names the file that failed.
 */
export async function migrate(db: Database): Promise<readonly string[]> {
  const ahead = await isAhead(db).catch((cause: unknown) => {
    throw failure(cause, undefined);
  });
  if (ahead) return [];
  const { error, results = [] } = await new Migrator({ db, provider: sqlFiles }).migrateToLatest();
  if (error) throw failure(error, results.find((each) => each.status === "Error")?.migrationName);
  return results.filter((each) => each.status === "Success").map((each) => each.migrationName);
}

/** Names what `migrate` would run: what of this version's tables is not there yet. */
export async function pendingMigrations(db: Database): Promise<readonly string[]> {
  const ran = await executed(db);
  return Object.keys(await sqlFiles.getMigrations()).filter((name) => !ran.includes(name));
}

function failure(cause: unknown, file: string | undefined): DatabaseError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const what =
    file === undefined
      ? "The tables could not be brought up to date"
      : `The migration ${file} failed and nothing of it remains`;
  return new DatabaseError(`${what}: ${reason}`, { cause });
}

/** Whether a newer version has been here: all of our files ran, and others after them. */
async function isAhead(db: Database): Promise<boolean> {
  const ours = Object.keys(await sqlFiles.getMigrations());
  const ran = await executed(db);
  const last = ours.at(-1) ?? "";
  return ours.every((name) => ran.includes(name)) && ran.some((name) => name > last);
}

async function executed(db: Database): Promise<readonly string[]> {
  const table = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (table.rows[0]?.there !== true) return [];
  const { rows } = await sql<{ name: string }>`
    select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}
