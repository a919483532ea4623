import { expect, test } from "vitest";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();

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
