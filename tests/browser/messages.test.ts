import { beforeAll, describe, expect, test } from "vitest";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();
const REMINDER = "/messages/renewal/reminder?channel=sms";

describe("messages", () => {
  test("are shown as they are written, and told what is wrong before anything is saved", async () => {
    const page = await console().open(REMINDER);
    const text = page.getByLabel("Texten på svenska");
    await text.fill("Hej {{ customer.firstName }! 🌱");
    await page.getByText("Avsluta den, som i {{ customer.firstName }}.").first().waitFor();
    await text.fill("Hej {{ customer.firstName }}! 🌱");
    await page.getByText("Hej Alexandra! 🌱").waitFor();
    await page.getByText("Tecknet 🌱 gör att bara 70 tecken").waitFor();
    await page.getByRole("button", { name: "Spara i utkastet" }).click();
    await page.getByText("Sparat i utkastet.").waitFor();
    const { files } = await console().client.ask("getDraft", { params: { id: "renewal" } });
    expect(files["templates/reminder.sms.sv.txt"]).toBe("Hej {{ customer.firstName }}! 🌱");
    await console().client.ask("deleteDraft", { params: { id: "renewal" } });
  });

  test("are shown for a customer, an e-mail in a frame that runs nothing", async () => {
    const { items } = await console().client.ask("listAgreements", { query: { limit: 1 } });
    const params = { id: items[0]?.customerId ?? "" };
    const { customer } = await console().client.ask("getCustomer", { params });
    const page = await console().open("/messages/renewal/notice?channel=email");
    await page.getByRole("combobox", { name: "Fyll i som för" }).fill(customer.name);
    await page.getByRole("option", { name: customer.name }).first().click();
    const frame = page.frameLocator('iframe[title="Mejlet som det ser ut"]');
    await frame.getByText(`Hej ${customer.name}!`).waitFor();
    expect(await page.locator("iframe").getAttribute("sandbox")).toBe("");
  });
});

describe("a test message", () => {
  beforeAll(async () => {
    const page = await console().open("/messages?tab=recipients");
    await page.getByLabel("Mobilnummer").fill("nummer");
    await page.getByRole("button", { name: "Skicka kod" }).click();
    await page.getByText("Skriv ett mobilnummer").waitFor();
    await page.getByLabel("Mobilnummer").fill("070-174 06 05");
    await page.getByLabel("Namn").fill("Kim");
    await page.getByRole("button", { name: "Skicka kod" }).click();
    const told = await page.getByText(/Koden är \d{6}/).textContent();
    await page.getByLabel("Kod på sex siffror").fill(/\d{6}/.exec(told ?? "")?.[0] ?? "");
    await page.getByRole("button", { name: "Bekräfta", exact: true }).last().click();
    await page.getByText("Bekräftad").first().waitFor();
  }, 60_000);

  test("goes to one's own, once the code was typed in", async () => {
    const page = await console().open(REMINDER);
    await page.getByRole("button", { name: "Skicka test" }).click();
    await page.getByText("Skickat genom sms.").waitFor();
  });
});
