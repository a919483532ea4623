import { afterAll, beforeAll, expect, test } from "vitest";
import { claimDeliveries, markTaken, storeDelivery } from "../inbox/inbox.ts";
import { listDeliveries, replayDeliveries } from "../inbox/list-deliveries.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  TUESDAY,
} from "../testing/test-database.ts";
import { claimRead } from "../work/connection-reads.ts";
import {
  listConnections,
  putConnection,
  reconnectConnection,
  setConnectionState,
} from "./connection.ts";
import { pauseConnection, resumeConnection } from "./pause-connection.ts";
import { countRemoved, removeConnection } from "./remove-connection.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());

async function company(): Promise<TestTenant> {
  const tenant = await database.newTenant();
  await tenant.inTenant((tx) => putConnection(tx, { id: "crm", connector: "x", settings: {} }));
  return tenant;
}

test("what somebody paused stands still until somebody lets it go on, whatever works or fails", async () => {
  const { inTenant } = await company();
  const pause = { id: "crm", by: "Kim", problem: "Paused by Kim." };
  expect(await inTenant((tx) => pauseConnection(tx, pause))).toBe(true);
  expect(await inTenant((tx) => pauseConnection(tx, { ...pause, by: "Lo" }))).toBe(false);
  await inTenant((tx) => setConnectionState(tx, "crm", { problem: null }));
  await inTenant((tx) => setConnectionState(tx, "crm", { problem: "refused" }));
  await inTenant((tx) => reconnectConnection(tx, "crm"));
  const paused = { state: "paused", problem: "Paused by Kim.", pausedBy: "Kim" };
  expect(await inTenant(listConnections)).toMatchObject([paused]);
  const claim = { now: TUESDAY, until: TUESDAY };
  expect(await inTenant((tx) => claimRead(tx, claim))).toBeUndefined();
  expect(await inTenant((tx) => resumeConnection(tx, "crm"))).toBe(true);
  const goesOn = { state: "active", problem: null, pausedBy: null };
  expect(await inTenant(listConnections)).toMatchObject([goesOn]);
  expect(await inTenant((tx) => claimRead(tx, claim))).toMatchObject({ connection: "crm" });
  expect(await inTenant((tx) => resumeConnection(tx, "crm"))).toBe(false);
});

test("deliveries that were not understood are listed and taken in again, and go with their connection", async () => {
  const { inTenant } = await company();
  for (const deliveryId of ["a", "b"]) {
    const request = { method: "POST", url: "/", headers: {}, body: deliveryId };
    const came = { connectionId: "crm", deliveryId, receivedAt: MONDAY, request };
    await inTenant((tx) => storeDelivery(tx, came));
  }
  const claimed = await inTenant((tx) => claimDeliveries(tx, 10));
  const taken = claimed.map(({ id }, index) => ({ id, ...(index === 0 && { problem: "no id" }) }));
  await inTenant((tx) => markTaken(tx, taken, MONDAY));
  const list = (only: "problem" | "all") =>
    inTenant((tx) => listDeliveries(tx, { connection: "crm", only, limit: 10 }));
  expect((await list("problem")).items).toMatchObject([{ body: "a", problem: "no id", size: 1 }]);
  expect((await list("all")).items.map(({ body }) => body)).toEqual(["b", "a"]);
  expect(await inTenant((tx) => replayDeliveries(tx, { connection: "crm" }))).toBe(1);
  expect(await inTenant((tx) => claimDeliveries(tx, 10))).toMatchObject([{ body: "a" }]);
  expect(await inTenant((tx) => countRemoved(tx, "crm"))).toEqual({
    ...{ deliveries: 2, waiting: 1, excluded: 0 },
  });
  expect(await inTenant((tx) => removeConnection(tx, "crm"))).toBe(true);
  expect(await inTenant(listConnections)).toEqual([]);
  expect((await list("all")).items).toEqual([]);
});
