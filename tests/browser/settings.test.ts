import { beforeAll, describe, expect, test } from "vitest";
import { seriousFindings } from "./harness/accessibility.ts";
import { useConsole } from "./harness/use-console.ts";

/** Where nobody listens. */
const CLOSED = "http://127.0.0.1:9/hooks";

const console = useConsole();

beforeAll(async () => {
  const { client } = console();
  const anna = { name: "Anna Berg", email: "anna@exempel.example", role: "admin" } as const;
  await client.ask("invitePerson", { body: anna });
  await client.ask("putEndpoint", { params: { id: "web-shop" }, body: { url: CLOSED } });
}, 60_000);

describe("a form", () => {
  test("says at the field what is wrong, loses nothing, asks before it is left and says that it is saved", async () => {
    const page = await console().open("/settings/general", { locale: "en" });
    const days = page.getByLabel("Days");
    await days.fill("0");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Write a number of days between 1 and 3650.").waitFor();
    expect(await days.inputValue()).toBe("0");
    await page.getByRole("link", { name: "Quiet hours" }).click();
    await page.getByRole("button", { name: "Stay" }).click();
    await days.fill("14");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.", { exact: true }).waitFor();
    expect(await console().client.ask("getTenantSettings")).toMatchObject({ keepDays: 14 });
  });

  test("of quiet hours tells which times are not right", async () => {
    const page = await console().open("/settings/quiet-hours", { locale: "en" });
    await page.getByLabel("Marketing, Weekdays: To").fill("07:00");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The time is not right").first().waitFor();
    await page.getByLabel("Marketing, Weekdays: To").fill("19:00");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.", { exact: true }).waitFor();
  });
});

test("all sending is paused and goes on again", async () => {
  const page = await console().open("/settings/general", { locale: "sv" });
  await page.getByRole("button", { name: "Pausa alla utskick" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Pausa alla utskick" }).click();
  await page.getByRole("main").getByText("Alla utskick är pausade").waitFor();
  await page.getByRole("banner").getByText("Alla utskick är pausade").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(await console().client.ask("getSending")).toMatchObject({ paused: true });
  await page.getByRole("button", { name: "Fortsätt med utskick" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Fortsätt med utskick" }).click();
  await page.getByText("Utskick pågår som vanligt.").waitFor();
});

test("a person is invited, signs in by the link and does not see the settings", async () => {
  const page = await console().open("/settings/people", { locale: "en" });
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await page.getByLabel("Name").fill("Bo Ek");
  await page.getByLabel("E-mail address").fill("bo");
  await page.getByRole("button", { name: "Make the invitation" }).click();
  await page.getByText("Write an e-mail address.").waitFor();
  await page.getByLabel("E-mail address").fill("bo@exempel.example");
  await page.getByRole("button", { name: "Make the invitation" }).click();
  const link = await page.locator("pre").textContent();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Close" }).last().click();
  await page.getByText("bo@exempel.example").waitFor();
  const own = await page.context().browser()?.newContext({ locale: "en-GB" });
  const theirs = await own?.newPage();
  await theirs?.goto(link ?? "");
  await theirs?.getByRole("button", { name: "Account: Bo Ek" }).waitFor();
  expect(theirs?.url()).not.toContain("code");
  expect(await theirs?.getByRole("link", { name: "Settings" }).count()).toBe(0);
  await own?.close();
});

test("a key is shown once, and the audit log says who made it", async () => {
  const page = await console().open("/settings/tokens", { locale: "en" });
  await page.getByRole("button", { name: "Make a key" }).click();
  await page.getByRole("button", { name: "Make it" }).click();
  await page.getByText("Say what it is for.").waitFor();
  await page.getByLabel("What it is for").fill("The web shop");
  await page.getByRole("button", { name: "Make it" }).click();
  expect(await page.locator("pre").textContent()).toMatch(/^pt_/);
  await page.getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("link", { name: "Audit log" }).click();
  const row = page.getByRole("row").filter({ hasText: "Made a key" });
  await row.waitFor();
  expect(await row.textContent()).toMatch(/console.*For.*The web shop/);
});

test("a receiver's test shows in its log, and can be sent again", async () => {
  const page = await console().open("/settings/endpoints", { locale: "en" });
  await page.getByRole("button", { name: "Send a test" }).click();
  await page.getByText("The test is on its way").waitFor();
  await page.getByRole("cell", { name: "ping.v1" }).or(page.getByText(/ping/)).first().waitFor();
});

test("a person is erased only when their number is written out", async () => {
  const { items } = await console().client.ask("listCustomers", { query: { limit: 1 } });
  const { id = "", name = "" } = items[0] ?? {};
  const page = await console().open("/settings/data", { locale: "en" });
  await page.getByLabel("Search for a customer").fill(name);
  await page.getByRole("button", { name: `Choose: ${name}, ${id}` }).click();
  await page.getByRole("button", { name: "Erase for ever" }).click();
  await page.getByText("The customer number is not right.").waitFor();
  await page.getByLabel(`Write the customer number ${id}`).fill(id);
  await page.getByRole("button", { name: "Erase for ever" }).click();
  await page.getByText("The person is erased").waitFor();
});

describe("the way in", () => {
  test("takes a pasted key, and says what is wrong with another", async () => {
    const page = await console().open("/", { locale: "en" });
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByLabel("Sign-in key", { exact: true }).fill("pt_1_wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("The key does not count.").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.reload();
    await page.getByLabel("Sign-in key", { exact: true }).fill(console().server.token);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: /^Account/ }).waitFor();
  });
});
