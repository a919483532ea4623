import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { seriousFindings } from "./harness/accessibility.ts";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();

/** Where pictures of every screen go, for the guides: nowhere unless asked for. */
const PICTURES = process.env.PERENNIAL_SCREENSHOTS;

/** Every screen, by what its picture is called; `{customer}` stands for one who is in a program. */
const SCREENS: readonly (readonly [name: string, path: string])[] = [
  ["home", "/"],
  ["start", "/start"],
  ["customers", "/customers"],
  ["customer", "/customers/{customer}"],
  ["record-in-a-crm", "/embed/customers/{customer}"],
  ["calls", "/calls"],
  ["activity", "/activity"],
  ["programs", "/programs"],
  ["program", "/programs/renewal"],
  ["editor", "/programs/renewal/edit"],
  ["try", "/programs/renewal/try"],
  ["dry-run", "/programs/renewal/dry-run"],
  ["messages", "/messages"],
  ["loyalty", "/loyalty"],
  ["matrix", "/matrix"],
  ["insight", "/insight"],
  ["connections", "/connections"],
  ["import", "/import"],
  ["settings", "/settings"],
];

let customer = "";

beforeAll(async () => {
  for await (const _day of console().client.stream("forwardClock", { body: { by: "P3D" } })) {
    // Days pass so that there is something to see.
  }
  const { items } = await console().client.ask("listEnrolments", { query: { limit: 1 } });
  customer = items[0]?.customerId ?? "";
  if (PICTURES) await mkdir(PICTURES, { recursive: true });
}, 120_000);

describe.each(["sv", "en"] as const)("in %s", (locale) => {
  test.each(SCREENS)("%s can be read and used by everybody", async (name, path) => {
    const page = await openScreen(path, locale);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.locator("h1").count()).toBe(1);
    if (PICTURES) {
      await page.screenshot({ path: join(PICTURES, `${name}.${locale}.png`), fullPage: true });
    }
  });
});

test.each(SCREENS)("%s fits a CRM's frame of 900 pixels", async (_name, path) => {
  const page = await openScreen(path, "sv", { width: 900, height: 700 });
  const wider = await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  expect(wider).toBeLessThanOrEqual(0);
});

async function openScreen(
  path: string,
  locale: "sv" | "en",
  viewport = { width: 1280, height: 800 },
): Promise<Page> {
  const page = await console().open(path.replace("{customer}", customer), { locale, viewport });
  await page.waitForLoadState("networkidle");
  return page;
}
