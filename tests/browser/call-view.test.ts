import type { Customer, Interaction } from "@perennial/contract";
import { applySignals } from "@perennial/runtime";
import { asTenant, CUSTOMERS, readRecords, upsertRecords } from "@perennial/store";
import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { seriousFindings } from "./harness/accessibility.ts";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();
const SHARED = "+46812345678";
const OWN = "+46701112233";

/** One with a number of their own, and two who share one. */
let anna = { id: "", name: "" };
let others: readonly { readonly id: string; readonly name: string }[] = [];

beforeAll(async () => {
  const body = { filter: { programs: ["renewal"] } };
  for await (const _day of console().client.stream("forwardClock", { body: { by: "P3D" } })) {
    // Days pass so that somebody is in a program.
  }
  const { items } = await console().client.ask("findCustomers", { body });
  const [first, second, third] = items;
  if (!first || !second || !third) throw new Error("too few are in the renewal program");
  anna = first;
  others = [second, third];
  await change([first.id], { mobile: OWN });
  await change([second.id, third.id], { mobile: undefined, phone: SHARED });
}, 120_000);

/** Changes what the register says of customers. */
async function change(
  ids: readonly string[],
  changes: { readonly [Name in keyof Customer]?: Customer[Name] | undefined },
) {
  const { runtime, tenant } = console().server;
  await asTenant(runtime.db, tenant.id, async (tx) => {
    const known = await readRecords(tx, CUSTOMERS, ids);
    const changed = known.map((each) => ({ ...each, ...changes }) as Customer);
    await upsertRecords(tx, CUSTOMERS, changed);
  });
}

/** Goes there as somebody without a mouse does. */
async function tabTo(page: Page, place: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await place.waitFor();
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await place.and(page.locator(":focus")).count()) > 0) return;
    await page.keyboard.press(key);
  }
  throw new Error("the keyboard does not lead there");
}

async function press(page: Page, place: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await tabTo(page, place, key);
  await page.keyboard.press("Enter");
}

/** Looks for a caller; from anywhere on the page, for the browser goes round. */
async function look(page: Page, text: string): Promise<void> {
  await tabTo(page, page.getByRole("searchbox", { name: "Who is calling?" }));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

const caller = (page: Page, name: string) => page.getByRole("heading", { level: 2, name });
const on = (page: Page) => page.getByText(/^A call is on since/);

describe("an agent's screen", () => {
  test("needs no mouse: who calls, a promise with a wrong time first, a hand-over, and who is not known", async () => {
    const page = await console().open("/agent", { locale: "en" });

    // The number is written in another form than the register's (L-01).
    await look(page, "070-111 22 33");
    await caller(page, anna.name).waitFor();
    await page.keyboard.press("Alt+S");
    await on(page).waitFor();
    const asked = { params: { id: anna.id } };
    const during = await console().client.ask("getCallerPicture", asked);
    expect(during.picture.ongoing).not.toBeNull();

    // Nobody calls at that hour; the next hour that is possible is a key away.
    await page.keyboard.press("Alt+L");
    await page.locator("input[type=date]:focus").waitFor();
    await press(page, page.getByRole("button", { name: "Wednesday", exact: true }));
    // How a time is typed is the browser's own.
    await page.getByLabel("From", { exact: true }).fill("22:00");
    await page.getByLabel("To", { exact: true }).fill("23:00");
    await tabTo(page, page.getByLabel("What it is about"));
    await page.keyboard.type("The new price.");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").first().waitFor();
    await press(page, page.getByRole("button", { name: /^Take .* instead$/ }), "Shift+Tab");
    await press(page, page.getByRole("button", { name: "Promise and end" }));
    await page.getByText(/^The call is noted. We call on /).waitFor();
    await page
      .getByRole("region", { name: "Promised calls" })
      .getByText("The new price.")
      .waitFor();
    await on(page).waitFor({ state: "detached" });

    // The next agent knows what was said (L-22).
    await page.keyboard.press("Alt+S");
    await on(page).waitFor();
    await page.keyboard.press("Alt+O");
    await page.keyboard.type("Agreements");
    await tabTo(page, page.getByLabel("What the next one has to know"));
    await page.keyboard.type("She wants a fixed price.");
    await press(page, page.getByRole("button", { name: "Put through" }));
    await page.getByText("Handed to Agreements, who goes on with the call.").waitFor();
    const notes = page.getByRole("region", { name: "From the colleague" });
    await notes.getByText("She wants a fixed price.").waitFor();
    await press(page, notes.getByRole("button", { name: "I go on" }), "Shift+Tab");
    await notes.waitFor({ state: "detached" });
    await page.keyboard.press("Alt+2");
    await page.getByText("The call is noted.", { exact: true }).waitFor();

    // Nobody has that number: what the caller says leads on.
    await look(page, "+46 31 10 10 10");
    await page.getByRole("heading", { name: "Unknown caller" }).waitFor();
    await page.keyboard.type(anna.id);
    await page.keyboard.press("Enter");
    await press(page, page.getByRole("button", { name: anna.name }));
    await caller(page, anna.name).waitFor();

    // Two customers have one number: the keys are at the first of them.
    await look(page, "08-12 34 56 78");
    for (const { name } of others) await page.getByRole("button", { name }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/customer=/);
    expect(others.map(({ name }) => name)).toContain(
      await page.getByRole("heading", { level: 2 }).first().textContent(),
    );
  });

  test("asks before somebody leaves a call that is on, and has what matters in sight", async () => {
    const page = await console().open(`/agent?customer=${anna.id}`, { locale: "en" });
    for (const name of ["To talk about", "Services and agreements", "Offers"]) {
      const box = await page.getByRole("region", { name }).boundingBox();
      expect(box?.y, name).toBeLessThan(560);
    }
    const ending = await page.getByRole("region", { name: "What came of the call?" }).boundingBox();
    expect((ending?.y ?? 0) + (ending?.height ?? 0)).toBeLessThanOrEqual(800);
    await page.getByRole("button", { name: "Begin the call" }).click();
    await on(page).waitFor();
    await page.getByRole("button", { name: "Promise a call" }).click();
    await page.getByLabel("What it is about").waitFor();
    const wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    expect(await page.evaluate(wider)).toBe(0);
    await page.getByRole("link", { name: "Home" }).click();
    const dialog = page.getByRole("dialog", { name: "Leave the call?" });
    await dialog.getByRole("button", { name: "Stay" }).click();
    await page.getByRole("button", { name: "No answer" }).click();
    await page.getByText("The call is noted.", { exact: true }).waitFor();
    await page.getByRole("link", { name: "Home" }).click();
    await page.waitForURL((url) => url.pathname === "/console/");
  });
});

describe("a campaign of the CRM's", () => {
  test("is seen among recent offers with its response, and among the campaigns that run", async () => {
    const { runtime, tenant } = console().server;
    const at = new Date(Date.parse(runtime.clock.now()) - 86_400_000).toISOString();
    const interaction: Interaction = {
      ...{ id: "campaign:00v1", customerId: anna.id, kind: "campaign", direction: "out", at },
      ...{ channel: "web", text: "Fast pris i vinter", outcome: "Registered", updatedAt: at },
      campaign: { id: "701", state: "running", until: "2099-12-31", answeredAt: at },
    };
    const signal = { type: "interaction.happened", id: interaction.id, at, interaction } as const;
    await asTenant(runtime.db, tenant.id, (tx) =>
      applySignals(runtime, tx, { tenant, signals: [signal] }),
    );
    const page = await console().open(`/agent?customer=${anna.id}`, { locale: "en" });
    await page.getByRole("tab", { name: "Recent offers" }).click();
    const row = page
      .getByRole("table", { name: "Recent offers" })
      .getByRole("row", { name: "Fast pris i vinter" });
    await row.getByRole("cell", { name: "The web", exact: true }).waitFor();
    await row.getByRole("cell", { name: "Answered (Registered)", exact: true }).waitFor();
    await page.getByRole("tab", { name: "Running campaigns" }).click();
    const campaigns = page.getByRole("tabpanel", { name: "Running campaigns" });
    await campaigns.getByText("Fast pris i vinter", { exact: true }).waitFor();
    const lines = await campaigns.getByText("The CRM says: Registered.").locator("..").innerText();
    expect(lines).toContain("A campaign of the CRM's. Channel: The web. The customer has been");
    expect(lines).toContain("It runs until 31 Dec 2099.");
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("tab", { name: "Latest contacts" }).click();
    const told = "The customer is in the CRM's campaign “Fast pris i vinter”. Outcome: Registered.";
    await page.getByRole("tabpanel", { name: "Latest contacts" }).getByText(told).waitFor();
  });
});

describe("a CRM's record", () => {
  test("has what to say in a call once somebody takes one, and ends it", async () => {
    const viewport = { width: 900, height: 700 };
    const page = await console().open(`/embed/customers/${anna.id}`, { viewport, locale: "en" });
    await page.getByRole("button", { name: "Call with the customer" }).click();
    await page.getByRole("region", { name: "To talk about" }).waitFor();
    await page.getByRole("region", { name: "Offers" }).waitFor();
    await page.getByRole("button", { name: "Begin the call" }).click();
    await on(page).waitFor();
    await page.getByRole("button", { name: "No answer" }).click();
    await page.getByText("The call is noted.", { exact: true }).waitFor();
    await on(page).waitFor({ state: "detached" });
  });
});

describe("the settings of the service", () => {
  test("are changed as data: what is wrong is said at once, and a caller gets the new answer once it is saved", async () => {
    const page = await console().open("/settings/service", { locale: "en" });
    const rule = page.getByRole("region", { name: "Power cut" });
    await rule.getByRole("textbox", { name: "Place in the queue" }).fill("77");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.", { exact: true }).waitFor();
    const trial = page.getByRole("region", { name: /^Try: / });
    await trial.getByRole("textbox", { name: /^Phone number/ }).fill("070-111 22 33");
    await trial.getByRole("combobox", { name: "Errand" }).click();
    await page.getByRole("option", { name: "Power cut" }).click();
    await trial.getByRole("button", { name: "Try" }).click();
    await trial.getByText("77 of 100").waitFor();
    await trial
      .getByText(/^The rule outage: /)
      .first()
      .waitFor();

    await page.getByRole("tab", { name: "Talk points" }).click();
    const point = page.getByRole("region", { name: "Keep what we promised" });
    await point.getByRole("textbox", { name: "What to say (English)" }).fill("");
    await page.getByRole("alert").first().waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("How calls are answered has errors", { exact: false }).waitFor();
    await page.getByRole("button", { name: "Undo the changes" }).click();
    await page.getByRole("tab", { name: "Errands and names" }).click();
    await page
      .getByRole("region", { name: "Errands" })
      .getByRole("button", { name: "Add" })
      .click();
    await page.getByRole("textbox", { name: "Name (English)" }).nth(3).fill("Moving house");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.", { exact: true }).waitFor();
    const { service } = await console().client.ask("getService");
    expect(JSON.stringify(service)).toContain("Moving house");
  });

  test("have a form for what speaks for selling, and for how far back agents see", async () => {
    const page = await console().open("/settings/service", { locale: "en" });
    await page.getByRole("tab", { name: "Sales potential" }).click();
    await page.getByRole("button", { name: "Add a reason" }).click();
    const reason = page.getByRole("region", { name: "New reason" });
    await reason.getByRole("textbox", { name: "Points" }).fill("5");
    await reason.getByRole("textbox", { name: "Name (English)" }).fill("Lives in a house");
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("tab", { name: "What agents see" }).click();
    await page.getByRole("textbox", { name: "Contacts shown" }).fill("20");
    await page.getByRole("textbox", { name: "The country's calling code" }).fill("4x");
    await page.getByRole("alert").first().waitFor();
    await page.getByRole("textbox", { name: "The country's calling code" }).fill("47");
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.", { exact: true }).waitFor();
    const { service } = await console().client.ask("getService");
    expect(service).toMatchObject({
      ...{ contacts: 20, calling: { code: "47", trunk: "0", international: "00" } },
      potential: [{ points: 5, name: { en: "Lives in a house" } }],
    });
  });
});
