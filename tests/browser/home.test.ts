import { describe, expect, test } from "vitest";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();

describe("the home page", () => {
  test("shows the customer flow as a picture", async () => {
    const page = await console().open("/");
    await page.getByText("Kundflödet").first().waitFor();
    await page.locator("figure").first().waitFor();
    expect(await page.title()).toMatch(/^Hem/);
  });

  test("turns the example company's clock and tells what happened each day", async () => {
    const page = await console().open("/");
    const before = await console().client.ask("getClock");
    await page.getByRole("button", { name: "En vecka" }).click();
    await page.getByText("Klart till och med").waitFor();
    const after = await console().client.ask("getClock");
    expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(6 * 86_400_000);
    // The first and the last are each a part of a day.
    const days = page.locator("li").filter({ hasText: /SMS|mejl|började|hände/ });
    expect(await days.count()).toBe(8);
  });

  test("says what a figure means, in the words of the API's document", async () => {
    const page = await console().open("/", { locale: "en" });
    await page.getByRole("button", { name: "What does Not sent mean?" }).click();
    await page.getByText("Left out or taken back, each for a reason.").waitFor();
  });
});

test("an address that leads nowhere says so and leads back", async () => {
  const page = await console().open("/nowhere");
  await page.getByRole("link", { name: "Till startsidan" }).click();
  await page.getByRole("heading", { level: 1, name: "Hem" }).waitFor();
});
