import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "@perennial/contract";
import { startTestDatabase, type TestDatabase } from "@perennial/import/testing";
import { type RunningServer, startServer } from "@perennial/server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { perennialHere, TRACE } from "../testing/run-commands.ts";

let database: TestDatabase;
let server: RunningServer;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "perennial-cli-aside-"));
  database = await startTestDatabase();
  const environment = { DATABASE_URL: database.url };
  server = await startServer({ port: 0, dataDir, environment, log: silentLog });
}, 120_000);
afterAll(async () => {
  await server.stop();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

/** Runs statements as the server's tenant. */
async function asCompany(...statements: readonly string[]): Promise<void> {
  const client = await database.db.pool.connect();
  const tenant = `select set_config('app.tenant', '${server.tenant.id}', true)`;
  try {
    for (const text of ["begin", tenant, ...statements, "commit"]) await client.query(text);
  } finally {
    client.release();
  }
}

beforeEach(async () => {
  const { id } = server.tenant;
  await asCompany(
    "delete from enrolments",
    "delete from inbox",
    `insert into enrolments (tenant_id, id, program, program_version, customer_id, key, round, step, entered_at, downs, aside_at)
     overriding system value values (${id}, 17, 'renewal', 1, 'C-1042', 'k', 0, 'wait', now(), 3, '2026-03-02T08:15:00Z')`,
    `insert into inbox (tenant_id, id, connection_id, received_at, delivery_id, method, url, headers, body, taken_at, downs, aside_at)
     overriding system value values (${id}, 4, 'crm', now(), 'd', 'POST', '/', '{}', '{}', now(), 3, '2026-03-02T09:30:00Z')`,
  );
});

const aside = (...args: readonly string[]) =>
  perennialHere(["aside", ...args, "--url", server.url, "--token", server.token]);

describe("aside", () => {
  test("lists what is put aside, since when and about whom, and says what to do", async () => {
    const { code, out, err } = await aside();
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/enrolment-17 +2026-03-02 08:15 +C-1042 +renewal/);
    expect(out).toMatch(/delivery-4 +2026-03-02 09:30 +crm/);
    expect(out).toMatch(/Är ställd åt sidan|Is put aside/);
    expect((await aside("--locale", "en")).out).toContain("Release it once the cause is mended.");
    expect((await aside("--locale", "sv")).out).toContain("Ge klartecken när orsaken är åtgärdad.");
  });

  test("gives all of it as JSON", async () => {
    const { code, out } = await aside("--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      items: [
        { id: "enrolment-17", customerId: "C-1042", attempts: 3, reason: "worker-down" },
        { id: "delivery-4", connection: "crm" },
      ],
    });
  });

  test("says so where nothing is put aside", async () => {
    await aside("release", "enrolment-17", "delivery-4");
    expect(await aside()).toEqual({ code: 0, out: "Nothing is put aside.\n", err: "" });
    expect(JSON.parse((await aside("--json")).out)).toEqual({ items: [] });
  });
});

describe("aside release", () => {
  test("lets what is named go on and says of each what became of it", async () => {
    const { code, out, err } = await aside("release", "enrolment-17", "enrolment-18");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe("enrolment-17 goes on.\nenrolment-18 is not put aside.\n");
    expect((await aside()).out).not.toContain("enrolment-17");
  });

  test("gives what was released as JSON", async () => {
    const { code, out } = await aside("release", "delivery-4", "delivery-5", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ released: ["delivery-4"] });
  });

  test("of something that is no such id releases nothing and says what is wrong", async () => {
    const { code, out, err } = await aside("release", "17");
    expect(code).not.toBe(0);
    expect(out).toBe("");
    expect(err).toContain("ids");
    expect(err).not.toMatch(TRACE);
    expect((await aside()).out).toContain("enrolment-17");
  });

  test("of nothing is wrong usage", async () => {
    const { code, out, err } = await aside("release");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("missing required argument 'id'");
  });

  test("with a token that is not right is refused", async () => {
    const args = ["aside", "release", "delivery-4", "--url", server.url, "--token", "wrong"];
    const { code, err } = await perennialHere(args);
    expect(code).not.toBe(0);
    expect(err).not.toMatch(TRACE);
    expect((await aside()).out).toContain("delivery-4");
  });
});

test.each(["aside", "aside release"])("the help of %s shows an example", async (command) => {
  const { code, out } = await perennialHere([...command.split(" "), "--help"]);
  expect(code).toBe(0);
  expect(out).toMatch(/Examples?:\n {2}\$ npx perennial aside/);
});
