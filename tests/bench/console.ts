import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reviewBase } from "@perennial/runtime";
import { type RunningServer, startServer } from "@perennial/server";
import {
  asTenant,
  changeProgram,
  ensureTenant,
  findTenant,
  publishPlanVersion,
  publishVersion,
  saveChurnModel,
  type Tenant,
} from "@perennial/store";
import { sql } from "kysely";
import { type Browser, chromium, type Page } from "playwright-core";
import { buildConsole } from "../browser/harness/build-console.ts";
import { findChromium } from "../browser/harness/find-chromium.ts";
import { type BenchDatabase, openBenchDatabase } from "./bench-database.ts";
import { wireRuntime } from "./bench-runtime.ts";
import { fillPurchases } from "./fill-purchases.ts";
import { fillRecords } from "./fill-records.ts";
import { median, note, percentile, print, printHeader, tableLines } from "./measure.ts";
import { readOptions } from "./options.ts";
import { CHURN_MODEL, DATE_PROGRAMS, STANDING_PLAN } from "./standing-plan.ts";

const DEFAULTS = { customers: 100_000, rounds: 5 };
/** Purchases of each customer. */
const EACH = 10;

/** The screens that are opened, one after the other. */
const SCREENS = [
  "/",
  "/customers",
  "/customers/c00000042",
  "/embed/customers/c00000042",
  "/calls",
  "/programs",
  "/messages",
  "/loyalty",
  "/matrix",
  "/insight/flows",
  "/insight/value",
  "/insight/assessment",
  "/insight/twins",
  "/plan",
  "/activity",
  "/connections",
] as const;

/** What opening a screen cost the browser. */
interface Opened {
  readonly scripting: number;
  readonly scriptBytes: number;
  readonly ready: number;
}

/**
 * The console of a company with many customers in a real browser: what opening each screen costs in scripting and in
 * script, how long its requests take, and how the list of customers scrolls. Beside it the bare request: the server's
 * health, which asks the database one thing.
 */
export async function benchConsole(args: readonly string[]): Promise<void> {
  const { customers, rounds } = readOptions("console", args, DEFAULTS);
  const bench = await openBenchDatabase();
  const folder = await mkdtemp(join(tmpdir(), "perennial-bench-console-"));
  try {
    await printHeader("the console with many customers, in a browser", bench);
    const [tenant] = await Promise.all([fill(bench, customers), buildConsole(folder)]);
    await review(bench, tenant);
    const silent = { info: () => {}, warn: () => {}, error: () => {} };
    const server = await startServer({
      ...{ port: 0, log: silent, dataDir: folder, consoleFolder: folder },
      environment: { DATABASE_URL: bench.url },
    });
    const { path, args: flags, from } = await findChromium();
    note(`Chromium from ${from}`);
    const browser = await chromium.launch({ executablePath: path, args: [...flags] });
    await measure({ browser, server, rounds, customers });
    await browser.close();
    await server.stop();
  } finally {
    await bench.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(bench: BenchDatabase, customers: number): Promise<Tenant> {
  const now = new Date().toISOString();
  const today = now.slice(0, 10);
  // The tenant that a server without a demo serves.
  const tenant = await ensureTenant(bench.db, { slug: "default", name: "Bench" }, now);
  note(`filling in ${customers} customers with ${EACH} purchases each`);
  const endsOn = sql`date ${sql.lit(today)} + n % 730`;
  await fillRecords(bench, tenant, { count: customers, now, endsOn });
  await fillPurchases(bench, tenant, { customers, each: EACH, until: today });
  await asTenant(bench.db, tenant.id, async (tx) => {
    await tx.run(sql`
      update customers set attributes = jsonb_build_object('heat', (array['pump', 'district', 'oil'])[1 + abs(hashtext(id) / 8) % 3],
        'rooms', abs(hashtext(id)) % 8, 'ownsHouse', hashtext(id) % 2 = 0, 'note', 'Anna ' || id)`);
    await publishPlanVersion(tx, { plan: STANDING_PLAN, at: now, by: "bench" });
    await saveChurnModel(tx, CHURN_MODEL, now);
    for (const [program, files] of Object.entries(DATE_PROGRAMS)) {
      await publishVersion(tx, { program, files, digest: "bench", by: "bench", at: now });
      await changeProgram(tx, program, { at: now, state: "active" });
    }
  });
  return tenant;
}

async function review(bench: BenchDatabase, tenant: Tenant): Promise<void> {
  note("reviewing the base");
  const now = new Date().toISOString();
  const { context } = await wireRuntime(bench.db, { now, program: "bench" });
  const known = (await findTenant(bench.db, tenant.id)) ?? tenant;
  await reviewBase({ ...context, clock: { now: () => now } }, known);
  await bench.db.executeQuery(sql`vacuum analyze`.compile(bench.db));
}

interface Stage {
  readonly browser: Browser;
  readonly server: RunningServer;
  readonly rounds: number;
  readonly customers: number;
}

async function measure({ browser, server, rounds, customers }: Stage): Promise<void> {
  const bare = await bareRequests(server, 50);
  const requests = new Map<string, number[]>();
  const opened = new Map<string, Opened[]>();
  for (let round = 0; round <= rounds; round++) {
    for (const screen of SCREENS) {
      const page = await (await browser.newContext({ locale: "sv-SE" })).newPage();
      if (round > 0) timeRequests(page, requests);
      const cost = await open(page, server, screen);
      // The first round wakes the server and the database.
      if (round > 0) opened.set(screen, [...(opened.get(screen) ?? []), cost]);
      if (screen === "/customers") await scroll(page);
      await page.context().close();
    }
    note(round === 0 ? "warm-up" : `round ${round}`);
  }
  report({ customers, rounds, bare, requests, opened });
}

/** Keeps how long each request of a page takes, by operation. */
function timeRequests(page: Page, requests: Map<string, number[]>): void {
  page.on("requestfinished", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/v1/")) return;
    const { requestStart, responseEnd } = request.timing();
    const name = `${request.method()} ${pathname.replace(/c0{3,}\d+/, "{id}")}`;
    requests.set(name, [...(requests.get(name) ?? []), responseEnd - requestStart]);
  });
}

async function open(page: Page, server: RunningServer, screen: string): Promise<Opened> {
  const debug = await page.context().newCDPSession(page);
  await debug.send("Performance.enable");
  let scriptBytes = 0;
  await debug.send("Network.enable");
  const scripts = new Set<string>();
  debug.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  debug.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) scriptBytes += encodedDataLength;
  });
  const begun = performance.now();
  await page.goto(`${server.url}/console${screen}#token=${server.token}`);
  await page.locator("h1").first().waitFor();
  await page.waitForLoadState("networkidle");
  const ready = performance.now() - begun;
  const { metrics } = await debug.send("Performance.getMetrics");
  const seconds = metrics.find(({ name }) => name === "ScriptDuration")?.value ?? 0;
  return { scripting: seconds * 1_000, scriptBytes, ready };
}

/** Scrolls ten pages down the list of customers. */
async function scroll(page: Page): Promise<void> {
  await page.getByRole("region").first().focus();
  for (let step = 0; step < 10; step++) {
    await page.keyboard.press("End");
    await page.waitForLoadState("networkidle");
  }
}

async function bareRequests({ url }: RunningServer, count: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let each = 0; each < count; each++) {
    const begun = performance.now();
    await (await fetch(`${url}/v1/health`)).arrayBuffer();
    times.push(performance.now() - begun);
  }
  return times;
}

function report(of: {
  readonly customers: number;
  readonly rounds: number;
  readonly bare: readonly number[];
  readonly requests: ReadonlyMap<string, readonly number[]>;
  readonly opened: ReadonlyMap<string, readonly Opened[]>;
}): void {
  const bare = median(of.bare);
  const ms = (value: number) => value.toFixed(0);
  print([
    `screens of a company with ${of.customers} customers, medians of ${of.rounds}`,
    ...tableLines([
      ["screen", "scripting ms", "script kB compressed", "all there after ms"],
      ...[...of.opened].map(([screen, each]) => [
        screen,
        ms(median(each.map(({ scripting }) => scripting))),
        ms(median(each.map(({ scriptBytes }) => scriptBytes)) / 1_000),
        ms(median(each.map(({ ready }) => ready))),
      ]),
    ]),
    `requests; the bare one is the server's health at ${bare.toFixed(1)} ms`,
    ...tableLines([
      ["request", "times", "median ms", "95 % ms", "times bare"],
      ...[...of.requests]
        .toSorted(([, one], [, two]) => median(two) - median(one))
        .map(([name, times]) => [
          name,
          String(times.length),
          ms(median(times)),
          ms(percentile(times, 0.95)),
          (median(times) / bare).toFixed(1),
        ]),
    ]),
  ]);
}
