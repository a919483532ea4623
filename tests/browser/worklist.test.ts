import { Customer } from "@perennial/contract";
import { type Hubspot, type Portal, startHubspot } from "@perennial/simulators";
import { asTenant, CUSTOMERS, upsertRecords } from "@perennial/store";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { readAppFiles } from "../interop/app-files.ts";
import { newDatabase } from "../services/new-database.ts";
import { seriousFindings } from "./harness/accessibility.ts";
import { useConsole } from "./harness/use-console.ts";

const APP = {
  appId: "1160452",
  clientId: "1d3f0000-0000-4000-8000-00000000aaaa",
  clientSecret: "client-secret-canary-0123456789",
};
const EVA = { id: 901, email: "eva@example.com", firstName: "Eva", lastName: "Lund" };

let hubspot: Hubspot;
let portal: Portal;
let database: Awaited<ReturnType<typeof newDatabase>>;

beforeAll(async () => {
  const clock = { now: () => new Date().toISOString() };
  hubspot = await startHubspot({
    ...{ clock, indexLagMs: 0 },
    app: { ...APP, ...(await readAppFiles()), redirectUris: [] },
  });
  portal = hubspot.addPortal();
  database = await newDatabase(inject("databaseUrl"));
}, 60_000);
afterAll(async () => {
  await hubspot?.stop();
  await database?.drop();
}, 60_000);

const console = useConsole({
  get environment() {
    return {
      DATABASE_URL: database.url,
      PERENNIAL_HUBSPOT_APP_ID: APP.appId,
      PERENNIAL_HUBSPOT_CLIENT_ID: APP.clientId,
      PERENNIAL_HUBSPOT_CLIENT_SECRET: APP.clientSecret,
      PERENNIAL_HUBSPOT_API_URL: hubspot.url,
      PERENNIAL_HUBSPOT_INSTALL_URL: `${hubspot.url}/oauth/authorize`,
    };
  },
});

test("a plan of visits is compared with the worklist, and a wrong file is told with its row", async () => {
  const { client } = console();
  const { items: agreements } = await client.ask("listAgreements", { query: { limit: 1 } });
  const customerId = agreements[0]?.customerId ?? "";
  const { customer } = await client.ask("getCustomer", { params: { id: customerId } });
  const named = { id: "named", name: { sv: "Heter så", en: "Is called so" }, points: 4 };
  const when = { field: "customer.name", is: "equals", value: customer.name };
  const words = { sv: "heter så", en: "is called so" };
  await client.ask("putVisitCriteria", {
    body: { criteria: [{ ...named, when, whyNow: words, bring: words }] },
  });
  const page = await console().open("/worklist", { locale: "en" });
  await page.getByRole("link", { name: customer.name }).first().waitFor();

  await page.getByRole("tab", { name: "A rep's plan" }).click();
  const choose = (csv: string) =>
    page
      .locator('input[type="file"]')
      .setInputFiles({ name: "plan.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await choose("customerId;date\nk1;on Tuesday\n");
  await page.getByText("Row 2: write an id and a date such as 2026-03-10.").waitFor();
  const { items: others } = await client.ask("listAgreements", { query: { limit: 20 } });
  const other = others.find((each) => each.customerId !== customerId)?.customerId ?? "";
  await choose(`customerId;date\n${other};2026-03-10\n`);
  await page.getByText("1 visit in the file").waitFor();
  await page.getByLabel("From", { exact: true }).fill("2026-03-02");
  await page.getByLabel("To", { exact: true }).fill("2026-03-22");
  await page.getByRole("button", { name: "Compare" }).click();
  const missed = page.getByRole("region", { name: "Missed" });
  await missed.getByRole("cell", { name: customer.name }).first().waitFor();
  await page.getByText("100 %").or(page.getByText("100%")).first().waitFor();
});

test("what a criterion weighs is changed and kept", async () => {
  const page = await console().open("/worklist?tab=criteria", { locale: "en" });
  const points = page.getByRole("textbox", { name: /^Points: / }).first();
  await points.fill("7");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  const { criteria } = await console().client.ask("getVisitCriteria");
  expect(criteria[0]).toMatchObject({ points: 7 });
});

test("a criterion of one's own is written, told what it lacks, and counted, by keyboard", async () => {
  const page = await console().open("/worklist?tab=criteria", { locale: "en" });
  await page.getByRole("button", { name: "Add a criterion", exact: true }).press("Enter");
  for (const [label, value] of [
    ["Name in Swedish", "Har e-post"],
    ["Name in English", "Has e-mail"],
    ["Why now, in Swedish", "går att skriva till"],
    ["Why now, in English", "can be written to"],
    ["Bring, in Swedish", "ett förslag"],
    ["Bring, in English", "a proposal"],
  ] as const) {
    await page.getByRole("textbox", { name: label, exact: true }).fill(value);
  }
  const condition = page.getByRole("group", { name: "What has to hold" });
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await condition.getByRole("alert").waitFor();
  await condition.getByRole("button", { name: "Add a condition", exact: true }).press("Enter");
  await page.getByText(/^Holds for \d[\d,]* today$/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await page.getByText("Saved.", { exact: true }).waitFor();
  const { criteria } = await console().client.ask("getVisitCriteria");
  expect(criteria.at(-1)).toMatchObject({
    name: { sv: "Har e-post", en: "Has e-mail" },
    when: { field: "customer.email", is: "is-set" },
  });
});

test("a criterion is opened and taken away in Swedish", async () => {
  const page = await console().open("/worklist?tab=criteria");
  await page.getByRole("button", { name: "Lägg till ett kriterium", exact: true }).click();
  await page.getByRole("group", { name: "Vad som ska stämma" }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Ta bort: Nytt kriterium", exact: true }).click();
  await page.getByRole("group", { name: "Vad som ska stämma" }).waitFor({ state: "detached" });
});

test("what visits led to is counted around a day, and visits are offered as tasks", async () => {
  const page = await console().open("/worklist?tab=effect", { locale: "en" });
  await page.getByLabel("Day to compare around").fill("2020-03-02");
  await page.getByRole("button", { name: "Count", exact: true }).click();
  await page.getByText("No visits are recorded.").waitFor();
  await page.getByLabel("Day to compare around").fill("2090-01-01");
  await page.getByRole("button", { name: "Count", exact: true }).click();
  await page.getByText("choose an earlier day").waitFor();
  await page.getByRole("tab", { name: "Companies" }).click();
  await page.getByRole("link", { name: "Open the program" }).click();
  await page.getByRole("heading", { name: "Programs" }).waitFor();
});

test("a rep's plan is taken from HubSpot, with whose and which days, by keyboard", async () => {
  const { client, server } = console();
  const { staff, owners } = portal;
  const { id: hubspot_owner_id } = owners.add(EVA);
  const contact = staff.create("contacts", { firstname: "Karin", lastname: "Wik" }).id;
  const about = { contacts: contact };
  const visit = { hubspot_owner_id, hs_timestamp: "2026-03-10T09:00:00Z" };
  staff.create("meetings", { ...visit, hs_meeting_title: "Visit" }, about);
  staff.create("tasks", { ...visit, hs_task_subject: "Visit", hs_task_type: "TODO" }, about);
  hubspot.connectTo({ redirectUris: [`${server.url}/apps/hubspot/callback`] });
  hubspot.onConsent({ portalId: portal.id });
  const { url } = await client.ask("createInstallInvite", { params: { connector: "hubspot" } });
  const install = await console().open("/worklist?tab=plan", { locale: "en" });
  await install.goto(url);
  await install.getByRole("button").first().click();
  await install.waitForURL(/callback|settings|connected/);
  // The example company's time stands still, and so does its reading: the customer is put where reading puts her.
  const karin = Customer.parse({
    ...{ id: String(contact), kind: "person", name: "Karin Wik", locale: "sv" },
    updatedAt: "2026-03-01T08:00:00.000Z",
  });
  const { runtime, tenant } = server;
  await asTenant(runtime.db, tenant.id, (tx) => upsertRecords(tx, CUSTOMERS, [karin]));

  const page = await console().open("/worklist?tab=plan", { locale: "en" });
  await page.getByRole("radio", { name: "From HubSpot" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("textbox", { name: "Rep" }).fill("Nils Ingen");
  await page.getByLabel("From", { exact: true }).fill("2026-03-22");
  await page.getByLabel("To", { exact: true }).fill("2026-03-02");
  await page.keyboard.press("Enter");
  await page
    .getByText("The last day is before the first; change them round.", { exact: true })
    .waitFor();
  await page.getByLabel("From", { exact: true }).fill("2026-03-02");
  await page.getByLabel("To", { exact: true }).fill("2026-03-22");
  await page.keyboard.press("Enter");
  const unknown =
    "Nobody who is active in the CRM is called Nils Ingen; write the e-mail address, or the full name as the CRM has it.";
  await page.locator(".mantine-TextInput-error").getByText(unknown, { exact: true }).waitFor();
  await page.getByRole("textbox", { name: "Rep" }).fill("eva@example.com");
  await page.keyboard.press("Enter");
  await page.getByText("2 visits planned in HubSpot", { exact: true }).waitFor();
  await page.getByRole("checkbox", { name: "Count tasks as visits, not meetings alone" }).focus();
  await page.keyboard.press("Space");
  await page.getByText("1 visit planned in HubSpot", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Compare" }).press("Enter");
  const wasted = page.getByRole("region", { name: "Wasted visits" });
  await wasted.getByRole("cell", { name: "Karin Wik" }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
});

test("the plan from HubSpot is asked for in Swedish", async () => {
  const page = await console().open("/worklist?tab=plan");
  await page.getByText("Från HubSpot", { exact: true }).click();
  await page.getByRole("textbox", { name: "Säljare" }).fill("Nils Ingen");
  await page.getByLabel("Från och med", { exact: true }).fill("2026-03-02");
  await page.getByLabel("Till och med", { exact: true }).fill("2026-03-22");
  await page.getByRole("button", { name: "Jämför" }).click();
  await page
    .getByText(/^Ingen aktiv användare i CRM-systemet heter Nils Ingen\./)
    .first()
    .waitFor();
  expect(await seriousFindings(page)).toEqual([]);
});
