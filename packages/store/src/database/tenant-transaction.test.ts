import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRecords, upsertRecords } from "../record/record-table.ts";
import { CUSTOMERS } from "../record/tables.ts";
import { exampleCustomer } from "../testing/example-records.ts";
import { MONDAY, startTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { type Database, openDatabase } from "./database.ts";
import { DatabaseError } from "./database-error.ts";
import { asSystem, asTenant, type TenantTransaction } from "./tenant-transaction.ts";

let database: TestDatabase;
let one: Database;
beforeAll(async () => {
  database = await startTestDatabase();
  // With a single connection every transaction gets the one that the last gave back.
  one = openDatabase({ url: database.url(), connections: 1 });
}, 60_000);
afterAll(async () => {
  await one.destroy();
  await database.close();
});

const idsOf = async (tx: TenantTransaction) =>
  (await tx.rows(sql<{ id: string }>`select id from customers order by id`)).map(({ id }) => id);
const put = (tx: TenantTransaction, id: string) =>
  upsertRecords(tx, CUSTOMERS, [exampleCustomer({ id })]);
const standing = async () => {
  const rows = await sql<{ user: string; tenant: string | null }>`
    select current_user as user, nullif(current_setting('app.tenant', true), '') as tenant`.execute(
    one,
  );
  return rows.rows[0];
};

describe("a transaction", () => {
  it("is the tenant's while it lasts, and nobody's afterwards", async () => {
    const { id } = await database.newTenant();
    const [inside] = await asTenant(one, id, (tx) =>
      tx.rows(sql`select current_user as user, current_setting('app.tenant') as tenant`),
    );
    expect(inside).toEqual({ user: "perennial_app", tenant: String(id) });
    expect(await standing()).toEqual({ user: "perennial", tenant: null });
  });

  it("keeps all of its work", async () => {
    const { id } = await database.newTenant();
    await asTenant(one, id, async (tx) => [await put(tx, "1"), await put(tx, "2")]);
    expect(await asTenant(one, id, idsOf)).toEqual(["1", "2"]);
  });

  it("keeps nothing of work that fails, and leaves the connection as it was", async () => {
    const { id } = await database.newTenant();
    const work = asTenant(one, id, async (tx) => {
      await put(tx, "1");
      throw new RangeError("the work went wrong");
    });
    await expect(work).rejects.toThrow("the work went wrong");
    expect(await standing()).toEqual({ user: "perennial", tenant: null });
    expect(await asTenant(one, id, idsOf)).toEqual([]);
  });

  it("keeps nothing where the database refused a statement, and gives its error", async () => {
    const { id } = await database.newTenant();
    const work = asTenant(one, id, async (tx) => {
      await put(tx, "1");
      await tx.run(sql`select 1 / 0`);
    });
    await expect(work).rejects.toMatchObject({ code: "22012" });
    expect(await standing()).toEqual({ user: "perennial", tenant: null });
    expect(await asTenant(one, id, idsOf)).toEqual([]);
  });

  it("fails as a whole where the work goes on after a refused statement as if nothing were wrong", async () => {
    const { id } = await database.newTenant();
    const work = asTenant(one, id, async (tx) => {
      await put(tx, "1");
      await tx.run(sql`select 1 / 0`).catch(() => undefined);
      return "done";
    });
    await expect(work).rejects.toThrow(/its work went on; nothing of the transaction is kept/);
    expect(await asTenant(one, id, idsOf)).toEqual([]);
  });

  it("rolls back the statements of a step that were sent together when one of them fails", async () => {
    const { id } = await database.newTenant();
    const work = asTenant(one, id, (tx) =>
      Promise.all([put(tx, "1"), tx.run(sql`select 1 / 0`), put(tx, "2")]),
    );
    await expect(work).rejects.toMatchObject({ code: "22012" });
    expect(await asTenant(one, id, idsOf)).toEqual([]);
  });

  it("is not opened inside another: the work of both would be torn apart", async () => {
    const { id } = await database.newTenant();
    const nested = asTenant(database.db, id, () => asTenant(database.db, id, idsOf));
    await expect(nested).rejects.toThrow(/opened inside another: pass the open one on/);
    const system = asTenant(database.db, id, () => asSystem(database.db, async () => "x"));
    await expect(system).rejects.toThrow(DatabaseError);
    expect(await asTenant(one, id, idsOf)).toEqual([]);
  });

  it("may be opened by what was begun inside another that has ended", async () => {
    const { id } = await database.newTenant();
    let release = () => {};
    const ended = new Promise<void>((resolve) => {
      release = resolve;
    });
    const later = await asTenant(database.db, id, async () => ({
      ids: ended.then(() => asTenant(database.db, id, idsOf)),
    }));
    release();
    expect(await later.ids).toEqual([]);
  });

  it("cannot be used after its end, when its connection is somebody else's", async () => {
    const { id } = await database.newTenant();
    const kept = await asTenant(database.db, id, async (tx) => tx);
    await expect(idsOf(kept)).rejects.toThrow(/after its end/);
    await expect(put(kept, "1")).rejects.toThrow(DatabaseError);
  });

  it("of a tenant that is no number is refused before anything is sent", async () => {
    await expect(asTenant(one, 1.5, idsOf)).rejects.toThrow(/no tenant's number/);
    await expect(asTenant(one, Number.NaN, idsOf)).rejects.toThrow(DatabaseError);
  });
});

describe("a connection whose user may not become ours", () => {
  it("says so every time, and stays usable", async () => {
    await sql`create role stranger login password 'x' nosuperuser`.execute(database.db);
    const address = /^postgres:\/\/[^@]*@/;
    const url = database.url().replace(address, "postgres://stranger:x@");
    const db = openDatabase({ url, connections: 1 });
    for (const _ of [1, 2]) {
      await expect(asTenant(db, 1, idsOf)).rejects.toThrow(/permission denied to set role/);
    }
    expect((await sql<{ n: number }>`select 1 as n`.execute(db)).rows).toEqual([{ n: 1 }]);
    await db.destroy();
  });
});

describe("a database that was used by transactions alone", () => {
  it("has no connection open once it is closed", async () => {
    const db = openDatabase({ url: database.url(), connections: 1 });
    const { id } = await database.newTenant();
    await asTenant(db, id, idsOf);
    expect(db.pool.totalCount).toBe(1);
    await db.destroy();
    expect([db.pool.ended, db.pool.totalCount]).toEqual([true, 0]);
  });
});

describe("transactions side by side", () => {
  it("see each its own tenant, however they take turns on the connections", async () => {
    const tenants = await Promise.all(Array.from({ length: 4 }, () => database.newTenant()));
    await Promise.all(
      Array.from({ length: 60 }, async (_, turn) => {
        const tenant = tenants[turn % tenants.length];
        await tenant?.inTenant(async (tx) => {
          await put(tx, `${tx.tenant}-${turn}`);
          await tx.rows(sql`select pg_sleep(${(turn % 3) / 1000})`);
          const foreign = (await idsOf(tx)).filter((id) => !id.startsWith(`${tx.tenant}-`));
          expect(foreign).toEqual([]);
        });
      }),
    );
    for (const { id } of tenants) expect(await asTenant(one, id, idsOf)).toHaveLength(15);
  });
});

describe("whatever a server's own settings are", () => {
  it("moments and dates are read as they were written", async () => {
    const { id } = await database.newTenant();
    const { rows } = await sql<{ own: string }>`select current_database() as own`.execute(
      database.db,
    );
    const own = rows[0]?.own;
    for (const setting of ["datestyle = 'German'", "timezone = 'Asia/Kathmandu'"]) {
      await sql.raw(`alter database ${own} set ${setting}`).execute(database.db);
    }
    const odd = openDatabase({ url: database.url(), connections: 1 });
    const anna = exampleCustomer({ id: "1", customerSince: "2019-02-01", updatedAt: MONDAY });
    const read = await asTenant(odd, id, async (tx) => {
      await upsertRecords(tx, CUSTOMERS, [anna]);
      return readRecords(tx, CUSTOMERS, ["1"]);
    });
    expect(read).toEqual([anna]);
    const shown = await sql<{
      style: string;
    }>`select current_setting('datestyle') as style`.execute(odd);
    expect(shown.rows[0]?.style).toMatch(/German/);
    await odd.destroy();
    for (const name of ["datestyle", "timezone"]) {
      await sql.raw(`alter database ${own} reset ${name}`).execute(database.db);
    }
  });
});
