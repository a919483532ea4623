import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { seriousFindings } from "./harness/accessibility.ts";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();

/** Gives a file to the input of a kind. */
async function choose(page: Page, kind: number, name: string, text: string): Promise<void> {
  const file = { name, mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.locator('input[type="file"]').nth(kind).setInputFiles(file);
}

async function pick(page: Page, field: string, column: string): Promise<void> {
  await page.getByRole("combobox", { name: field, exact: true }).click();
  await page.getByRole("option", { name: column, exact: true }).click();
}

test("consents have their columns chosen as other files have, and wrong rows are told in words", async () => {
  const { items } = await console().client.ask("listCustomers", { query: { limit: 1 } });
  const customer = items[0]?.id ?? "";
  const page = await console().open("/import");
  const rows = [
    `${customer};E-post;Ja;2026-02-01`,
    `${customer};E-post;kanske;2026-02-02`,
    "ingen;Sms;Nej;2026-02-03",
  ];
  await choose(page, 3, "samtycken.csv", `Kundnr;Kanal;Svar;När\n${rows.join("\n")}\n`);
  for (const [field, column] of [
    ["Kundens id", "Kundnr"],
    ["Kanal", "Kanal"],
    ["Ja eller nej", "Svar"],
    ["Tidpunkt", "När"],
  ] as const) {
    await pick(page, field, column);
  }
  await page.getByRole("textbox", { name: "Var samtyckena gavs" }).fill("kassan");
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Titta först" }).click();
  await page.getByText("Så skulle det gå", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Importera", exact: true }).click();
  await page.getByText("Importen är klar", { exact: true }).waitFor();
  await page.getByText("state: ”kanske” är inget av ", { exact: false }).waitFor();
  await page.getByText("kunden ”ingen” finns inte", { exact: false }).waitFor();
  const told = await console().client.ask("listConsents", { params: { id: customer } });
  expect(told.items).toContainEqual(
    expect.objectContaining({ channel: "email", state: "given", source: "kassan" }),
  );
});

test("a file that lacks what is needed says which column, in the language of the screen", async () => {
  const page = await console().open("/import");
  await choose(page, 3, "samtycken.csv", "Kundnr;Svar\n1;Ja\n");
  await pick(page, "Kundens id", "Kundnr");
  await page.getByRole("button", { name: "Titta först" }).click();
  await page
    .getByText("Ett samtycke måste ha ”channel”, och inget fyller det.", { exact: false })
    .waitFor();
});
