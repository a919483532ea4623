import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noteAttempt, takeUp } from "../attempt/take-up.ts";
import { claimDeliveries, markTaken, storeDelivery } from "../inbox/inbox.ts";
import { recordSignals } from "../signal/record-signals.ts";
import { exampleConsent } from "../testing/example-records.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  TUESDAY,
} from "../testing/test-database.ts";
import { forgetWorkedOff, setKeepDays } from "./forget.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());

const CANARY = "canary-9d2f";
const MANY = 1_000;
/** So many days after Monday, and a second. */
const after = (days: number) =>
  new Date(Date.parse(MONDAY) + days * 86_400_000 + 1_000).toISOString();

function told(id: string) {
  const request = { method: "POST", url: `/${CANARY}`, headers: { "x-a": CANARY }, body: CANARY };
  return { connectionId: "crm", deliveryId: id, receivedAt: MONDAY, request };
}

function signal(id: string) {
  const consent = exampleConsent({ source: CANARY });
  return {
    signal: { id, at: MONDAY, type: "consent.changed", consent },
    customerId: CANARY,
  } as const;
}

const store = ({ inTenant }: TestTenant, id: string) =>
  inTenant((tx) => storeDelivery(tx, told(id)));
const record = ({ inTenant }: TestTenant, id: string) =>
  inTenant((tx) => recordSignals(tx, [signal(id)], MONDAY));
const forget = ({ inTenant }: TestTenant, now: string, limit = MANY) =>
  inTenant((tx) => forgetWorkedOff(tx, { now, limit }));

/** Takes all that waits as worked off at a moment. */
const workOff = ({ inTenant }: TestTenant, at: string) =>
  inTenant(async (tx) => markTaken(tx, await claimDeliveries(tx, MANY), at));

/** The deliveries and signals of which more than the id is kept, and all that is known of them. */
async function kept({ inTenant }: TestTenant) {
  return inTenant(async (tx) => ({
    whole: await tx.rows(sql`
      select delivery_id as id from inbox where forgotten_at is null
      union all select id from signals where forgotten_at is null order by 1`),
    text: JSON.stringify([
      await tx.rows(sql`select to_jsonb(i) from inbox i where forgotten_at is not null`),
      await tx.rows(sql`select to_jsonb(s) from signals s where forgotten_at is not null`),
    ]),
  }));
}

test("what was worked off is forgotten after thirty days, all but its id, and what waits is not", async () => {
  const tenant = await database.newTenant();
  for (const id of ["d1", "d2"]) await store(tenant, id);
  await workOff(tenant, MONDAY);
  await store(tenant, "waits");
  await record(tenant, "s1");
  expect(await forget(tenant, after(29))).toEqual({ deliveries: 0, signals: 0, ids: 0 });
  expect(await forget(tenant, after(30))).toEqual({ deliveries: 2, signals: 1, ids: 0 });
  const { whole, text } = await kept(tenant);
  expect(whole).toEqual([{ id: "waits" }]);
  expect(text).not.toContain(CANARY);
  expect(await forget(tenant, after(31))).toEqual({ deliveries: 0, signals: 0, ids: 0 });
});

test("a repeat of what was forgotten is recognised for four hundred days more, and its id goes then", async () => {
  const tenant = await database.newTenant();
  await store(tenant, "d1");
  await record(tenant, "s1");
  await workOff(tenant, MONDAY);
  await forget(tenant, after(30));
  await forget(tenant, after(429));
  expect(await store(tenant, "d1")).toBe(false);
  expect(await record(tenant, "s1")).toEqual(new Set());
  expect(await forget(tenant, after(431))).toMatchObject({ ids: 2 });
  expect(await store(tenant, "d1")).toBe(true);
});

test("what is put aside is kept for whoever releases it", async () => {
  const tenant = await database.newTenant();
  await store(tenant, "d1");
  for (let times = 0; times < 4; times++) {
    await tenant.inTenant(async (tx) => {
      const { ids } = await takeUp(tx, { kind: "delivery", now: MONDAY, limit: 1 });
      if (ids.length > 0) await noteAttempt(tx, { kind: "delivery", refs: ids, now: MONDAY });
    });
  }
  expect(await forget(tenant, after(3_000))).toMatchObject({ deliveries: 0 });
});

test("a tenant keeps things for as long as it has chosen, and no other does", async () => {
  const [short, usual] = [await database.newTenant(), await database.newTenant()];
  await short.inTenant((tx) => setKeepDays(tx, 1));
  for (const each of [short, usual]) {
    await store(each, "d1");
    await workOff(each, MONDAY);
  }
  for (const each of [short, usual]) await forget(each, after(1));
  expect((await kept(short)).whole).toEqual([]);
  expect((await kept(usual)).whole).toEqual([{ id: "d1" }]);
  await expect(short.inTenant((tx) => setKeepDays(tx, 0))).rejects.toMatchObject({ code: "23514" });
});

test("much is forgotten in parts, the oldest first", async () => {
  const tenant = await database.newTenant();
  await store(tenant, "new");
  await workOff(tenant, TUESDAY);
  for (const id of ["d1", "d2", "d3"]) await store(tenant, id);
  await workOff(tenant, MONDAY);
  expect(await forget(tenant, after(60), 2)).toMatchObject({ deliveries: 2 });
  expect(await forget(tenant, after(60), 1)).toMatchObject({ deliveries: 1 });
  expect((await kept(tenant)).whole).toEqual([{ id: "new" }]);
});
