import { describe, expect, test } from "vitest";
import { seriousFindings } from "./harness/accessibility.ts";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();

describe("the list of programs and the gallery", () => {
  test("give a draft of a ready program, and say where a name will not do", async () => {
    const page = await console().open("/programs?tab=library", {
      viewport: { width: 900, height: 800 },
    });
    await page.getByRole("article").first().waitFor();
    expect(await page.getByRole("article").count()).toBe(26);
    await page.getByRole("button", { name: "Läs mer: Tack för ordern" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Så kan det låta").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    const id = dialog.getByLabel("Kort namn");
    await id.fill("renewal");
    await dialog.getByRole("button", { name: "Använd detta" }).click();
    await dialog.getByText("Det finns redan ett program ”renewal”.").first().waitFor();
    await id.fill("tack");
    await dialog.getByRole("button", { name: "Använd detta" }).click();
    await page.waitForURL(/\/programs\/tack\/edit/);
    const { draft } = await console().client.ask("getDraft", { params: { id: "tack" } });
    expect(draft).toMatchObject({ origin: "order-thanks", errors: 0 });
  });
});

describe("a program's page", () => {
  test("changes a setting", async () => {
    const page = await console().open("/programs/renewal?tab=settings");
    const attempts = page.getByLabel("Antal gånger kunden sätts på ringlistan");
    await attempts.fill("4");
    await page.getByRole("button", { name: "Spara" }).click();
    await page.getByText("Sparat", { exact: true }).waitFor();
    const { program } = await console().client.ask("getProgram", { params: { id: "renewal" } });
    expect(program.settings.callAttempts).toBe(4);
  });

  test("says what pausing does to whom before it pauses, and starts again", async () => {
    const page = await console().open("/programs/renewal");
    await page.getByRole("button", { name: "Pausa" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Ingen ny kommer in.").waitFor();
    await dialog.getByRole("button", { name: "Pausa" }).click();
    await page.getByText("Pausat", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Starta" }).click();
    await dialog.getByText("kommer in i dag").waitFor();
    await dialog.getByRole("button", { name: "Starta" }).click();
    await page.getByText("Aktivt", { exact: true }).waitFor();
  });

  test("shows what a draft changes in words, and publishes it with a note", async () => {
    const { client } = console();
    const { files } = await client.ask("getProgram", { params: { id: "renewal" } });
    const yaml = files["program.yaml"]?.replace("sv: Försäljningschefen", "sv: Kundchefen") ?? "";
    const body = { files: { ...files, "program.yaml": yaml }, revision: 0 };
    await client.ask("putDraft", { params: { id: "renewal" }, body });
    const page = await console().open("/programs/renewal?tab=versions");
    await page.getByText("Ansvarig: Kundchefen (tidigare: Försäljningschefen).").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Publicera" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("De som kommer in härefter får den nya versionen.").waitFor();
    await dialog.getByLabel("Vad är ändrat, och varför?").fill("Ny ansvarig");
    await dialog.getByRole("button", { name: "Publicera" }).click();
    await page.getByRole("cell", { name: "Ny ansvarig" }).waitFor();
    const { items } = await client.ask("listProgramVersions", { params: { id: "renewal" } });
    expect(items[0]).toMatchObject({ version: 2, note: "Ny ansvarig" });
  });

  test("that is not there says so and leads back", async () => {
    const page = await console().open("/programs/no-such");
    await page.getByText("Det finns inget program som heter så").waitFor();
    await page.getByRole("link", { name: "Alla program" }).click();
    await page.getByRole("heading", { level: 1, name: "Program" }).waitFor();
  });
});
