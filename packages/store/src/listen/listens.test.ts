import { afterAll, beforeAll, expect, test } from "vitest";
import { putConnection, setConnectionState } from "../connection/connection.ts";
import { pauseConnection, resumeConnection } from "../connection/pause-connection.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  TUESDAY,
  WEDNESDAY,
} from "../testing/test-database.ts";
import {
  claimListen,
  endListen,
  keepPosition,
  noteListening,
  prolongListen,
  readListening,
  recoverListens,
} from "./listens.ts";
import { lookForListens } from "./look-for-listens.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());

const one = { connection: "crm", holder: "one" };
const two = { connection: "crm", holder: "two" };

let connectors = 0;
/** A company with one connection, of a connector that nobody else has. */
async function company() {
  const { id: tenant, inTenant } = await database.newTenant();
  connectors += 1;
  const connection = { id: "crm", connector: `listens-${connectors}`, settings: {} };
  const save = () => inTenant((tx) => putConnection(tx, connection));
  await save();
  return {
    ...{ tenant, inTenant, save },
    claim: (held: typeof one, now: string, until: string) =>
      inTenant((tx) => claimListen(tx, held, { now, until })),
    look: (now: string, ...holders: readonly string[]) =>
      lookForListens(database.db, { connectors: [connection.connector], now, holders }),
  };
}

test("one listens at a time, and another from where it was heard when that one counts as dead", async () => {
  const { tenant, inTenant, claim, look } = await company();
  const due = [{ tenant, connection: "crm" }];
  expect(await look(MONDAY)).toEqual({ due, held: [] });
  const first = await claim(one, MONDAY, TUESDAY);
  expect(first).toEqual({ ...one, position: null, failures: 0 });
  expect(await claim(two, MONDAY, TUESDAY)).toBeUndefined();
  expect(await look(MONDAY, "one", "two")).toEqual({ due: [], held: ["one"] });
  expect(await inTenant((tx) => keepPosition(tx, one, "7"))).toBe(true);
  expect(await inTenant((tx) => keepPosition(tx, one, undefined))).toBe(true);
  expect(await look(TUESDAY)).toEqual({ due, held: [] });
  expect(await claim(two, TUESDAY, WEDNESDAY)).toEqual({ ...two, position: "7", failures: 0 });
  expect(await inTenant((tx) => keepPosition(tx, one, "8"))).toBe(false);
  expect(await inTenant((tx) => prolongListen(tx, one, WEDNESDAY))).toBe(false);
  expect(await inTenant((tx) => prolongListen(tx, two, WEDNESDAY))).toBe(true);
  await inTenant(recoverListens);
  expect(await claim(one, MONDAY, TUESDAY)).toMatchObject({ position: "7" });
});

test("nothing is kept of what is heard while the connection stands still, and new settings end listening", async () => {
  const { inTenant, claim, look, save } = await company();
  await claim(one, MONDAY, TUESDAY);
  const pause = { id: "crm", by: "Kim", problem: "Paused by Kim." };
  await inTenant((tx) => pauseConnection(tx, pause));
  expect(await inTenant((tx) => keepPosition(tx, one, "7"))).toBe(false);
  expect(await look(MONDAY, "one")).toEqual({ due: [], held: [] });
  expect(await claim(two, WEDNESDAY, WEDNESDAY)).toBeUndefined();
  await inTenant((tx) => resumeConnection(tx, "crm"));
  expect((await look(MONDAY, "one")).held).toEqual([]);
  expect(await claim(two, MONDAY, TUESDAY)).toMatchObject({ position: null });
  await save();
  expect((await look(MONDAY, "two")).held).toEqual([]);
  await claim(one, MONDAY, TUESDAY);
  await inTenant((tx) => setConnectionState(tx, "crm", { problem: "refused" }));
  expect((await look(MONDAY, "one")).held).toEqual([]);
});

test("it is told since when it is heard, or why not and when it is tried again", async () => {
  const { inTenant, claim, look } = await company();
  const health = () => inTenant((tx) => readListening(tx, "crm"));
  expect(await health()).toBeUndefined();
  await claim(one, MONDAY, TUESDAY);
  await inTenant((tx) => noteListening(tx, one, MONDAY));
  const fine = { problemKind: null, problem: null, nextAt: null };
  expect(await health()).toEqual({ ...fine, since: MONDAY });
  const problem = { kind: "forbidden", words: "no permission" } as const;
  await inTenant((tx) => endListen(tx, one, { next: TUESDAY, failures: 1, problem }));
  const told = { since: null, problemKind: "forbidden", problem: "no permission", nextAt: TUESDAY };
  expect(await health()).toEqual(told);
  expect((await look(MONDAY)).due).toEqual([]);
  expect(await claim(two, TUESDAY, WEDNESDAY)).toMatchObject({ failures: 1 });
  await inTenant((tx) => noteListening(tx, two, TUESDAY));
  expect(await health()).toEqual({ ...fine, since: TUESDAY });
  await inTenant((tx) => endListen(tx, two, { next: null, failures: 0, problem: null }));
  expect(await claim(one, MONDAY, TUESDAY)).toMatchObject({ failures: 0 });
});
