import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../database/database.ts";
import { asSystem } from "../database/tenant-transaction.ts";
import { addChanges, takeChanges } from "../standing/standing-changes.ts";
import { ensureTenant } from "../tenant/tenant.ts";
import { fillTenant } from "../testing/fill-tenant.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  WEDNESDAY,
} from "../testing/test-database.ts";
import { lookForWork } from "./due-tenants.ts";
import { announcePresence } from "./presence.ts";
import { claimReview, passReview, requestReview } from "./reviews.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());

const FAR = "2030-01-01T00:00:00.000Z";
const found = async (of: TestTenant, now = WEDNESDAY) =>
  (await lookForWork(database.db, now)).tenants.find(({ tenant }) => tenant === of.id);

describe("a look over all tenants", () => {
  it("finds each that has something due, and says of what kind", async () => {
    const [busy, idle] = [await database.newTenant(), await database.newTenant()];
    await busy.inTenant(fillTenant);
    for (const { inTenant } of [busy, idle]) {
      await inTenant((tx) => claimReview(tx, { now: MONDAY, until: FAR }));
    }
    expect(await found(busy)).toEqual({
      tenant: busy.id,
      due: true,
      review: false,
      read: false,
      events: true,
    });
    expect(await found(idle)).toBeUndefined();
  });

  it("finds changes of where customers stand that wait to be told", async () => {
    const { id, inTenant } = await database.newTenant();
    await inTenant((tx) => claimReview(tx, { now: MONDAY, until: FAR }));
    await inTenant((tx) => {
      const near = { id: "x", at: MONDAY, customerId: "c1", tier: "gold", remaining: 1 } as const;
      return addChanges(tx, [{ ...near, type: "customer.tier-near" }]);
    });
    expect(await found({ id, inTenant })).toMatchObject({ due: true, review: false });
    await inTenant((tx) => takeChanges(tx, 10));
    expect(await found({ id, inTenant })).toBeUndefined();
  });

  it("says when the next thing falls due", async () => {
    const { inTenant } = await database.newTenant();
    await inTenant(fillTenant);
    const { next } = await lookForWork(database.db, "2000-01-01T00:00:00.000Z");
    const [first] = await inTenant((tx) =>
      tx.rows(sql<{ at: string }>`
        select least((select min(wake_at) from enrolments), (select min(due_at) from outbox)) as at`),
    );
    expect(next).toBe(first?.at);
    expect((await lookForWork(database.db, FAR)).next).toBeUndefined();
  });

  it("sees moments, and nothing of what is due", async () => {
    for (const column of ["body", "headers", "url"]) {
      const peek = asSystem(database.db, (tx) =>
        tx.rows(sql`select ${sql.ref(column)} from inbox limit 1`),
      );
      await expect(peek).rejects.toMatchObject({ code: "42501" });
    }
    for (const table of ["customers", "agreements", "consents", "sends", "decisions", "signals"]) {
      const peek = asSystem(database.db, (tx) => tx.rows(sql`select from ${sql.table(table)}`));
      await expect(peek).rejects.toMatchObject({ code: "42501" });
    }
  });

  it("leaves a demo alone, and tells the database's time", async () => {
    const { id } = await ensureTenant(
      database.db,
      { slug: "demo", name: "Demo", demoNow: MONDAY },
      MONDAY,
    );
    const { tenants, databaseTime } = await lookForWork(database.db, FAR);
    expect(tenants.map(({ tenant }) => tenant)).not.toContain(id);
    expect(databaseTime > "2026-01-01").toBe(true);
  });
});

describe("a daily review", () => {
  it("of many that ask is one's, until it is over or its holder counts as dead", async () => {
    const { inTenant, id } = await database.newTenant();
    const claim = (now: string, until: string) => inTenant((tx) => claimReview(tx, { now, until }));
    expect(await found({ inTenant, id })).toMatchObject({ review: true });
    const asked = await Promise.all([1, 2, 3].map(() => claim(MONDAY, WEDNESDAY)));
    expect(asked.filter(Boolean)).toHaveLength(1);
    expect(await found({ inTenant, id }, MONDAY)).toBeUndefined();
    expect(await claim(WEDNESDAY, FAR)).toBe(true);
    expect(await inTenant((tx) => passReview(tx, { until: WEDNESDAY }, MONDAY))).toBe(false);
    expect(await inTenant((tx) => passReview(tx, { until: FAR }, WEDNESDAY))).toBe(true);
    expect(await claim(MONDAY, FAR)).toBe(false);
  });

  it("asked for while one is under way is done once more afterwards", async () => {
    const { inTenant, id } = await database.newTenant();
    await inTenant((tx) => claimReview(tx, { now: MONDAY, until: FAR }));
    await inTenant(requestReview);
    expect(await inTenant((tx) => passReview(tx, { until: FAR }, FAR))).toBe(false);
    expect(await found({ inTenant, id })).toMatchObject({ review: true });
  });
});

describe("a process that makes itself known", () => {
  const opened: Database[] = [];
  const process = () => {
    const db = openDatabase({ url: database.url(), connections: 2 });
    opened.push(db);
    return db;
  };
  afterAll(() => Promise.all(opened.map((db) => db.destroy())));
  /** Whether it was alone, and what it holds. */
  const arrive = async (db: Database, meanwhile: () => Promise<void> = async () => {}) => {
    let alone = false;
    const presence = await announcePresence(db, async () => {
      alone = true;
      await meanwhile();
    });
    return { alone, presence };
  };

  it("is told when it is alone, and nobody begins before it has seen to what it found", async () => {
    const order: string[] = [];
    let second: ReturnType<typeof arrive> | undefined;
    const first = await arrive(process(), async () => {
      second = arrive(process()).finally(() => order.push("second"));
      await sql`select pg_sleep(0.2)`.execute(database.db);
      order.push("first");
    });
    const other = await second;
    expect([first.alone, other?.alone, order]).toEqual([true, false, ["first", "second"]]);
    await first.presence.leave();
    const third = await arrive(process());
    expect(third.alone).toBe(false);
    await other?.presence.leave();
    await third.presence.leave();
    const last = await arrive(process());
    expect(last.alone).toBe(true);
    await last.presence.leave();
  });

  it("stays known when its connection is cut", async () => {
    const first = await arrive(process());
    const holders = sql<{ pid: number }>`
      select pid from pg_locks join pg_database d on d.oid = database
      where d.datname = current_database() and locktype = 'advisory' and mode = 'ShareLock' and granted`;
    const before = (await holders.execute(database.db)).rows.map(({ pid }) => pid);
    expect(before).toHaveLength(1);
    await sql`select pg_terminate_backend(${before[0]})`.execute(database.db);
    const renewed = async () => (await holders.execute(database.db)).rows.map(({ pid }) => pid);
    await expect.poll(renewed, { timeout: 10_000 }).not.toEqual(before);
    await expect.poll(async () => (await renewed()).length, { timeout: 10_000 }).toBe(1);
    const second = await arrive(process());
    expect(second.alone).toBe(false);
    await first.presence.leave();
    await second.presence.leave();
  });
});
