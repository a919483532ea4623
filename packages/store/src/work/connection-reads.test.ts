import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  disconnectConnection,
  putConnection,
  reconnectConnection,
  saveCursor,
  setConnectionState,
} from "../connection/connection.ts";
import { readAnew } from "../connection/read-anew.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  TUESDAY,
  WEDNESDAY,
} from "../testing/test-database.ts";
import {
  claimRead,
  endRead,
  listReadsUnderWay,
  prolongRead,
  recoverReads,
  requestRead,
} from "./connection-reads.ts";
import { lookForWork } from "./due-tenants.ts";
import { claimReview } from "./reviews.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());

const FAR = "2030-01-01T00:00:00.000Z";

async function company(...connections: readonly string[]): Promise<TestTenant> {
  const tenant = await database.newTenant();
  await tenant.inTenant(async (tx) => {
    await claimReview(tx, { now: MONDAY, until: FAR });
    for (const id of connections) await putConnection(tx, { id, connector: "x", settings: {} });
  });
  return tenant;
}

const isSeen = async ({ id }: TestTenant, now: string) =>
  (await lookForWork(database.db, now)).tenants.some((each) => each.tenant === id && each.read);
const claim = (of: TestTenant, now: string, until: string, connection?: string) =>
  of.inTenant((tx) => claimRead(tx, { now, until, connection }));

describe("the reading of a connection", () => {
  it("is seen at once, and of many that ask it is one's", async () => {
    const of = await company("crm");
    expect(await isSeen(of, MONDAY)).toBe(true);
    const claimed = await Promise.all([1, 2, 3].map(() => claim(of, MONDAY, TUESDAY)));
    expect(claimed.filter(Boolean)).toEqual([{ connection: "crm", until: TUESDAY, failures: 0 }]);
    expect(await claim(of, MONDAY, TUESDAY, "crm")).toBeUndefined();
    expect(await isSeen(of, MONDAY)).toBe(false);
  });

  it("of one that died is another's when its lease has ended", async () => {
    const of = await company("crm");
    const dead = await claim(of, MONDAY, TUESDAY);
    expect(await isSeen(of, TUESDAY)).toBe(true);
    expect(await claim(of, TUESDAY, WEDNESDAY)).toMatchObject({ until: WEDNESDAY });
    const end = { next: FAR, failures: 0 };
    const held = { connection: "crm", until: dead?.until ?? "" };
    expect(await of.inTenant((tx) => prolongRead(tx, held, FAR))).toBe(false);
    expect(await of.inTenant((tx) => endRead(tx, held, end))).toBe(false);
  });

  it("goes on for as long as whoever does it says so, and is due again when it says", async () => {
    const of = await company("crm");
    await claim(of, MONDAY, TUESDAY);
    const held = { connection: "crm", until: TUESDAY };
    expect(await of.inTenant((tx) => prolongRead(tx, held, WEDNESDAY))).toBe(true);
    expect(await isSeen(of, TUESDAY)).toBe(false);
    const longer = { connection: "crm", until: WEDNESDAY };
    await of.inTenant((tx) => endRead(tx, longer, { next: TUESDAY, failures: 2 }));
    expect(await isSeen(of, MONDAY)).toBe(false);
    expect(await claim(of, TUESDAY, WEDNESDAY)).toMatchObject({ failures: 2 });
  });

  it("asked for while it is under way is done once more afterwards", async () => {
    const of = await company("crm");
    await claim(of, MONDAY, TUESDAY);
    await of.inTenant((tx) => requestRead(tx, "crm"));
    expect(await isSeen(of, MONDAY)).toBe(false);
    const held = { connection: "crm", until: TUESDAY };
    await of.inTenant((tx) => prolongRead(tx, held, WEDNESDAY));
    const end = { next: FAR, failures: 0 };
    await of.inTenant((tx) => endRead(tx, { connection: "crm", until: WEDNESDAY }, end));
    expect(await isSeen(of, MONDAY)).toBe(true);
  });

  it("is for one connection at a time: another of the tenant's is another's", async () => {
    const of = await company("crm", "dialer");
    const both = [await claim(of, MONDAY, TUESDAY), await claim(of, MONDAY, TUESDAY)];
    expect(both.map((each) => each?.connection)).toEqual(["crm", "dialer"]);
  });

  it("waits while the other side asked for a pause, and is not done once the app was taken out", async () => {
    const of = await company("crm");
    await of.inTenant((tx) => setConnectionState(tx, "crm", { resumeAt: TUESDAY }));
    expect(await isSeen(of, MONDAY)).toBe(false);
    expect(await isSeen(of, TUESDAY)).toBe(true);
    await of.inTenant((tx) => disconnectConnection(tx, "crm", "gone"));
    expect([await isSeen(of, FAR), await claim(of, FAR, FAR)]).toEqual([false, undefined]);
    await of.inTenant((tx) => reconnectConnection(tx, "crm"));
    expect(await isSeen(of, MONDAY)).toBe(true);
  });

  it("is done at once with new settings, and after whoever read is known to be gone", async () => {
    const of = await company("crm");
    const rest = async () => {
      await claim(of, MONDAY, TUESDAY, "crm");
      const end = { next: FAR, failures: 0 };
      await of.inTenant((tx) => endRead(tx, { connection: "crm", until: TUESDAY }, end));
    };
    await rest();
    expect(await isSeen(of, MONDAY)).toBe(false);
    await of.inTenant((tx) => putConnection(tx, { id: "crm", connector: "x", settings: { a: 1 } }));
    expect(await isSeen(of, MONDAY)).toBe(true);
    await rest();
    await claim(of, MONDAY, TUESDAY, "crm");
    await of.inTenant(recoverReads);
    expect(await isSeen(of, MONDAY)).toBe(true);
  });

  it("is waited for by the review once everything was read before", async () => {
    const of = await company("crm");
    await claim(of, MONDAY, TUESDAY);
    const under = (now: string) => of.inTenant((tx) => listReadsUnderWay(tx, now));
    expect(await under(MONDAY)).toEqual([]);
    const at = { from: null, cursor: "1", syncedAt: MONDAY };
    await of.inTenant((tx) => saveCursor(tx, "crm", at));
    expect([await under(MONDAY), await under(TUESDAY)]).toEqual([["crm"], []]);
  });
});

describe("where reading stands", () => {
  it("is not overwritten by a reader that another has overtaken, or that is to begin anew", async () => {
    const of = await company("crm");
    const save = (from: string | null, cursor: string) =>
      of.inTenant((tx) => saveCursor(tx, "crm", { from, cursor, syncedAt: null }));
    expect([await save(null, "1"), await save("1", "2"), await save("1", "9")]).toEqual([
      true,
      true,
      false,
    ]);
    await of.inTenant((tx) => readAnew(tx, "crm"));
    expect(await save("2", "3")).toBe(false);
    const rows = await of.inTenant((tx) => tx.rows(sql`select cursor, read_at from connections`));
    expect(rows).toEqual([{ cursor: null, read_at: null }]);
  });
});
