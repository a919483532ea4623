import { afterAll, beforeAll, expect, test } from "vitest";
import { readConnectionHealth } from "../reading/connection-health.ts";
import { MONDAY, startTestDatabase, type TestDatabase, TUESDAY } from "../testing/test-database.ts";
import { putConnection } from "./connection.ts";
import { notePageProblems } from "./page-problems.ts";
import { beginLoad, noteReadings, noteTotal } from "./readings.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());

async function company() {
  const { inTenant } = await database.newTenant();
  await inTenant((tx) => putConnection(tx, { id: "crm", connector: "x", settings: {} }));
  return {
    inTenant,
    note: (ids: readonly number[], now: string, read: readonly string[] = []) =>
      inTenant((tx) => {
        const excluded = ids.map((id) => ({ object: "deal", id: `${id}`, reason: "no owner" }));
        return notePageProblems(tx, "crm", { read, excluded, now });
      }),
    health: () => inTenant((tx) => readConnectionHealth(tx, "crm")),
  };
}

test("what could not be understood is shown with its place, until the record is read well", async () => {
  const { note, health } = await company();
  await note([1, 2], MONDAY);
  await note([2], TUESDAY);
  expect(await health()).toMatchObject({
    excluded: { count: 2, reasons: [{ reason: "no owner", count: 2 }] },
    lastExcluded: [
      { record: "deal 2", at: TUESDAY, reason: "no owner" },
      { record: "deal 1", at: MONDAY, reason: "no owner" },
    ],
  });
  await note([], TUESDAY, ["deal", "2"]);
  expect((await health())?.lastExcluded.map(({ record }) => record)).toEqual(["deal 1"]);
});

test("of very many the newest thousand are kept", async () => {
  const { note, health } = await company();
  await note([1, 2, 3], MONDAY);
  await note(
    Array.from({ length: 1_000 }, (_, index) => index + 10),
    TUESDAY,
  );
  const shown = await health();
  expect(shown?.excluded.count).toBe(1_000);
  expect(shown?.lastExcluded.every(({ at }) => at === TUESDAY)).toBe(true);
});

test("a reading from the beginning tells how far it is, and forgets what was said before it", async () => {
  const { inTenant, note, health } = await company();
  await note([1], MONDAY);
  await inTenant(async (tx) => {
    await beginLoad(tx, "crm", TUESDAY);
    await noteTotal(tx, "crm", 120);
    const records = [
      { kind: "agreement", read: 20 },
      { kind: "consent", read: 300 },
      { kind: "customer", read: 40 },
    ];
    await noteReadings(tx, "crm", { records, now: TUESDAY });
  });
  expect(await health()).toMatchObject({
    ...{ load: { read: 60, total: 120 }, excluded: { count: 0 }, loadBeganAt: TUESDAY },
  });
  await inTenant((tx) => beginLoad(tx, "crm", TUESDAY));
  expect((await health())?.load).toEqual({ read: 0, total: null });
});
