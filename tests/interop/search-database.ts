import pg from "pg";

/** As whom to look: the owner of the tables and the roles that see their rows, by turns. */
const ROLES = ["none", "perennial_app", "perennial_system"];
/** A story has its own company and the one that every installation starts with; rows of none are under 0. */
const TENANTS = ["", "0", "1", "2", "3"];
/** PostgreSQL's code for what a role may not see. */
const NOT_ALLOWED = "42501";

/** Where in a database a text stands, for every tenant: tables, each with how many of its rows have it in any column. */
export async function whereInDatabase(
  databaseUrl: string,
  text: string,
): Promise<Readonly<Record<string, number>>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const tables = await namesIn(
      client,
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const found: Record<string, number> = {};
    for (const role of ROLES) {
      await client.query(`set role ${role}`);
      for (const tenant of TENANTS) {
        await client.query("select set_config('app.tenant', $1, false)", [tenant]);
        for (const table of tables) {
          const count = await countOf(client, table, text);
          if (count > 0) found[table] = Math.max(count, found[table] ?? 0);
        }
      }
    }
    return found;
  } finally {
    await client.end();
  }
}

async function namesIn(client: pg.Client, query: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(query);
  return rows.map(({ name }) => name);
}

async function countOf(client: pg.Client, table: string, text: string): Promise<number> {
  try {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from ${table} as each where each::text like $1`,
      [`%${text.replace(/[\\%_]/g, "\\$&")}%`],
    );
    return rows[0]?.count ?? 0;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === NOT_ALLOWED) return 0;
    throw error;
  }
}
