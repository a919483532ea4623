import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Customer, silentLog } from "@perennial/contract";
import { startTestDatabase, type TestDatabase } from "@perennial/import/testing";
import { type RunningServer, startServer } from "@perennial/server";
import { asTenant, CUSTOMERS, upsertRecords } from "@perennial/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { perennialHere } from "../testing/run-commands.ts";

let database: TestDatabase;
let server: RunningServer;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "perennial-cli-worklist-"));
  database = await startTestDatabase();
  const environment = { DATABASE_URL: database.url };
  server = await startServer({ port: 0, dataDir, environment, log: silentLog });
  const company = (id: string, attributes: Customer["attributes"]) =>
    Customer.parse({
      ...{ id, kind: "company", name: `Bolaget ${id}`, updatedAt: "2026-01-01T00:00:00.000Z" },
      attributes: { district: "Skövde", ...attributes },
    });
  const companies = [
    company("a", { investmentBudget: true }),
    company("b", { trucks: 3 }),
    company("c", {}),
  ];
  await asTenant(server.runtime.db, server.tenant.id, (tx) =>
    upsertRecords(tx, CUSTOMERS, companies),
  );
}, 120_000);
afterAll(async () => {
  await server.stop();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

const run = (...args: readonly string[]) =>
  perennialHere([...args, "--url", server.url, "--token", server.token]);
const days = ["--from", "2026-03-02", "--to", "2026-03-22"];

async function visits(text: string): Promise<string> {
  const path = join(dataDir, "visits.csv");
  await writeFile(path, text);
  return path;
}

test("the worklist is told with why now and what to bring", async () => {
  const { out, code } = await run("worklist", "--district", "Skövde", "--locale", "sv");
  expect(code).toBe(0);
  expect(out.split("\n").slice(0, 3)).toEqual([
    "Poäng  Företag    Distrikt  Ansvarig",
    "    3  Bolaget a  Skövde    –",
    "    1  Bolaget b  Skövde    –",
  ]);
  expect(out).toContain("Besök Bolaget a nu: företaget har fått investeringsbudget. Ta med en");
  const { out: json } = await run("worklist", "--json", "--limit", "1");
  expect(JSON.parse(json)).toMatchObject({
    items: [{ customerId: "a" }],
    next: expect.any(String),
  });
});

test("what data the criteria lack is told with the fields", async () => {
  const { out } = await run("worklist", "gaps");
  expect(out).toContain("of 3 customers looked at");
  expect(out).toContain("nothing is filled in in customer.attributes.plansChange.");
});

test("what visits led to is told before a day and after it", async () => {
  const { out, code } = await run("worklist", "effect", "--since", "2020-03-02");
  expect(code).toBe(0);
  expect(out).toContain("2019-12-03 – 2020-03-01");
  expect(out).toContain("No visits are recorded.");
  const { err } = await run("worklist", "effect", "--since", "soon");
  expect(err).toContain("--since");
});

test("planned visits are compared with the list both ways", async () => {
  const file = await visits("customerId;date\nb;2026-03-03\nc;2026-03-04\n");
  const { out, code } = await run("plan-audit", "--visits", file, "--district", "Skövde", ...days);
  expect(code).toBe(0);
  expect(out).toContain("Of 2 planned visits, 1 is the better choice.");
  expect(out).toContain("Wrong choice rate: 50%");
  expect(out).toMatch(/3 {2}Bolaget a {2}Bolaget c/);
});

test("a visit that is none, and one to nobody, are told with their rows", async () => {
  const noDate = await visits("customerId;date\nb;3 mars\n");
  const wrong = await run("plan-audit", "--visits", noDate, ...days);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain('visits.csv:2: "3 mars" is no date. Write one such as 2026-03-10.');
  const nobody = await visits("customerId;date\nb;2026-03-03\nx;2026-03-04\n");
  const { err, code } = await run("plan-audit", "--visits", nobody, ...days);
  expect(code).toBe(2);
  expect(err).toContain("visits.csv:3: There is no company with the id x");
  const columns = await visits("kund;dag\nb;2026-03-03\n");
  expect((await run("plan-audit", "--visits", columns, ...days)).err).toContain(
    "has the columns kund, dag",
  );
});
