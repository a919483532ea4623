import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { barriers, startBrowser, type Watched } from "../support/browser.ts";
import { type Environment, type Person, startEnvironment } from "../support/environment.ts";

let here: Environment;
let browser: Watched;
let page: Page | undefined;

const TABLES = ["prnl_setting", "prnl_rule", "prnl_tier"];
const RULES = [
  ["renewal", "switch", "paused", "Förlängning", ""],
  ["renewal/lead", "duration", "P60D", "Första kontakt före sista dagen", "P60D"],
  ["renewal/time", "time", "10:00", "Klockslag för utskick", "10:00"],
  ["renewal/most", "number", "3", "Flest påminnelser", "3"],
  ["welcome", "switch", "active", "Välkomna nya kunder", ""],
] as const;

beforeAll(async () => {
  [here, browser] = await Promise.all([startEnvironment(), startBrowser()]);
}, 60_000);

beforeEach(() => {
  const { staff } = here.org;
  for (const table of TABLES) for (const { id } of staff.list(table)) staff.remove(table, id);
});

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

/** What Perennial and an administrator have written. */
function furnish(more: Readonly<Record<string, string | number>> = {}): void {
  const { staff } = here.org;
  staff.create("prnl_setting", {
    ...{ prnl_key: "default", prnl_name: "Perennial", prnl_revision: 4, prnl_appliedrevision: 4 },
    ...{ prnl_appliedat: "2026-11-20T08:00:00Z", prnl_locale: "sv", prnl_country: "SE" },
    ...{ prnl_timezone: "Europe/Stockholm", prnl_weekdayfrom: "08:00", prnl_weekdayto: "20:00" },
    ...{ prnl_caplimit: 2, prnl_capdays: 7, prnl_agreementsource: "Entitlement" },
    ...{ prnl_purchasesource: "Order", prnl_logcontacts: true, prnl_connectionstate: "working" },
    ...{ prnl_readat: "2026-11-22T07:55:00Z", prnl_consoleurl: "https://perennial.example/" },
    ...more,
  });
  RULES.forEach(([key, kind, value, label, usual], index) => {
    staff.create("prnl_rule", {
      ...{ prnl_key: `r${index}`, prnl_name: label, prnl_rulekey: key, prnl_label: label },
      ...{ prnl_program: key.split("/")[0] ?? key, prnl_kind: kind, prnl_value: value },
      ...{ prnl_default: usual, prnl_order: index, prnl_revision: 1, prnl_appliedrevision: 1 },
      ...(kind === "switch" && { prnl_running: 12 }),
    });
  });
  staff.create("prnl_tier", {
    ...{ prnl_key: "silver", prnl_tiercode: "silver", prnl_name: "Silver", prnl_rank: 1 },
    ...{ prnl_basis: "value", prnl_from: 10_000, prnl_benefits: "Egen kontakt", prnl_revision: 1 },
    ...{ prnl_appliedrevision: 1, prnl_problem: "Guld tar mindre än Silver." },
  });
}

async function open({
  person = "admin",
  lcid = "1053",
}: {
  person?: Person;
  lcid?: string;
} = {}): Promise<Page> {
  const passed = { userlcid: lcid, orglcid: "1033" };
  page = await browser.open({ site: here.site(person), page: "settings", passed });
  await settled(page);
  return page;
}

async function settled(shown: Page): Promise<void> {
  await shown.locator("[data-part=loading]").first().waitFor({ state: "detached" });
}

async function tab(shown: Page, name: string): Promise<void> {
  await shown.getByRole("tab", { name }).click();
  await settled(shown);
}

const kept = (table: string) => here.org.staff.list(table).map(({ values }) => values);
const rule = (key: string) => kept("prnl_rule").find((each) => each.prnl_rulekey === key);

test("where nothing has been chosen, an administrator begins, with what holds anyway filled in", async () => {
  const shown = await open();
  expect(await shown.locator("[data-part=begin]").innerText()).toContain("Inget är valt än.");
  expect(await barriers(shown)).toEqual([]);
  await shown.getByRole("button", { name: "Börja" }).click();
  await shown.getByLabel("Tidszon").waitFor();
  expect(await shown.getByLabel("Tidszon").inputValue()).toBe("Europe/Stockholm");
  expect(kept("prnl_setting")).toHaveLength(1);
  expect(kept("prnl_setting")[0]).toMatchObject({ prnl_key: "default", prnl_revision: 0 });
});

test("the company's form saves under the next revision, and waits for Perennial", async () => {
  furnish();
  const shown = await open();
  expect(await shown.locator("[data-part=in-force]").innerText()).toContain(
    "Gäller sedan 20 nov. 2026",
  );
  await shown.getByLabel("Vardagar till").fill("18:30");
  await shown.getByLabel("Marknadskontakter per år").fill("24");
  await shown.getByLabel("Avtal finns i").selectOption("Contract");
  await shown.getByRole("button", { name: "Spara" }).click();
  await shown.getByText("Sparat. Perennial tar det nästa gång det läser.").waitFor();
  expect(await shown.locator("[data-part=waits]").innerText()).toContain("väntar på att Perennial");
  expect(kept("prnl_setting")[0]).toMatchObject({
    ...{ prnl_weekdayto: "18:30", prnl_budgetperyear: 24, prnl_agreementsource: "Contract" },
    ...{ prnl_revision: 5, prnl_appliedrevision: 4 },
  });
  expect(kept("prnl_setting")[0]?.prnl_saturdayfrom ?? null).toBeNull();
  expect(await barriers(shown)).toEqual([]);
});

test.each([
  ["half of a pair of times", "Lördagar från", "10:00", "båda klockslagen"],
  ["half of a cap", "Inom dagar", "", "både antalet kontakter och antalet dagar"],
  ["a country that is none", "Land", "sverige", "Rätta det som är markerat"],
])("%s is not saved", async (_what, label, value, why) => {
  furnish();
  const shown = await open();
  await shown.getByLabel(label).fill(value);
  await shown.getByRole("button", { name: "Spara" }).click();
  expect(await shown.getByRole("alert").innerText()).toContain(why);
  expect(kept("prnl_setting")[0]).toMatchObject({ prnl_revision: 4 });
});

test("a table of one's own is asked for by its name", async () => {
  furnish();
  const shown = await open();
  await shown.getByLabel("Avtal finns i").selectOption("Custom");
  await shown.getByRole("button", { name: "Spara" }).click();
  expect(await shown.getByRole("alert").innerText()).toContain("logiska namnet");
  await shown.getByLabel("Egen tabell").fill("new_lease");
  await shown.getByRole("button", { name: "Spara" }).click();
  await shown.getByText("Sparat.").waitFor();
  expect(kept("prnl_setting")[0]).toMatchObject({ prnl_agreementobject: "new_lease" });
});

test("what Perennial wrote meanwhile does not stand in the way, and what a colleague chose is not overwritten", async () => {
  furnish();
  const shown = await open();
  const [row] = here.org.staff.list("prnl_setting");
  here.org.staff.change("prnl_setting", row?.id ?? "", { prnl_readat: "2026-11-22T08:00:00Z" });
  await shown.getByLabel("Marknadskontakter per år").fill("24");
  await shown.getByRole("button", { name: "Spara" }).click();
  await shown.getByText("Sparat.").waitFor();
  here.org.staff.change("prnl_setting", row?.id ?? "", { prnl_budgetperyear: 6, prnl_revision: 6 });
  await shown.getByLabel("Marknadskontakter per år").fill("30");
  await shown.getByRole("button", { name: "Spara" }).click();
  await shown.getByText("någon annan har sparat under tiden").waitFor();
  expect(kept("prnl_setting")[0]).toMatchObject({ prnl_budgetperyear: 6, prnl_revision: 6 });
});

test("a program is turned on, and one of its settings changed; nothing else is written", async () => {
  furnish();
  const shown = await open();
  await tab(shown, "Program");
  const program = shown.getByRole("article", { name: "Förlängning" });
  expect(await program.getByText("12 kunder är med").count()).toBe(1);
  await program.getByRole("switch", { name: "Förlängning" }).check();
  await program.getByText("Inställningar för Förlängning").click();
  await program.getByLabel("Första kontakt före sista dagen", { exact: true }).fill("6");
  await program.getByLabel("Enhet för").selectOption("weeks");
  expect(await barriers(shown)).toEqual([]);
  await program.getByRole("button", { name: "Spara" }).click();
  await program.getByText("Sparat.").waitFor();
  expect(rule("renewal")).toMatchObject({ prnl_value: "active", prnl_revision: 2 });
  expect(rule("renewal/lead")).toMatchObject({ prnl_value: "P6W", prnl_revision: 2 });
  expect(rule("renewal/time")).toMatchObject({ prnl_value: "10:00", prnl_revision: 1 });
  expect(rule("welcome")).toMatchObject({ prnl_value: "active", prnl_revision: 1 });
});

test("a setting that was emptied is not saved", async () => {
  furnish();
  const shown = await open();
  await tab(shown, "Program");
  const program = shown.getByRole("article", { name: "Förlängning" });
  await program.getByText("Inställningar för Förlängning").click();
  await program.getByLabel("Flest påminnelser").fill("");
  await program.getByRole("button", { name: "Spara" }).click();
  expect(await program.getByRole("alert").innerText()).toContain("Inget sparades");
  expect(rule("renewal/most")).toMatchObject({ prnl_value: "3", prnl_revision: 1 });
});

test("a tier says why it was refused, and is changed", async () => {
  furnish();
  const shown = await open();
  await tab(shown, "Nivåer");
  expect(await shown.locator("[data-part=refused]").innerText()).toContain(
    "Guld tar mindre än Silver.",
  );
  expect(await barriers(shown)).toEqual([]);
  await shown.getByLabel("Från (Köpens värde)").fill("12500.5");
  await shown.getByRole("button", { name: "Spara" }).click();
  await shown.getByText("Sparat.").waitFor();
  expect(kept("prnl_tier")[0]).toMatchObject({ prnl_from: 12_500.5, prnl_revision: 2 });
});

test("the connection says how it is, in the language of whoever looks", async () => {
  furnish({
    prnl_connectionstate: "attention",
    prnl_connectionproblem: "Rätten att läsa order saknas.",
  });
  const shown = await open({ lcid: "1033" });
  await tab(shown, "Connection");
  expect(await shown.locator("[data-part=state]").innerText()).toBe("Needs attention");
  expect(await shown.locator("[data-part=state-problem]").innerText()).toContain("läsa order");
  expect(await shown.getByRole("link", { name: "Open Perennial" }).getAttribute("href")).toBe(
    "https://perennial.example/",
  );
  expect(await barriers(shown)).toEqual([]);
});

test("an address that is no page of the web is no link", async () => {
  furnish({ prnl_consoleurl: "javascript:alert(1)" });
  const shown = await open();
  await tab(shown, "Koppling");
  await shown.locator("[data-part=state]").waitFor();
  expect(await shown.getByRole("link").count()).toBe(0);
});

test("tabs without anything in them say where it comes from", async () => {
  here.org.staff.create("prnl_setting", { prnl_key: "default", prnl_name: "Perennial" });
  const shown = await open();
  await tab(shown, "Program");
  await shown.getByText("Inga program är inlagda här än.").waitFor();
  await tab(shown, "Nivåer");
  await shown.getByText("Det finns inga nivåer.").waitFor();
  await tab(shown, "Koppling");
  await shown.getByText("Perennial är inte anslutet till den här miljön.").waitFor();
});

test("everything can be reached and done by keyboard", async () => {
  furnish();
  const shown = await open();
  await shown.keyboard.press("Tab");
  await shown.keyboard.press("ArrowRight");
  await settled(shown);
  expect(await shown.evaluate("document.activeElement.textContent")).toBe("Program");
  await shown.keyboard.press("Tab");
  await shown.keyboard.press("Tab");
  await shown.keyboard.press("Space");
  await shown.keyboard.press("Enter");
  await shown.getByText("Sparat.").waitFor();
  expect(rule("renewal")).toMatchObject({ prnl_value: "active", prnl_revision: 2 });
});

test("who has no role of Perennial's is told which one to ask for", async () => {
  furnish();
  const shown = await open({ person: "nobody", lcid: "1033" });
  expect(await shown.locator("[data-part=no-rights]").innerText()).toContain(
    "security role Perennial Administrator or Perennial Marketer",
  );
  expect(await barriers(shown)).toEqual([]);
});

test("a marketer may turn programs on, and not change what holds for the company", async () => {
  furnish();
  const shown = await open({ person: "marketer" });
  await shown.getByLabel("Land").fill("NO");
  await shown.getByRole("button", { name: "Spara" }).click();
  await shown.getByText("Inte sparat: du får läsa det här men inte ändra det.").waitFor();
  expect(kept("prnl_setting")[0]).toMatchObject({ prnl_country: "SE" });
  await tab(shown, "Program");
  const program = shown.getByRole("article", { name: "Förlängning" });
  await program.getByRole("switch", { name: "Förlängning" }).check();
  await program.getByRole("button", { name: "Spara" }).click();
  await program.getByText("Sparat.").waitFor();
  expect(rule("renewal")).toMatchObject({ prnl_value: "active" });
});

test("when the service fails, what was filled in stays and can be saved again", async () => {
  furnish();
  const shown = await open();
  await shown.getByLabel("Land").fill("NO");
  here.org.trouble.add({ status: 503 });
  await shown.getByRole("button", { name: "Spara" }).click();
  await shown.getByText("Inte sparat: The service is unavailable.").waitFor();
  await shown.getByRole("button", { name: "Spara" }).click();
  await shown.getByText("Sparat.").waitFor();
  expect(kept("prnl_setting")[0]).toMatchObject({ prnl_country: "NO", prnl_revision: 5 });
});
