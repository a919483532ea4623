import { randomBytes } from "node:crypto";
import { ManualClock, type Tokens } from "@perennial/contract";
import {
  asTenant,
  type Database,
  ensureTenant,
  lockTokens,
  openDatabase,
  putConnection,
} from "@perennial/store";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "../deliver/testing/test-database.ts";
import { MONDAY } from "../testing/test-runtime.ts";
import { SealedVault, VAULT_KEY_BYTES } from "../vault/sealed-vault.ts";
import {
  createTokenStore,
  grantTokens,
  type SealedTokenStoreOptions,
} from "./sealed-token-store.ts";

let database: TestDatabase;
/** The clients of another process: a pool of its own on the same database. */
let elsewhere: Database;
let tenant: number;
let made = 0;
beforeAll(async () => {
  database = await openTestDatabase();
  elsewhere = openDatabase({ url: database.url, connections: 4 });
}, 60_000);
afterAll(async () => {
  await elsewhere.destroy();
  await database.close();
});
beforeEach(async () => {
  made += 1;
  tenant = (await ensureTenant(database.db, { slug: `t${made}`, name: "Elbolaget" }, MONDAY)).id;
  await asTenant(database.db, tenant, async (tx) => {
    for (const id of ["crm", "mail"]) {
      await putConnection(tx, { id, connector: "acme", settings: {} });
    }
  });
});

const key = randomBytes(VAULT_KEY_BYTES);
const storeOn = (db: Database, parts: Partial<SealedTokenStoreOptions> = {}) =>
  createTokenStore({
    ...{ db, tenant, connection: "crm", clock: new ManualClock(MONDAY) },
    ...{ vault: new SealedVault(key), ...parts },
  });
const rows = <Row>(text: string) =>
  asTenant(database.db, tenant, (tx) => tx.rows(sql<Row>`${sql.raw(text)}`));

const FIRST: Tokens = {
  ...{ accessToken: "access-canary", refreshToken: "refresh-canary-0", expiresAt: MONDAY },
  details: { instanceUrl: "https://acme.example" },
};

describe("tokens", () => {
  test("are there for every process once the work is done, and sealed at rest", async () => {
    const [mine, theirs] = [storeOn(database.db), storeOn(elsewhere)];
    expect(await theirs.read()).toBeUndefined();
    expect(await mine.exclusively(async (current) => current ?? FIRST)).toEqual(FIRST);
    expect(await theirs.read()).toEqual(FIRST);
    const kept = await rows("select * from connection_tokens");
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toMatch(/canary|acme\.example/);
  });

  test("do not open for another connection", async () => {
    await storeOn(database.db).exclusively(async () => FIRST);
    await rows("update connection_tokens set connection_id = 'mail'");
    const other = storeOn(database.db, { connection: "mail" });
    await expect(other.read()).rejects.toThrow(/does not open/);
  });

  test("that no longer open are replaced when somebody connects anew", async () => {
    const lost = new SealedVault(randomBytes(VAULT_KEY_BYTES));
    await storeOn(database.db, { vault: lost }).exclusively(async () => FIRST);
    const vault = new SealedVault(key);
    const clock = new ManualClock(MONDAY);
    await expect(storeOn(elsewhere).read()).rejects.toThrow(/does not open/);
    await grantTokens({ db: database.db, tenant, connection: "crm", clock, vault }, FIRST);
    expect(await storeOn(elsewhere).read()).toEqual(FIRST);
  });

  test("are not kept when the work fails, and not written anew where it gives the same back", async () => {
    const store = storeOn(database.db);
    await store.exclusively(async () => FIRST);
    const before = await rows("select sealed from connection_tokens");
    await store.exclusively(async (current) => current ?? { accessToken: "x" });
    const failing = store.exclusively(() => Promise.reject(new RangeError("no")));
    await expect(failing).rejects.toThrow(RangeError);
    expect(await rows("select sealed from connection_tokens")).toEqual(before);
  });

  test("go with their connection", async () => {
    await storeOn(database.db).exclusively(async () => FIRST);
    await rows("delete from connections where id = 'crm'");
    expect(await storeOn(elsewhere).read()).toBeUndefined();
  });
});

/** A vendor that takes back everything when a refresh token comes a second time. */
function rotating() {
  const spent: string[] = [];
  const renew = async (current: Tokens | undefined): Promise<Tokens> => {
    const { refreshToken = "" } = current ?? {};
    if (spent.includes(refreshToken)) throw new RangeError(`${refreshToken} was used twice`);
    spent.push(refreshToken);
    // Long enough for everybody else to have come to the lock.
    await Promise.all([rows("select 1"), rows("select 1")]);
    return { accessToken: `a${spent.length}`, refreshToken: `r${spent.length}` };
  };
  return { spent, renew };
}

describe("two processes that renew at once", () => {
  test("do it one after the other, each with what the one before has kept", async () => {
    const vendor = rotating();
    const stores = [database.db, elsewhere, database.db, elsewhere].map((db) => storeOn(db));
    const got = await Promise.all(stores.map((store) => store.exclusively(vendor.renew)));
    expect(vendor.spent).toEqual(["", "r1", "r2", "r3"]);
    expect(new Set(got.map(({ accessToken }) => accessToken)).size).toBe(4);
    expect((await storeOn(elsewhere).read())?.refreshToken).toBe("r4");
  });

  test("use the refresh token once where the second takes what it finds renewed", async () => {
    const vendor = rotating();
    await storeOn(database.db).exclusively(async () => FIRST);
    const renewed = async (current: Tokens | undefined) =>
      current && current.accessToken !== FIRST.accessToken ? current : vendor.renew(current);
    const stores = [database.db, elsewhere, elsewhere].map((db) => storeOn(db));
    const got = await Promise.all(stores.map((store) => store.exclusively(renewed)));
    expect(got.map(({ accessToken }) => accessToken)).toEqual(["a1", "a1", "a1"]);
    expect(vendor.spent).toEqual(["refresh-canary-0"]);
  });

  test("of different connections do not wait for each other", async () => {
    const gate = Promise.withResolvers<Tokens>();
    const held = storeOn(database.db).exclusively(() => gate.promise);
    const other = storeOn(elsewhere, { connection: "mail" });
    expect(await other.exclusively(async () => FIRST)).toEqual(FIRST);
    gate.resolve(FIRST);
    expect(await held).toEqual(FIRST);
  });
});

describe("a lock", () => {
  /** A store whose holder is certainly in the work before anybody else asks. */
  async function heldBy(db: Database, parts: Partial<SealedTokenStoreOptions> = {}) {
    const [entered, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<Tokens>()];
    const done = storeOn(db, parts).exclusively(() => {
      entered.resolve();
      return gate.promise;
    });
    done.catch(() => undefined);
    await entered.promise;
    return { done, gate };
  }

  test("that is not free in time is not waited for any longer, and readers never wait", async () => {
    const { done, gate } = await heldBy(database.db);
    const impatient = storeOn(elsewhere, { limits: { wait: 50, hold: 30_000 } });
    await expect(impatient.exclusively(async () => FIRST)).rejects.toMatchObject({ code: "55P03" });
    expect(await impatient.read()).toBeUndefined();
    gate.resolve(FIRST);
    expect(await done).toEqual(FIRST);
  });

  test("is lost by work that takes too long, and nothing of it is kept", async () => {
    const { done, gate } = await heldBy(database.db, { limits: { wait: 50, hold: 200 } });
    await expect(done).rejects.toMatchObject({ kind: "unavailable" });
    gate.resolve(FIRST);
    const next = await storeOn(elsewhere).exclusively(async (current) => {
      expect(current).toBeUndefined();
      return { accessToken: "next" };
    });
    expect(next).toEqual({ accessToken: "next" });
    expect(await storeOn(database.db).read()).toEqual(next);
  });

  test("is lost by a process that no longer answers", async () => {
    const [entered, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const hanging = asTenant(elsewhere, tenant, async (tx) => {
      await lockTokens(tx, "crm", { wait: 50, hold: 100 });
      entered.resolve();
      await gate.promise;
    });
    hanging.catch(() => undefined);
    await entered.promise;
    expect(await storeOn(database.db).exclusively(async () => FIRST)).toEqual(FIRST);
    gate.resolve();
    await expect(hanging).rejects.toThrow();
  });
});
