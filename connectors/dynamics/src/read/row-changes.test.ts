import { afterEach, beforeEach, expect, test } from "vitest";
import type { TableDefinition } from "../describe/table-definition.ts";
import { type DynamicsWorld, dynamicsWorld } from "../testing/dynamics-world.ts";
import { type RowChanges, type RowCursor, readRowChanges } from "./row-changes.ts";

const DAY = 86_400;
let world: DynamicsWorld;
beforeEach(async () => {
  world = await dynamicsWorld({ changeTrackingDays: 7 });
});
afterEach(() => world.stop());

const CONTACTS: TableDefinition = {
  logicalName: "contact",
  label: "Contact",
  setName: "contacts",
  primaryId: "contactid",
  primaryName: "fullname",
  tracksChanges: true,
};

async function read(cursor?: RowCursor, table = CONTACTS) {
  const pages: RowChanges[] = [];
  const reading = { client: world.client, table, columns: ["contactid", "lastname"], pageSize: 3 };
  for await (const page of readRowChanges(reading, cursor))
    pages.push(JSON.parse(JSON.stringify(page)));
  const names = pages.flatMap(({ rows }) => rows.map(({ lastname }) => lastname));
  const last = pages.at(-1);
  if (last === undefined) throw new Error("no page came");
  return {
    pages,
    names,
    deleted: pages.flatMap((page) => page.deleted),
    cursor: last.cursor,
    isFull: last.isFull,
  };
}

test("everything first, then changes and deletions alone, by cursors that survive JSON", async () => {
  const ids = world.org.staff.fill(
    "contact",
    Array.from({ length: 7 }, (_one, n) => ({ lastname: `P${n}` })),
  );
  const [a = "", b = ""] = ids;
  const first = await read();
  expect(first).toMatchObject({ isFull: true, deleted: [] });
  expect(first.names).toHaveLength(7);
  world.org.staff.change("contact", b, { lastname: "B2" });
  world.org.staff.remove("contact", a);
  expect(await read(first.cursor)).toMatchObject({ names: ["B2"], deleted: [a], isFull: false });
});

test("a reading that broke off goes on where it was, and misses nothing that changed meanwhile", async () => {
  const ids = world.org.staff.fill(
    "contact",
    Array.from({ length: 5 }, (_one, n) => ({ lastname: `P${n}` })),
  );
  const first = await readRowChanges(
    { client: world.client, table: CONTACTS, columns: ["lastname"], pageSize: 3 },
    undefined,
  ).next();
  if (first.done) throw new Error("no page came");
  world.org.staff.change("contact", ids[0] ?? "", { lastname: "Changed" });
  const rest = await read(first.value.cursor);
  expect(rest.names).toEqual(["P3", "P4"]);
  expect((await read(rest.cursor)).names).toEqual(["Changed"]);
});

test("a link that is too old leads to a full reading, which says that it is one", async () => {
  const id = world.org.staff.create("contact", { lastname: "Old" }).id;
  world.org.staff.create("contact", { lastname: "Kept" });
  const { cursor } = await read();
  world.org.staff.remove("contact", id);
  world.wait(8 * DAY);
  const again = await read(cursor);
  expect(again).toMatchObject({ names: ["Kept"], deleted: [], isFull: true });
  expect(await read(again.cursor)).toMatchObject({ names: [], isFull: false });
});

test("a row that was deleted and made again under its id is a change, not a deletion", async () => {
  const id = world.org.staff.create("contact", { lastname: "x" }).id;
  const { cursor } = await read();
  world.org.staff.remove("contact", id);
  await world.client.request({
    method: "PATCH",
    path: [`contacts(${id})`],
    json: { lastname: "Again" },
  });
  expect(await read(cursor)).toMatchObject({ names: ["Again"], deleted: [] });
});

test("without tracking rows come by their last change, with an overlap for clocks that differ", async () => {
  const untracked = { ...CONTACTS, tracksChanges: false };
  world.org.staff.fill(
    "contact",
    Array.from({ length: 4 }, (_one, n) => ({ lastname: `P${n}` })),
  );
  const first = await read(undefined, untracked);
  expect(first.names.toSorted()).toEqual(["P0", "P1", "P2", "P3"]);
  world.wait(600);
  world.org.skewSeconds = -60;
  world.org.staff.create("contact", { lastname: "Late" });
  const second = await read(first.cursor, untracked);
  expect(second.names).toContain("Late");
  world.wait(3600);
  expect((await read(second.cursor, untracked)).names).toEqual(["Late"]);
});
