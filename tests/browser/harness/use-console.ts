import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@perennial/api";
import type { Log } from "@perennial/contract";
import { type RunningServer, type StartOptions, startServer } from "@perennial/server";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { newDatabase } from "../../services/new-database.ts";

/** How the page is opened. */
export interface OpenOptions {
  /** @default "sv" */
  readonly locale?: "sv" | "en";
  /** Whose token signs in. @default the console's */
  readonly token?: string;
  /** @default 1280 by 800 */
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A server, with the example company unless told otherwise, and a browser before its console. */
export interface ConsoleTest {
  readonly server: RunningServer;
  readonly client: Client;
  /** The server's database, for what cannot be seen from outside. */
  readonly databaseUrl: string;
  /** Opens an address of the console on a page of its own, signed in, and waits for the screen's heading. */
  open(path: string, options?: OpenOptions): Promise<Page>;
}

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** A console for all tests of a file; every page must have run without an error of its script. */
export function useConsole(options: Partial<StartOptions> = {}): () => ConsoleTest {
  let test: (ConsoleTest & { readonly close: () => Promise<void> }) | undefined;
  const pages: Page[] = [];
  const faults: string[] = [];
  beforeAll(async () => {
    test = await start(options, { pages, faults });
  }, 90_000);
  afterEach(async () => {
    await Promise.all(pages.splice(0).map((each) => each.close()));
    expect(faults.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await test?.close();
  }, 60_000);
  return () => {
    if (!test) throw new Error("the console is used before the tests run");
    return test;
  };
}

interface Watch {
  readonly pages: Page[];
  readonly faults: string[];
}

async function start(
  options: Partial<StartOptions>,
  watch: Watch,
): Promise<ConsoleTest & { readonly close: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), "perennial-browser-"));
  const database = await newDatabase(inject("databaseUrl"));
  const server = await startServer({
    ...{ port: 0, demo: true, customers: 60, log: silent, dataDir },
    environment: { DATABASE_URL: database.url },
    consoleFolder: inject("consoleFolder"),
    ...options,
  });
  const { path, args } = inject("chromium");
  const browser = await chromium.launch({ executablePath: path, args: [...args] });
  const windows = windowsOf(browser);
  return {
    server,
    client: new Client({ url: server.url, token: server.token }),
    databaseUrl: database.url,
    open: (address, how = {}) => openPage({ windows, server, watch }, address, how),
    async close() {
      await browser.close();
      await server.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

type Windows = (how: Required<Pick<OpenOptions, "locale" | "viewport">>) => Promise<BrowserContext>;

/** A window for each language and size, kept for the whole file: the console is loaded once and not for every test. */
function windowsOf(browser: Browser): Windows {
  const windows = new Map<string, Promise<BrowserContext>>();
  return ({ locale, viewport }) => {
    const key = JSON.stringify([locale, viewport]);
    const known = windows.get(key);
    if (known) return known;
    const made = browser.newContext({ viewport, locale: locale === "sv" ? "sv-SE" : "en-GB" });
    windows.set(key, made);
    return made;
  };
}

interface Stage {
  readonly windows: Windows;
  readonly server: RunningServer;
  readonly watch: Watch;
}

async function openPage(
  { windows, server, watch }: Stage,
  address: string,
  { locale = "sv", token = server.token, viewport = { width: 1280, height: 800 } }: OpenOptions,
): Promise<Page> {
  const page = await (await windows({ locale, viewport })).newPage();
  watch.pages.push(page);
  page.on("pageerror", (error) => watch.faults.push(`${address}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of [45]\d\d/.test(message.text())) {
      watch.faults.push(`${address}: ${message.text()}`);
    }
  });
  const url = new URL(`/console${address}`, server.url);
  url.hash = `token=${token}`;
  await page.goto(url.href);
  await page.locator("h1").first().waitFor();
  return page;
}
