import type { Signal } from "@perennial/contract";
import { disconnectConnection, readConnectionHealth } from "@perennial/store";
import { expect, test } from "vitest";
import { saveConnection } from "../connection/save-connection.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { testFeed } from "../testing/test-feed.ts";
import { agreementOf, customerOf, MONDAY, testRuntime } from "../testing/test-runtime.ts";
import { syncConnections } from "./sync-connection.ts";

const database = useTestDatabase();

function customer(id: string): Signal {
  return { id: `c:${id}`, at: MONDAY, type: "customer.changed", customer: customerOf({ id }) };
}

function agreement(id: string): Signal {
  return { id: `a:${id}`, at: MONDAY, type: "agreement.changed", agreement: agreementOf({ id }) };
}

test("a first load tells how far it is while it reads, and when it was done", async () => {
  const feed = testFeed("crm");
  const of = await testRuntime(database(), [feed]);
  const health = () => of.in((tx) => readConnectionHealth(tx, "crm"));
  expect(await health()).toMatchObject({ loadBeganAt: null, syncedAt: null, readings: [] });
  feed.tell = () => [
    { signals: [customer("1"), customer("2"), agreement("1")], cursor: "p1" },
    { signals: [customer("3")], cursor: "p2" },
  ];
  const seen: unknown[] = [];
  feed.beforePage = async () => {
    seen.push((await health())?.readings.map(({ kind, read }) => `${kind} ${read}`));
  };
  await syncConnections(of.context, of.tenant);
  expect(seen).toEqual([[], ["agreement 1", "customer 2"]]);
  expect(await health()).toMatchObject({
    ...{ loadBeganAt: MONDAY, syncedAt: MONDAY, inSync: 4 },
    readings: [
      { kind: "agreement", read: 1, lastAt: MONDAY },
      { kind: "customer", read: 3, lastAt: MONDAY },
    ],
  });
  expect(await of.in((tx) => readConnectionHealth(tx, "other"))).toBeUndefined();
});

test("a disconnected connection is not read; one that was filled in by hand goes on with new settings", async () => {
  const feed = testFeed("crm");
  const of = await testRuntime(database(), [feed]);
  feed.tell = () => [{ signals: [customer("1")], cursor: "p1" }];
  await of.in((tx) => disconnectConnection(tx, "crm", "gone"));
  await syncConnections(of.context, of.tenant);
  expect(feed.asked).toEqual([]);
  const { connector, settings } = feed;
  await saveConnection(of.context, of.tenant.id, { id: "crm", connector, settings });
  await syncConnections(of.context, of.tenant);
  expect(feed.asked).toEqual([""]);
});
