import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "@perennial/contract";
import { startTestDatabase, type TestDatabase } from "@perennial/import/testing";
import { type RunningServer, startServer } from "@perennial/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { perennialHere } from "../testing/run-commands.ts";

let database: TestDatabase;
let server: RunningServer;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "perennial-cli-service-"));
  database = await startTestDatabase();
  const environment = { DATABASE_URL: database.url };
  server = await startServer({ port: 0, dataDir, environment, log: silentLog });
  const { id } = server.tenant;
  const client = await database.db.pool.connect();
  try {
    await client.query("begin");
    await client.query(`select set_config('app.tenant', '${id}', true)`);
    await client.query(`insert into phone_calls (tenant_id, id, direction, team, started_at, answered_at, ended_at,
        transfers, registered_at)
      select ${id}, 'c' || n, 'in', 'avtal', '2026-03-10 09:00Z', '2026-03-10 09:07Z', '2026-03-10 09:10Z', n % 2,
        case when n < 4 then timestamptz '2026-03-10 09:10Z' end from generate_series(1, 4) n`);
    await client.query("commit");
  } finally {
    client.release();
  }
}, 120_000);
afterAll(async () => {
  await server.stop();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

const service = (...args: readonly string[]) =>
  perennialHere(["service", ...args, "--url", server.url, "--token", server.token]);

test("service tells of the calls of some days beside as many before, in both languages", async () => {
  const { code, out, err } = await service("--to", "2026-03-31", "--days", "31");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain(
    "Customer service 2026-03-01 – 2026-03-31, compared with 2026-01-29 – 2026-02-28",
  );
  expect(out).toMatch(/Not written down +25 % +–/);
  expect(out).toMatch(/Transfers per call +0\.50 +–/);
  expect(out).toMatch(/avtal +4 +25 % +7:00 +3:00/);
  const swedish = await service("--to", "2026-03-31", "--days", "31", "--locale", "sv");
  expect(swedish.out).toMatch(/Inte antecknade +25 % +–/);
  const { out: json } = await service("--to", "2026-03-31", "--json");
  expect(JSON.parse(json)).toMatchObject({ calls: { calls: 4, waited: 420, talked: 180 } });
});

test("service refuses a number of days that nobody looks at", async () => {
  const { code, err } = await service("--days", "400");
  expect(code).toBe(2);
  expect(err).toContain("Write a whole number from 1 to 366.");
});
