import { Client } from "@perennial/api";
import { expect, test } from "vitest";
import { useMarketServer } from "../testing/market-server.ts";
import { statusOf } from "../testing/roles-and-tenants.ts";

const server = useMarketServer();

test("the report on customer service covers the days asked for, and as many before", async () => {
  const client = new Client({ url: server().url, token: server().token });
  const report = await client.ask("getServiceReport", { query: { days: 7, to: "2026-03-31" } });
  expect(report.days).toEqual({ from: "2026-03-25", to: "2026-03-31" });
  expect(report.before).toEqual({ from: "2026-03-18", to: "2026-03-24" });
  expect(report.calls).toMatchObject({ calls: 0, unregisteredShare: null, waited: null });
  expect(await statusOf(client.ask("getServiceReport", { query: { days: 0 } }))).toBe(400);
  expect(await statusOf(client.ask("getServiceReport", { query: { days: 367 } }))).toBe(400);
});
