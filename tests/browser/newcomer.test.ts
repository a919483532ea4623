import { type Mailbox, startMailbox } from "@perennial/simulators";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seriousFindings } from "./harness/accessibility.ts";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole({ demo: false });

const CUSTOMERS = [
  "id;name;firstName;email;locale;customerSince",
  "k1;Anna Ek;Anna;anna.ek@kunder.example;sv;2024-03-01",
  "k2;Bo Lind;Bo;bo.lind@kunder.example;sv;2023-11-15",
  "k3;Cecilia Ås;Cecilia;cecilia@kunder.example;sv;2025-06-10",
].join("\n");
let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox({ clock: { now: () => new Date().toISOString() } });
});
afterAll(() => mailbox.stop());

test("a newcomer gets from nothing to a first active program, step by step, and tells nobody anything on the way", async () => {
  const page = await console().open("/");
  await page.getByRole("link", { name: "Börja här" }).click();
  await page.getByRole("heading", { level: 1, name: "Kom igång" }).waitFor();
  await page.getByText("0 av 9 steg klara").first().waitFor();

  // The customers are in a file: nothing needs to be connected for that.
  await page.getByRole("link", { name: "Anslut", exact: true }).click();
  await page.getByRole("heading", { name: "Vad vill du ansluta?" }).waitFor();
  await page.getByRole("link", { name: "Importera filer" }).first().click();
  const file = { name: "kunder.csv", mimeType: "text/csv", buffer: Buffer.from(CUSTOMERS) };
  await page.locator('input[type="file"]').first().setInputFiles(file);
  await page.getByRole("button", { name: "Titta först" }).click();
  await page.getByText("Så skulle det gå").waitFor();
  await page.getByRole("button", { name: "Importera", exact: true }).click();
  await page.getByText("Importen är klar").waitFor();
  await progress(page, "3 av 9 steg klara");

  // A channel, by the company's own mail server.
  await page.getByRole("link", { name: "Ordna kanalen" }).click();
  await page
    .getByRole("button", { name: /E-post \(SMTP\)|SMTP/ })
    .first()
    .click();
  await page.getByLabel("Server").fill(mailbox.smtp.host);
  await page.getByLabel("Port").fill(String(mailbox.smtp.port));
  await page.getByRole("combobox", { name: "Kryptering" }).click();
  await page.getByRole("option", { name: "none" }).click();
  await page.getByLabel("Avsändaradress").fill("hej@bolaget.example");
  await page.getByRole("button", { name: "Prova och anslut" }).click();
  await page.waitForURL(/\/connections\/[a-z0-9-]+/);
  await progress(page, "4 av 9 steg klara");

  // Whoever looks at messages gets a code first, so that nobody else is written to by mistake.
  await page.getByRole("link", { name: "Lägg till", exact: true }).click();
  await page.getByText("E-post", { exact: true }).click();
  await page.getByLabel("E-postadress").fill("kim@bolaget.example");
  await page.getByLabel("Namn").fill("Kim");
  await page.getByRole("button", { name: "Skicka kod" }).click();
  await expect.poll(() => lastMail(), { timeout: 10_000 }).toMatch(/\d{6}/);
  await page.getByLabel("Kod på sex siffror").fill(/\d{6}/.exec(lastMail())?.[0] ?? "");
  await page.getByRole("button", { name: "Bekräfta", exact: true }).last().click();
  await page.getByText("Bekräftad").first().waitFor();
  await progress(page, "5 av 9 steg klara");

  // A program of the library, published as it is.
  await page.getByRole("link", { name: "Visa programmen" }).click();
  await page.getByRole("button", { name: "Läs mer: Ny kund" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Använd detta" }).click();
  await page.waitForURL(/\/programs\/new-customer\/edit/);
  await page.getByRole("button", { name: "Publicera …" }).click();
  const publish = page.getByRole("dialog");
  await publish.getByRole("textbox").first().fill("Vårt första program");
  await publish.getByRole("button", { name: "Publicera", exact: true }).click();
  await page.getByText("Version 1 är publicerad.").first().waitFor();
  await progress(page, "6 av 9 steg klara");

  // What would be said, and to how many: nothing is sent by looking.
  await page.getByRole("link", { name: "Visa meddelandena" }).click();
  await page
    .getByRole("link", { name: /Välkommen som kund/ })
    .first()
    .click();
  await page.getByRole("combobox", { name: "Fyll i som för" }).fill("Anna");
  await page.getByRole("option", { name: "Anna Ek" }).first().click();
  await page.frameLocator("iframe").getByText("Hej Anna!").waitFor();
  await progress(page, "7 av 9 steg klara");
  await page.getByRole("link", { name: "Provkör", exact: true }).click();
  await page.getByRole("button", { name: "Provkör", exact: true }).click();
  await page.getByText("Inget har skickats.", { exact: false }).waitFor();
  await progress(page, "8 av 9 steg klara");

  await page.getByRole("link", { name: "Till programmet" }).click();
  await page.getByRole("button", { name: "Starta" }).click();
  const start = page.getByRole("dialog");
  await start.getByText("kommer in i dag").waitFor();
  await start.getByRole("button", { name: "Starta" }).click();
  await page.getByText("Aktivt", { exact: true }).waitFor();
  await progress(page, "9 av 9 steg klara");
  await page.getByText("Klart! Ett program är igång.").waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  const { items } = await console().client.ask("listPrograms");
  expect(items).toMatchObject([{ id: "new-customer", state: "active" }]);
  // The code, and nothing to any customer.
  expect(mailbox.accepted.entries.flatMap(({ to }) => to)).toEqual(["kim@bolaget.example"]);
}, 180_000);

/** Back at the list of steps, by the menu as anybody would. */
async function progress(page: Page, said: string): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: "Kom igång" }).click();
  await page.getByText(said).first().waitFor();
}

function lastMail(): string {
  const last = mailbox.accepted.entries.at(-1);
  return (last && mailbox.textOf(last.id)) ?? "";
}
