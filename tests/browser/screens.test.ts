import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { seriousFindings } from "./harness/accessibility.ts";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();

/** Where pictures of every screen go, for the guides: nowhere unless asked for. */
const PICTURES = process.env.PERENNIAL_SCREENSHOTS;

/** Every screen and every part of one that has an address, with `{customer}` for one who is in a program. */
const SCREENS: readonly (readonly [name: string, path: string])[] = [
  ["home", "/"],
  ["start", "/start"],
  ["customers", "/customers"],
  ["customer", "/customers/{customer}"],
  ["agent", "/agent"],
  ["agent-in-call", "/agent?customer={customer}"],
  ["agent-unknown", "/agent?phone=%2B4631101010"],
  ["calls", "/calls"],
  ...parts("worklist", "/worklist?tab=", ["list", "plan", "gaps", "effect", "criteria"]),
  ["activity", "/activity"],
  ...parts("programs", "/programs?tab=", ["own", "library"]),
  ...parts("program", "/programs/renewal?tab=", [
    ...["overview", "process", "settings", "audience", "versions", "results", "people"],
  ]),
  ...parts("editor", "/programs/renewal/edit?tab=", ["form", "file", "texts", "sheet"]),
  ["try", "/programs/renewal/try"],
  ["dry-run", "/programs/renewal/dry-run"],
  ...parts("messages", "/messages?tab=", ["texts", "recipients"]),
  ["message", "/messages/renewal/reminder?channel=sms"],
  ...parts("loyalty", "/loyalty?tab=", ["tiers", "points", "vouchers", "promise"]),
  ["matrix", "/matrix"],
  ...parts("plan", "/plan?tab=", [
    ...["phases", "classes", "segments", "groups", "flows", "risk", "holdout"],
  ]),
  ...parts("insight", "/insight/", [
    ...["value", "flows", "migration", "cohorts", "forecast", "pareto", "rfm"],
    ...["assessment", "twins"],
  ]),
  ["service", "/service"],
  ["connections", "/connections"],
  ["import", "/import"],
  ...parts("settings", "/settings/", [
    ...[
      "general",
      "quiet-hours",
      "frequency",
      "holidays",
      "capacity",
      "service",
      "senders",
      "rules",
      "people",
    ],
    ...["tokens", "endpoints", "audit", "data"],
  ]),
  ["record-in-a-crm", "/embed/customers/{customer}"],
];

function parts(screen: string, path: string, names: readonly string[]) {
  return names.map((name) => [`${screen}-${name}`, `${path}${name}`] as const);
}

let customer = "";

beforeAll(async () => {
  for await (const _day of console().client.stream("forwardClock", { body: { by: "P3D" } })) {
    // Days pass so that there is something to see.
  }
  const { items } = await console().client.ask("listEnrolments", { query: { limit: 1 } });
  customer = items[0]?.customerId ?? "";
  if (PICTURES) await mkdir(PICTURES, { recursive: true });
}, 120_000);

test.each(["sv", "en"] as const)(
  "every screen can be read and used by everybody, in %s, and fits a CRM's frame",
  async (locale) => {
    const page = await console().open("/", { locale });
    const found: Record<string, readonly string[]> = {};
    for (const [name, path] of SCREENS) {
      await show(page, path);
      const findings = [...(await seriousFindings(page)), ...(await misshapen(page))];
      if (findings.length > 0) found[name] = findings;
      if (PICTURES) {
        // The menu slides back into the wide page.
        await page.waitForTimeout(400);
        const path = join(PICTURES, `${name}.${locale}.jpg`);
        await page.screenshot({ path, type: "jpeg", quality: 75 });
      }
    }
    expect(found).toEqual({});
  },
  300_000,
);

/** Goes to an address as its links do, without loading the console anew, and waits until it is all there. */
async function show(page: Page, path: string): Promise<void> {
  const address = `/console${path.replace("{customer}", customer)}`;
  await page.evaluate(
    `history.pushState(null, "", ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent("popstate"))`,
  );
  await page.waitForURL((url) => url.pathname + url.search === address);
  // What is asked for and what waits for it, then what asks for more.
  for (let quiet = 0; quiet < 3; ) {
    await page.waitForTimeout(50);
    quiet = (await page.evaluate<boolean>(ALL_THERE)) ? quiet + 1 : 0;
  }
}

const ALL_THERE =
  "document.querySelector('h1') !== null && document.querySelector('.mantine-Skeleton-root, [aria-busy=true]') === null";

/** What is wrong with how a screen is laid out: its headings, and its width in the frame of 900 pixels of a CRM. */
async function misshapen(page: Page): Promise<readonly string[]> {
  const wide = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.setViewportSize({ width: 900, height: 700 });
  let wider = 1;
  // Charts take their new size a moment after the page has its.
  for (let look = 0; wider > 0 && look < 20; look++) {
    await page.waitForTimeout(50);
    wider = await page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
  }
  await page.setViewportSize(wide);
  const headings = await page.locator("h1").count();
  return [
    ...(wider > 0 ? [`is ${wider} pixels too wide for a CRM's frame`] : []),
    ...(headings === 1 ? [] : [`has ${headings} headings of the first level`]),
  ];
}
