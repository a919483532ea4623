import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Customer, type LocalDate, ManualClock } from "@perennial/contract";
import { LifecyclePlan } from "@perennial/lifecycle";
import { readLibraryProgram } from "@perennial/programs";
import { publishPlan } from "@perennial/runtime";
import {
  asTenant,
  CUSTOMERS,
  changeProgram,
  connectionString,
  type EmbeddedServer,
  ensureTenant,
  findTenant,
  listNights,
  openEmbedded,
  publishVersion,
  type Tenant,
  type TenantTransaction,
  upsertRecords,
} from "@perennial/store";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createContext, type ServerRuntime } from "../setup/create-context.ts";
import { type OpenStore, openStore } from "../setup/open-store.ts";
import { keepingLog, newDataDir } from "../testing/test-server.ts";
import { reviewIfDue } from "./review.ts";

const MONDAY = "2026-03-02T07:00:00.000Z";
const TUESDAY = "2026-03-03T07:00:00.000Z";
const COMPUTED = /Where customers stand was computed/;

const { log, lines } = keepingLog();
const clock = new ManualClock(MONDAY);
let dataDir = "";
let database: EmbeddedServer;
let stores: readonly OpenStore[] = [];
/** Two processes, as far as the database can tell. */
let processes: readonly ServerRuntime[] = [];

async function openProcess(): Promise<ServerRuntime> {
  const store = await openStore({ databaseUrl: connectionString(database), dataDir, log });
  stores = [...stores, store];
  return createContext({
    ...{ db: store.db, clock, log, dataDir, vaultKey: undefined },
    ...{ publicUrl: "https://perennial.example", endpointsMayReach: [], connectors: [] },
  });
}

beforeAll(async () => {
  dataDir = await newDataDir();
  const home = join(dataDir, "database");
  database = await openEmbedded({ dataDir: home, log: () => undefined, durable: false });
  processes = [await openProcess(), await openProcess()];
}, 60_000);
afterAll(async () => {
  for (const { connections } of processes) await connections.close();
  for (const store of stores) await store.close();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

const text = (of: string) => ({ sv: of, en: of });
const PLAN = LifecyclePlan.parse({
  phases: {},
  tiers: { tiers: [{ id: "member", name: text("Medlem"), from: 0 }] },
});

function customer(id: string, customerSince: LocalDate): Customer {
  const email = `${id}@kund.example`;
  return Customer.parse({ id, name: "Kim", email, customerSince, updatedAt: clock.now() });
}

/** Has the review done by both processes at once. */
async function night({ id }: Tenant): Promise<void> {
  await Promise.all(
    processes.map(async (process) => {
      const tenant = await findTenant(process.db, id);
      if (tenant) await reviewIfDue(process, { tenant, over: new AbortController().signal });
    }),
  );
}

async function activateWelcome(tx: TenantTransaction): Promise<void> {
  const files = await readLibraryProgram("welcome");
  await publishVersion(tx, { program: "welcome", files, digest: "x", by: "kim", at: MONDAY });
  await changeProgram(tx, "welcome", { at: MONDAY, state: "active" });
}

test("a plan's first night welcomes nobody, and the next the customers that are new, once for two processes", async () => {
  const [first] = processes;
  if (!first) throw new Error("no process was opened");
  const tenant = await ensureTenant(first.db, { slug: "night", name: "Elbolaget" }, MONDAY);
  const within = <T>(work: (tx: TenantTransaction) => Promise<T>) =>
    asTenant(first.db, tenant.id, work);
  await within(activateWelcome);
  // Of January, and in the first ninety days as well.
  const there = [customer("1", "2020-01-01"), customer("2", "2026-01-15")];
  await within((tx) => upsertRecords(tx, CUSTOMERS, there));
  const { version } = await publishPlan(first, tenant, { plan: PLAN, by: "kim" });
  expect(version).toBe(1);
  await night(tenant);
  await within((tx) => upsertRecords(tx, CUSTOMERS, [customer("3", "2026-03-02")]));
  clock.moveTo(TUESDAY);
  await night(tenant);
  expect(await within((tx) => listNights(tx, 10))).toMatchObject([
    { night: "2026-03-03", stage: "done", isBaseline: false, customers: 3, told: 2 },
    { night: "2026-03-02", stage: "done", isBaseline: true, customers: 2, told: 0 },
  ]);
  const rows = (of: string) => within((tx) => tx.rows(sql`${sql.raw(of)}`));
  expect(await rows("select id, phase, tier from customers order by id")).toEqual([
    { id: "1", phase: "develop", tier: "member" },
    { id: "2", phase: "welcome", tier: "member" },
    { id: "3", phase: "welcome", tier: "member" },
  ]);
  expect(await rows("select program, customer_id as id from enrolments")).toEqual([
    { program: "welcome", id: "3" },
  ]);
  expect(lines.filter((line) => COMPUTED.test(line))).toHaveLength(2);
  expect(lines.filter((line) => line.startsWith("error"))).toEqual([]);
});
