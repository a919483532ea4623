import pg from "pg";
import { expect, inject, test } from "vitest";

test("the test database is a PostgreSQL 14 or newer in UTF-8 whose role may create databases", async () => {
  const client = new pg.Client({ connectionString: inject("databaseUrl") });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select current_setting('server_version_num')::int as version,
              current_setting('server_encoding') as encoding,
              rolcreatedb or rolsuper as may_create
         from pg_roles where rolname = current_user`,
    );
    expect(rows[0]).toMatchObject({ encoding: "UTF8", may_create: true });
    expect(rows[0].version).toBeGreaterThanOrEqual(140_000);
  } finally {
    await client.end();
  }
});
