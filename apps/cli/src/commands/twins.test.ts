import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Customer, silentLog } from "@perennial/contract";
import { startTestDatabase, type TestDatabase } from "@perennial/import/testing";
import { type RunningServer, startServer } from "@perennial/server";
import {
  addConsents,
  asTenant,
  CUSTOMERS,
  hashedEmail,
  listTenants,
  upsertRecords,
} from "@perennial/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { perennialHere, TRACE } from "../testing/run-commands.ts";

const AT = "2026-01-01T10:00:00.000Z";
let database: TestDatabase;
let server: RunningServer;
let dataDir: string;

/** Of 60 gold customers nearly all have a heat pump, of 200 silver ones a fifth, and of 40 prospects a half. */
function people(): readonly Customer[] {
  return Array.from({ length: 300 }, (_, index) => {
    const isGold = index < 60;
    const pump = isGold ? index % 10 !== 0 : index % (index < 260 ? 5 : 2) === 0;
    return Customer.parse({
      ...{ id: `k${index}`, name: `Kund ${index}`, email: `k${index}@example.se`, updatedAt: AT },
      ...(index < 260 && { valueClass: isGold ? "gold" : "silver" }),
      attributes: { heat: pump ? "pump" : "district" },
    });
  });
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "perennial-cli-twins-"));
  database = await startTestDatabase();
  const environment = { DATABASE_URL: database.url };
  server = await startServer({ port: 0, dataDir, environment, log: silentLog });
  const [tenant] = await listTenants(database.db);
  await asTenant(database.db, tenant?.id ?? 0, async (tx) => {
    await upsertRecords(tx, CUSTOMERS, people());
    const given = { channel: "email", purpose: "marketing", state: "given", at: AT } as const;
    const how = { ...given, source: "form", legalBasis: "consent" } as const;
    const consents = ["k260", "k262"].map((customerId) => ({ ...how, customerId }));
    await addConsents(tx, consents);
  });
}, 120_000);
afterAll(async () => {
  await server.stop();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

const twins = (...args: readonly string[]) =>
  perennialHere(["insight", "twins", "--url", server.url, "--token", server.token, ...args]);

test("shows what sets the best apart, in both languages", async () => {
  const english = await twins("--locale", "en");
  expect(english.err).toBe("");
  expect(english.out).toContain("The best (gold): 60 customers, against 200 others.");
  expect(english.out).toMatch(/\n {2}heat +pump +90\.0% +20\.0% +4\.50 +/);
  expect(english.out).toContain("60 are like them.");
  const swedish = await twins("--locale", "sv", "--of", "silver");
  expect(swedish.out).toContain("De bästa (silver): 200 kunder, mot 60 övriga.");
});

test("hands out the file of those who consented, and counts the rest", async () => {
  const { code, out, err } = await twins("--who", "prospects", "--format", "csv", "--locale", "en");
  expect(code).toBe(0);
  const [head, ...lines] = out.trimEnd().split("\n");
  expect(head).toBe("id,email_sha256,points,reasons");
  expect(lines).toHaveLength(2);
  const [id, hash, , reasons] = lines[0]?.split(",") ?? [];
  expect([id, hash, reasons]).toEqual(["k260", hashedEmail("k260@example.se"), "heat: pump"]);
  expect(err).toContain("Left out: 18 have no recorded consent to marketing by e-mail");
  const again = await twins("--who", "prospects", "--format", "csv", "--locale", "en");
  expect(again.out).toBe(out);
});

test("gives the same as JSON, of as many as were asked for", async () => {
  const { out } = await twins("--who", "prospects", "--format", "json", "--limit", "3");
  const { considered, exported, items } = JSON.parse(out);
  expect({ considered, exported }).toEqual({ considered: 3, exported: items.length });
});

test("what is no group is told", async () => {
  const { code, err } = await twins("--of", "platinum");
  expect(code).not.toBe(0);
  expect(err).not.toMatch(TRACE);
});
