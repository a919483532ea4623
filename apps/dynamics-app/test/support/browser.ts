import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";
import { findChromium } from "./find-chromium.ts";
import type { Site } from "./site.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** How a page is opened. */
export interface Opening {
  readonly site: Site;
  readonly page: "settings" | "customer";
  /** What Dynamics passes along. */
  readonly passed: Readonly<Record<string, string>>;
  readonly width?: number;
}

/** A browser that watches what its pages do. */
export interface Watched {
  open(opening: Opening): Promise<Page>;
  /** Everything that a page did and must not: scripts' errors, breaches of the policy, requests to elsewhere. */
  readonly faults: string[];
  close(): Promise<void>;
}

/** Starts Chromium. */
export async function startBrowser(): Promise<Watched> {
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
  const faults: string[] = [];
  return {
    faults,
    open: (opening) => open(browser, opening, faults),
    close: () => browser.close(),
  };
}

async function open(browser: Browser, opening: Opening, faults: string[]): Promise<Page> {
  const { site, page: name, passed, width = 960 } = opening;
  const page = await browser.newPage({
    ...{ viewport: { width, height: 900 }, locale: "en-GB", timezoneId: "Europe/Stockholm" },
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (line) => {
    if (/Content Security Policy/i.test(line.text())) faults.push(`policy: ${line.text()}`);
  });
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== site.url) faults.push(`left: ${request.url()}`);
  });
  await page.goto(
    `${site.url}/WebResources/prnl_/${name}/index.html?${new URLSearchParams(passed)}`,
  );
  return page;
}

/** What axe finds on a page as it is, each with the place. */
export async function barriers(page: Page): Promise<readonly string[]> {
  // Through the debugger, which the page's policy does not bind.
  await page.evaluate(AXE);
  return page.evaluate<readonly string[]>(
    "axe.run(document).then(({ violations }) => violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => [id, help, html].join(': '))))",
  );
}
