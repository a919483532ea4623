import { expect, test } from "vitest";
import { seriousFindings } from "./harness/accessibility.ts";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();
const SECRET = "a-secret-of-the-shop-1";

test("a system is connected by its form, and a wrong field is told beside it", async () => {
  const page = await console().open("/connections?add=smtp");
  await page.getByLabel("Server").fill("127.0.0.1");
  await page.getByLabel("Avsändaradress").fill("ingen");
  await page.getByRole("button", { name: "Prova och anslut" }).click();
  await page
    .getByRole("textbox", { name: "Avsändaradress", description: /Invalid|email/ })
    .or(page.locator(".mantine-InputWrapper-error"))
    .first()
    .waitFor();
  await page.getByLabel("Avsändaradress").fill("a@bolaget.example");
  await page.getByLabel("Port").fill("9");
  await page.getByRole("button", { name: "Prova och anslut" }).click();
  await page.getByText("Inget har sparats.", { exact: false }).waitFor();
  const { items } = await console().client.ask("listConnections");
  expect(items.map(({ id }) => id)).toEqual(["crm", "dialer", "mail", "sms"]);
});

test("a mapping mistake is found, mended, and what came meanwhile is taken in again", async () => {
  const { client, server } = console();
  const fields = {
    ...{ customerId: "$.customer", amount: { path: "$.total", convert: [{ money: "SEK" }] } },
    currency: { constant: "SEK" },
  };
  const rule = { name: "orders", gives: "purchase", id: "$.id", at: "$.at", fields };
  const settings = {
    ...{ inboundAuth: { kind: "bearer" }, inboundSecret: SECRET },
    mapping: { version: 1, rules: [rule] },
  };
  await client.ask("createConnection", { body: { connector: "webhook", id: "shop", settings } });
  const order = { id: "o1", at: "2026-03-01T10:00:00Z", customer: "c1", total_sum: "12.50" };
  const came = await fetch(new URL(`/hooks/v1/${server.tenant.id}/shop`, server.url), {
    method: "POST",
    headers: { authorization: `Bearer ${SECRET}`, "content-type": "application/json" },
    body: JSON.stringify(order),
  });
  expect(came.ok).toBe(true);
  await takeIn();

  const page = await console().open("/connections/shop?tab=deliveries");
  await page.getByText("amount", { exact: false }).first().waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("tab", { name: "Fältkoppling" }).click();
  await page.getByText("Har det bytt namn till total_sum?", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Prova", exact: true }).click();
  await page
    .getByText("missing", { exact: false })
    .or(page.getByRole("alert").filter({ hasText: "amount" }))
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Använd total_sum i stället" }).click();
  await page.getByRole("button", { name: "Prova", exact: true }).click();
  await page.getByRole("cell", { name: "1250", exact: true }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Spara kopplingen" }).click();
  await page.getByText("Sparat.", { exact: true }).waitFor();
  await page.getByRole("tab", { name: "Leveranser hit" }).click();
  await page.getByRole("button", { name: "Ta in alla som inte förstods igen" }).click();
  await page.getByText("1 leverans tas in igen.").waitFor();
  await takeIn();
  const { items } = await client.ask("listInbox", { params: { id: "shop" } });
  expect(items).toEqual([]);
});

/** What waits in the demo is taken in when its clock is turned. */
async function takeIn(): Promise<void> {
  for await (const _day of console().client.stream("forwardClock", { body: { by: "PT1H" } }));
}

test("files are looked at, taken in with their progress, and what failed can be corrected", async () => {
  const page = await console().open("/import");
  const csv = "Nr;Namn;E-postadress\nf1;Anna Ek;anna@example.se\nf2;Bo Ek;ingen\n";
  const file = { name: "kunder.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
  await page.locator('input[type="file"]').first().setInputFiles(file);
  for (const [field, column] of [
    ["Nummer eller id", "Nr"],
    ["Namn", "Namn"],
    ["E-post", "E-postadress"],
  ] as const) {
    const select = page
      .getByRole("combobox", { name: field, exact: true })
      .or(page.getByLabel(field, { exact: true }))
      .first();
    await select.click();
    await page.getByRole("option", { name: column, exact: true }).first().click();
  }
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Titta först" }).click();
  await page.getByText("Så skulle det gå").waitFor();
  await page.getByRole("button", { name: "Importera", exact: true }).click();
  await page.getByText("Importen är klar").waitFor();
  await page.getByText("1 rad gick inte att ta in", { exact: false }).waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Hämta filen med fel: kunder" }).click();
  expect((await download).suggestedFilename()).toBe("fel-customers.csv");
  const { customer } = await console().client.ask("getCustomer", { params: { id: "f1" } });
  expect(customer.name).toBe("Anna Ek");
});

test("setting up tells where one stands and where each step is done", async () => {
  const page = await console().open("/start");
  await page.getByText("av 9 steg klara", { exact: false }).first().waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page
    .getByRole("button", { name: "Hoppa över Lägg till dig själv som testmottagare" })
    .click();
  await page.getByText("Överhoppat").waitFor();
  await page.getByRole("link", { name: "Visa meddelandena" }).click();
  await page.getByRole("heading", { level: 1, name: "Meddelanden" }).waitFor();
});
