import { beforeAll, describe, expect, test } from "vitest";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();

beforeAll(async () => {
  for await (const _day of console().client.stream("forwardClock", { body: { by: "P2D" } }));
}, 60_000);

describe("insight", () => {
  test("has its reports as of the day before the first night, and makes them anew when asked", async () => {
    const page = await console().open("/insight/value");
    await page.getByRole("heading", { name: "Värde av avtal" }).waitFor();
    await page.getByText("Läget den").waitFor();
    await page.getByRole("button", { name: "Räkna om" }).click();
    await page.getByRole("heading", { name: "Värde av avtal" }).waitFor();
    await page.getByRole("tab", { name: "Prognos" }).click();
    await page.getByText("Det går inte att göra en säker prognos än").waitFor();
  });

  test("keeps what is shown in the address", async () => {
    const page = await console().open("/insight/migration?kind=tier", { locale: "en" });
    await page.getByText("Quarter", { exact: true }).click();
    await page.waitForURL(/by=quarter/);
    expect(page.url()).toContain("kind=tier");
  });
});

describe("loyalty", () => {
  test("tells a rule that cannot hold at its field, and publishes only what was previewed", async () => {
    const page = await console().open("/loyalty");
    const takes = page.getByRole("textbox", { name: "Krävs: Silver" });
    await takes.fill("500");
    await page.getByText("Rätta felen innan du publicerar.").waitFor();
    await takes.fill("48");
    const publish = page.getByRole("button", { name: "Publicera" });
    expect(await publish.isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Förhandsgranska på kundbasen" }).click();
    await page.getByText("Inget är sparat.").waitFor();
    const before = (await console().client.ask("getPlan")).inForce?.version ?? 0;
    await publish.click();
    await page.getByText(`Version ${before + 1} gäller`).waitFor();
    const { inForce } = await console().client.ask("getPlan");
    expect(JSON.stringify(inForce?.plan)).toContain('"from":48');
  });

  test("issues codes, and says at the field what is missing", async () => {
    const page = await console().open("/loyalty?tab=vouchers");
    await page.getByRole("button", { name: "Dela ut", exact: true }).click();
    await page.locator(".mantine-TextInput-error").first().waitFor();
    await page.getByRole("textbox", { name: "Erbjudande" }).fill("Höstrabatt");
    await page.getByRole("textbox", { name: "Utskick" }).fill("november");
    await page.getByRole("combobox", { name: "Till", exact: true }).click();
    await page.getByRole("option", { name: "Vem som helst" }).click();
    await page.getByRole("button", { name: "Dela ut", exact: true }).click();
    await page.getByRole("cell", { name: "Höstrabatt" }).waitFor();
  });
});

describe("the matrix", () => {
  test("shows the checker's words in the cell they are about", async () => {
    const page = await console().open("/matrix");
    await page.getByRole("button", { name: "Ändra rutan: Guld, Alla segment" }).click();
    await page.getByRole("textbox", { name: "Mål för bortfall", exact: true }).fill("40");
    await page.getByRole("dialog").getByRole("alert").waitFor();
    await page.getByRole("button", { name: "Klar" }).click();
    const cell = page.getByRole("cell").filter({ hasText: "Bortfall högst 40 % per år" });
    await cell.getByText("40 procent").waitFor();
    expect(await page.getByRole("button", { name: "Publicera" }).isDisabled()).toBe(true);
  });

  test("leads to the customers of a cell", async () => {
    const page = await console().open("/matrix");
    await page.getByRole("link", { name: /kunder: Guld · Alla segment$/ }).click();
    await page.getByRole("heading", { level: 1, name: "Kunder" }).waitFor();
    expect(decodeURIComponent(page.url())).toContain("valueClasses");
  });
});
