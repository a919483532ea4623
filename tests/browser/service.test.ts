import { beforeAll, expect, test } from "vitest";
import { seriousFindings } from "./harness/accessibility.ts";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();
let customer = "";

/** Yesterday in the example company's time, when calls were made. */
async function tellCalls(): Promise<void> {
  const { client, server } = console();
  const day = new Date(Date.parse(server.runtime.clock.now()) - 86_400_000);
  const at = (minute: number) => {
    const moment = new Date(day);
    moment.setUTCHours(10, minute, 0, 0);
    return moment.toISOString();
  };
  for (const callId of ["w-1", "w-2"]) {
    const startedAt = at(0);
    await client.ask("startCall", {
      body: { callId, team: "Avtal", startedAt, answeredAt: at(7), customerId: customer },
    });
    const outcome = callId === "w-1" ? ({ outcome: "reached" } as const) : {};
    await client.ask("finishCall", { params: { callId }, body: { endedAt: at(10), ...outcome } });
  }
}

beforeAll(async () => {
  const { items } = await console().client.ask("listCustomers", { query: { limit: 1 } });
  customer = items[0]?.id ?? "";
  await tellCalls();
}, 60_000);

test("how many calls there is time for is set by keyboard, and a wrong day is told at its field", async () => {
  const page = await console().open("/settings/capacity", { locale: "en" });
  const paced = page.getByRole("switch", { name: "Heed how many calls we have time for" });
  await paced.focus();
  await page.keyboard.press("Space");
  await page.getByLabel("Monday").fill("30");
  await page.getByRole("button", { name: "Add a day" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Write a date that is not here yet.").waitFor();
  await page.getByLabel("Date").fill("2026-12-23");
  await page.getByLabel("Calls", { exact: true }).fill("5");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  await page.getByText("Waiting for their turn").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const { capacity } = await console().client.ask("getAgentCapacity");
  expect(capacity).toMatchObject({ perDay: { monday: 30 }, days: [{ calls: 5 }] });
});

test("the report on customer service shows calls, what was not written down, and waiting", async () => {
  const page = await console().open("/service", { locale: "sv" });
  await page.getByText("50 %").first().waitFor();
  await page.getByText("7 min", { exact: true }).first().waitFor();
  await page.getByRole("rowheader", { name: "Avtal" }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
});

test("a customer's page says how the customer may be contacted, and why", async () => {
  const page = await console().open(`/customers/${customer}`, { locale: "sv" });
  const table = page.getByRole("table", { name: "Får vi höra av oss?" });
  await table.waitFor();
  expect(await table.getByRole("row").count()).toBe(5);
  await page.getByRole("button", { name: "Varför och till när" }).click();
  await page
    .getByText(/^Får .*per telefon/u)
    .first()
    .waitFor();
  expect(await seriousFindings(page)).toEqual([]);
});
