import { rm } from "node:fs/promises";
import { join } from "node:path";
import { connectionString, openEmbedded } from "@perennial/store";
import { expect, onTestFinished, test } from "vitest";
import { MARKET_ENVIRONMENT, startMarketServer } from "../../testing/market-server.ts";
import { newDataDir, problemIn } from "../../testing/test-server.ts";

const ANNA = "anna@bolag.example";

test("while the database is away every door of an app says when to come again, and takes it then", async () => {
  const dataDir = await newDataDir();
  const open = () =>
    openEmbedded({ dataDir: join(dataDir, "database"), log: () => undefined, durable: false });
  let database = await open();
  const environment = { ...MARKET_ENVIRONMENT, DATABASE_URL: connectionString(database) };
  const server = await startMarketServer(environment, dataDir);
  onTestFinished(async () => {
    await server.stop();
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  await server.install("61", ANNA);
  await server.settle();
  const body = [{ account: "61", id: "c61", name: "Kunden" }];
  const asked = `?${new URLSearchParams({ account: "61", user: ANNA })}`;
  const doors = [
    () => server.signed("/hooks/v1/apps/market", { method: "POST", body }),
    () => server.signed(`/apps/market/v1/customers/c61/card${asked}`),
    () =>
      server.signed("/apps/market/actions/programs", { method: "POST", body: { account: "61" } }),
    () => server.visit("/apps/market/install"),
  ];
  await database.stop();
  for (const door of doors) {
    const response = await door();
    expect(response.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(await problemIn(response)).toMatchObject({ status: 503, title: "Not ready" });
  }
  database = await open();
  await expect.poll(async () => (await doors[0]?.())?.status, { timeout: 20_000 }).toBe(202);
  const statuses = [];
  for (const door of doors) statuses.push((await door()).status);
  expect(statuses).toEqual([202, 200, 200, 302]);
}, 90_000);
