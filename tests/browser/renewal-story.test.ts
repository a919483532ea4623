import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { Town } from "../stories/town.ts";
import { TOWN } from "../stories/town-server.ts";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole(TOWN);

let town: Town;
beforeAll(() => {
  town = new Town(console().server, console().databaseUrl);
});

test("the electricity company's case is seen, called and followed on the screens, from the reminder to the club", async () => {
  const anna = town.movesIn({ agreementEnds: "2026-06-08", customer: { valueClass: "gold" } });
  await town.until("2026-04-09 12:00");
  const page = await console().open(`/customers/${anna.id}`);

  // Whoever answers the phone sees what was said to her, and why.
  const history = page.getByRole("region", { name: "Vad som har hänt" });
  await history.getByText("Vårt förslag: Fast pris 3 år Guld.", { exact: false }).waitFor();
  await history.getByText("Ditt elavtal löper ut den 8 juni 2026", { exact: false }).waitFor();
  await history.getByText("Varför:", { exact: false }).first().waitFor();

  // Nobody else takes the calls.
  await town.agentsAreBusy(24 * 8);
  // Silence puts her on the call list, with the offer and the reason.
  await turn(page, "En vecka");
  await menu(page, "Ringlista");
  await page.getByRole("heading", { level: 2, name: "Anna Berg" }).waitFor();
  await page.getByText("Inget svar på sms", { exact: false }).first().waitFor();
  await page.getByText("Fast pris 3 år Guld", { exact: false }).first().waitFor();

  // She says yes on the phone, which counts once she has said so in writing.
  const order = anna.orders("phone");
  await page.getByRole("radio", { name: "Sa ja till att förlänga" }).check();
  await page.getByRole("button", { name: "Spara" }).click();
  await page.getByText("Ingen att ringa just nu").waitFor();
  await turn(page, "En dag");
  await customer(page);
  await history.getByText("svara GODKÄNNER på det här sms:et", { exact: false }).waitFor();
  anna.replies("Godkänner!");
  anna.accepts(order);

  // The thanks, and in the same moment the watch for the signature.
  await turn(page, "En dag");
  await customer(page);
  await history.getByText("Tack för förtroendet!", { exact: false }).waitFor();
  await page.getByText("Godkänner!", { exact: false }).first().waitFor();
  anna.signs(order);

  // Signed: she is cared for, and once a month there is a mail of the club.
  await turn(page, "En månad");
  await customer(page);
  await history.getByText("Månadens klubbförmån", { exact: false }).first().waitFor();
  expect(anna.field("lifecycleStatus")).toBe("customer-care");

  // The same inside the CRM, for whoever never opens the console.
  const inCrm = await console().open(`/embed/customers/${anna.id}`, {
    viewport: { width: 900, height: 700 },
  });
  await inCrm.getByText("Tack för förtroendet!", { exact: false }).first().waitFor();
}, 180_000);

/** Turns the clock on the home page, and waits until the days have passed. */
async function turn(page: Page, by: string): Promise<void> {
  await menu(page, "Hem");
  await page.getByRole("button", { name: by, exact: true }).click();
  await page.getByText("Klart till och med", { exact: false }).waitFor({ timeout: 60_000 });
}

/** Goes to the customer as somebody does who knows the name. */
async function customer(page: Page): Promise<void> {
  await menu(page, "Kunder");
  await page.getByRole("link", { name: "Anna Berg" }).click();
  await page.getByRole("heading", { level: 1, name: "Anna Berg" }).waitFor();
}

async function menu(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}
