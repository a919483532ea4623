import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();

beforeAll(async () => {
  // The dialer tells nothing of its calls, so that they stand on the list.
  console().server.demo?.world.connectTo({});
  const days = console().client.stream("forwardClock", { body: { by: "P12D" } });
  for await (const _day of days);
}, 120_000);

/** Somebody in the renewal program. */
async function someone(): Promise<{ readonly id: string; readonly name: string }> {
  const body = { filter: { programs: ["renewal"] } };
  const { items } = await console().client.ask("findCustomers", { body });
  const [first] = items;
  if (!first) throw new Error("nobody is in the renewal program");
  return first;
}

const rowsOf = (page: Page) => page.locator("tbody tr");

describe("the list of customers", () => {
  test("finds by name as it is typed, and its address finds the same again", async () => {
    const { name } = await someone();
    const page = await console().open("/customers", { locale: "en" });
    await page.getByRole("searchbox", { name: "Search" }).fill(name);
    await page.getByRole("link", { name, exact: true }).first().waitFor();
    await page.waitForURL(/q=/);
    const again = await console().open(
      new URL(page.url()).pathname.replace("/console", "") + new URL(page.url()).search,
      { locale: "en" },
    );
    expect(await again.getByRole("searchbox", { name: "Search" }).inputValue()).toBe(name);
    await again.getByRole("link", { name, exact: true }).first().click();
    await again.getByRole("heading", { level: 1, name }).waitFor();
  });

  test("counts and says in words what is asked, row by row", async () => {
    const page = await console().open("/customers", { locale: "en" });
    await page.getByRole("button", { name: "More conditions" }).click();
    await page.getByRole("button", { name: "Add a condition" }).click();
    const rule = page.getByRole("group", { name: "Condition 1" });
    await rule.getByRole("combobox", { name: "What" }).click();
    await page.getByRole("option", { name: "The customer's e-mail address" }).click();
    await rule.getByRole("combobox", { name: "Comparison" }).click();
    await page.getByRole("option", { name: "is known" }).click();
    await page.getByText("In words: the customer has an e-mail address.").waitFor();
    const condition = { field: "customer.email", is: "is-set" };
    const { count } = await console().client.ask("countCustomers", {
      body: { filter: { condition } },
    });
    await page.getByText(`${count} customers`, { exact: true }).waitFor();
    await rule.getByRole("button", { name: "Remove condition 1" }).click();
    await page.getByText("In words:").waitFor({ state: "detached" });
  });

  test("keeps a filter under a name, which wants to be told, and opens it again", async () => {
    const page = await console().open("/customers?ends=60", { locale: "en" });
    await page.getByRole("button", { name: "Save the filter" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Save the filter" }).click();
    await dialog.locator(".mantine-TextInput-error").waitFor();
    await dialog.getByRole("textbox", { name: "Name of the filter" }).fill("Ending soon");
    await dialog.getByRole("button", { name: "Save the filter" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Clear all filters" }).first().click();
    await page.getByRole("button", { name: "Saved filters" }).click();
    await page.getByText("Ending soon").waitFor();
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.waitForURL(/ends=60/);
  });

  test("is downloaded whole as a file", async () => {
    const page = await console().open("/customers", { locale: "en" });
    await rowsOf(page).first().waitFor();
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download as CSV" }).click();
    expect((await coming).suggestedFilename()).toBe("kunder.csv");
    const { count } = await console().client.ask("countCustomers", { body: { filter: {} } });
    await page.getByText(`${count} customers were downloaded.`).waitFor();
  });
});

describe("one customer", () => {
  test("is paused and goes on, and a consent that says nothing of how is refused at its field", async () => {
    const { id } = await someone();
    const page = await console().open(`/customers/${id}`, { locale: "en" });
    await page.getByRole("button", { name: "Pause for a month" }).click();
    await page
      .getByText(/^Marketing paused until/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "End the pause" }).click();
    await page.getByText("The customer gets marketing as usual.").waitFor();
    const consents = page.getByRole("region", { name: "Consents" });
    await consents.getByRole("button", { name: "Save" }).click();
    await consents.locator(".mantine-TextInput-error").waitFor();
    await consents.getByRole("textbox", { name: "Proof" }).fill("On the phone.");
    await consents.getByRole("button", { name: "Save" }).click();
    await consents.getByText("Noted. It holds from now on.").waitFor();
    await consents.getByText("console: On the phone.").waitFor();
  });

  test("stands in a CRM's frame without a menu, and loads no more than a frame may", async () => {
    const { id, name } = await someone();
    // A size that no other test has opened: nothing is there from before.
    const viewport = { width: 400, height: 700 };
    const page = await console().open(`/embed/customers/${id}`, { viewport, locale: "en" });
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.getByText("Where the customer stands").waitFor();
    expect(await page.getByRole("navigation").count()).toBe(0);
    const sizes = await page.evaluate<readonly number[]>(
      "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).map((each) => each.encodedBodySize)",
    );
    expect(sizes.length).toBeLessThan(20);
    expect(sizes.reduce((all, each) => all + each, 0)).toBeLessThan(250_000);
  });
});

describe("the calls to make", () => {
  test("are fewer once the outcome of one is noted", async () => {
    const before = (await console().client.ask("listCalls")).items;
    const [first] = before;
    if (!first) throw new Error("nobody is to be called");
    const page = await console().open("/calls", { locale: "en" });
    await page.getByRole("heading", { level: 2, name: first.name }).waitFor();
    await page.getByRole("radio", { name: "No answer" }).check();
    await page.getByRole("button", { name: "Save" }).click();
    const left = before.length - 1;
    const said =
      left === 0 ? "Nobody to call right now" : `${left} call${left === 1 ? "" : "s"} to make`;
    await page.getByText(said).waitFor();
  });
});

describe("the log", () => {
  test("shows what went to a customer, and in an address what it is looked through for", async () => {
    const page = await console().open("/activity?outcome=sent&channel=sms", { locale: "en" });
    await rowsOf(page).first().getByRole("button").first().click();
    await page.getByRole("dialog").getByText("Content").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Show everything" }).click();
    await page.waitForURL((url) => url.search === "");
  });
});
