import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { barriers, startBrowser, type Watched } from "../support/browser.ts";
import { type Environment, type Person, startEnvironment } from "../support/environment.ts";

let here: Environment;
let browser: Watched;
let page: Page | undefined;
let anna: string;
let bo: string;
let carl: string;

beforeAll(async () => {
  [here, browser] = await Promise.all([startEnvironment(), startBrowser()]);
  const { staff } = here.org;
  anna = staff.create("contact", { firstname: "Anna", lastname: "Ek" }).id;
  bo = staff.create("contact", { firstname: "Bo", lastname: "Al" }).id;
  carl = staff.create("contact", { firstname: "Carl", lastname: "Asp" }).id;
  const status = staff.create("prnl_status", {
    ...{ prnl_key: "a1", prnl_name: "Anna Ek", prnl_customerid: anna },
    ...{ prnl_contact: { table: "contact", id: anna }, prnl_phase: "retain", prnl_tier: "silver" },
    ...{
      prnl_tiername: "Silver",
      prnl_tierremaining: "4 000 kr kvar till Guld",
      prnl_tiershare: 60,
    },
    ...{ prnl_tierkeeping: "12 000 kr före 31 mars", prnl_valueclass: "gold", prnl_risk: "high" },
    ...{ prnl_riskreasons: "Har inte öppnat ett mejl på 90 dagar", prnl_nextrenewal: "2026-12-31" },
    ...{ prnl_nextstep: "Ett samtal om förlängningen", prnl_nextstepat: "2026-11-24T08:00:00Z" },
    ...{ prnl_say: "Tacka för sju år.\n<b>Fråga</b> om elbilen.", prnl_programs: "Förlängning" },
    prnl_toldat: "2026-11-22T07:00:00Z",
  }).id;
  staff.create("prnl_status", {
    ...{ prnl_key: "b1", prnl_name: "Bo Al", prnl_customerid: bo },
    ...{ prnl_contact: { table: "contact", id: bo }, prnl_pauseduntil: "2026-12-24T12:00:00Z" },
  });
  const touchpoint = (key: string, at: string, values: object) =>
    staff.create("prnl_touchpoint", {
      ...{
        prnl_key: key,
        prnl_externalid: key,
        prnl_at: at,
        prnl_why: "Avtalet går ut om 60 dagar",
      },
      ...{ prnl_status: { table: "prnl_status", id: status }, ...values },
      ownerid: { table: "systemuser", id: here.user("service") },
    });
  touchpoint("t1", "2026-11-01T08:00:00Z", {
    ...{ subject: "Ett mejl om förlängningen", description: "Hej Anna!\nDitt avtal går ut." },
    ...{ prnl_kind: "contact", prnl_channel: "email", prnl_direction: "out" },
  });
  touchpoint("t2", "2026-11-02T08:00:00Z", {
    ...{ subject: "Inget sms: hon har sagt nej", prnl_kind: "decision" },
  });
}, 60_000);

afterEach(async () => {
  here.org.trouble.clear();
  await page?.close();
  page = undefined;
  expect(browser.faults.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await here?.stop();
});

async function open(
  id: string,
  { person = "service", lcid = "1053" }: { person?: Person; lcid?: string } = {},
): Promise<Page> {
  const passed = { typename: "contact", id: `{${id.toUpperCase()}}`, userlcid: lcid };
  page = await browser.open({ site: here.site(person), page: "customer", passed, width: 420 });
  await page.locator("[data-part=loading]").first().waitFor({ state: "detached" });
  return page;
}

const part = (of: Page, name: string) => of.locator(`[data-part=${name}]`).innerText();

test("a customer's standing is shown, in Swedish to whoever reads Swedish", async () => {
  const shown = await open(anna);
  await shown.locator(".timeline").waitFor();
  expect(await shown.locator("html").getAttribute("lang")).toBe("sv");
  expect(await part(shown, "phase")).toBe("Fas\nBehålla");
  expect(await part(shown, "tier")).toBe("Nivå\nSilver");
  expect(await part(shown, "risk")).toContain("Risk att lämna\nHög");
  expect(await part(shown, "next-renewal")).toBe("Nästa förlängning\n31 dec. 2026");
  expect(await part(shown, "tier-keeping")).toBe("För att behålla den: 12 000 kr före 31 mars");
  expect(await part(shown, "nextStep")).toBe(
    "Nästa steg\n\nEtt samtal om förlängningen\n\n24 nov. 2026 09:00",
  );
  expect(await part(shown, "say")).toContain("<b>Fråga</b> om elbilen.");
  const items = await shown.locator(".timeline li").allInnerTexts();
  expect(items.map((item) => item.split("\n")[0])).toEqual([
    "2 nov. 2026 09:00 · Beslut",
    "1 nov. 2026 09:00 · E-post · Till kunden",
  ]);
  expect(items[1]).toContain("Därför: Avtalet går ut om 60 dagar");
  expect(await barriers(shown)).toEqual([]);
});

test("the same is said in English to all others", async () => {
  const shown = await open(anna, { lcid: "1033" });
  await shown.locator(".timeline").waitFor();
  expect(await shown.locator("html").getAttribute("lang")).toBe("en");
  expect(await part(shown, "phase")).toBe("Phase\nRetain");
  expect(await part(shown, "next-renewal")).toBe("Next renewal\n31 Dec 2026");
  expect(await shown.locator(".timeline li").first().innerText()).toContain("Decision");
});

test("a customer about whom little is known has a panel that says so", async () => {
  const shown = await open(bo);
  await shown.getByText("Inget har skickats till kunden än.").waitFor();
  expect(await part(shown, "paused")).toBe("All marknadsföring är pausad till 24 dec. 2026 13:00");
  expect(await part(shown, "phase")).toBe("Fas\nInte känd");
  expect(await part(shown, "nextStep")).toBe("Nästa steg\n\nInget är planerat.");
  expect(await barriers(shown)).toEqual([]);
});

test("a customer that Perennial has not written about is said to be unknown", async () => {
  const shown = await open(carl);
  expect(await part(shown, "empty")).toBe("Perennial har inte skrivit något om kunden än.");
});

test("a customer that is not saved yet has nothing to show", async () => {
  const site = here.site("service");
  page = await browser.open({ site, page: "customer", passed: { typename: "contact", id: "" } });
  expect(await part(page, "empty")).toBe("Save the customer first. Then Perennial is shown here.");
});

test("who has no role of Perennial's is told which one to ask for", async () => {
  const shown = await open(anna, { person: "nobody" });
  expect(await part(shown, "no-rights")).toContain("säkerhetsrollen Perennial Service");
  expect(await part(shown, "no-rights")).toContain("prvReadprnl_Status");
  expect(await shown.getByRole("button").count()).toBe(0);
  expect(await barriers(shown)).toEqual([]);
});

test("touchpoints that belong to somebody else are not shown to who may read only one's own", async () => {
  const shown = await open(anna, { person: "marketer" });
  await shown.getByText("Inget har skickats till kunden än.").waitFor();
  expect(await part(shown, "phase")).toBe("Fas\nBehålla");
});

test("when the service fails, it says so and can be asked again by keyboard", async () => {
  here.org.trouble.add({ status: 503 });
  const shown = await open(anna);
  expect(await part(shown, "error")).toContain("Försök igen. Om det fortsätter");
  expect(await barriers(shown)).toEqual([]);
  await shown.keyboard.press("Tab");
  await shown.keyboard.press("Enter");
  await shown.locator(".timeline").waitFor();
  expect(await part(shown, "phase")).toBe("Fas\nBehålla");
});

test("while it is read, it says so", async () => {
  const site = here.site("service");
  const passed = { typename: "contact", id: anna, userlcid: "1053" };
  page = await browser.open({ site, page: "customer", passed });
  let go = () => {};
  const held = new Promise<void>((let_) => {
    go = let_;
  });
  await page.route("**/api/data/**", async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  expect(await part(page, "loading")).toBe("Hämtar");
  go();
  await page.locator(".timeline").waitFor();
});
