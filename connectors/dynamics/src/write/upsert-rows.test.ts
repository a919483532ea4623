import { tierTable } from "@perennial/simulators";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type DynamicsWorld, dynamicsWorld } from "../testing/dynamics-world.ts";
import { type UpsertTarget, upsertRows } from "./upsert-rows.ts";

let world: DynamicsWorld;
let target: UpsertTarget;
beforeEach(async () => {
  world = await dynamicsWorld({ tables: [tierTable("prnl")] });
  const table = { logicalName: "prnl_tier", setName: "prnl_tiers" };
  target = { client: world.client, table, keyColumn: "prnl_key", size: 8 };
});
afterEach(() => world.stop());

const rows = (count: number, points = 1) =>
  Array.from({ length: count }, (_one, n) => ({ key: `k${n}`, values: { prnl_points: points } }));
const points = () => world.org.staff.list("prnl_tier").map(({ values }) => values.prnl_points);

test("rows are made, and written again without a second one", async () => {
  await upsertRows(target, rows(20));
  const again = await upsertRows(target, rows(20, 2));
  expect(again.every(({ written }) => written)).toBe(true);
  expect(points()).toEqual(Array.from({ length: 20 }, () => 2));
});

test("a row that is refused stands alone in the end; all others are written once", async () => {
  const wrong = { key: "bad", values: { prnl_points: -1 } };
  const unbound = {
    key: "lost",
    values: { "prnl_Contact@odata.bind": "/contacts(00000000-0000-4000-8000-000000000001)" },
  };
  const outcomes = await upsertRows(target, [...rows(5), wrong, unbound, ...rows(9).slice(5)]);
  expect(outcomes.filter(({ written }) => !written)).toMatchObject([
    { key: "bad", error: { kind: "invalid" } },
    { key: "lost", error: { kind: "not-found" } },
  ]);
  expect(points()).toHaveLength(9);
  expect(world.org.accepted.entries.filter(({ act }) => act === "create")).toHaveLength(9);
});

test("a limit is of no row: it is thrown, and nothing is halved", async () => {
  world.org.trouble.add({ limit: "requests", retryAfterSeconds: 300, times: 5 });
  await expect(upsertRows(target, rows(8))).rejects.toMatchObject({
    kind: "rate-limited",
    retryAfter: 300_000,
  });
  world.org.trouble.clear();
  expect(points()).toEqual([]);
});
