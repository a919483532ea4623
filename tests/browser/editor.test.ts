import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { seriousFindings } from "./harness/accessibility.ts";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();
const LIBRARY = join(import.meta.dirname, "../../packages/programs");
/** One for each test, so that none meets what another has left. */
const PROGRAMS = ["win-back", "newsletter", "nps", "tier-near", "order-thanks"];

beforeAll(async () => {
  for (const id of PROGRAMS) {
    const files: Record<string, string> = {};
    for (const name of readdirSync(join(LIBRARY, id), { recursive: true, encoding: "utf8" })) {
      if (/\.(yaml|txt)$/.test(name)) files[name] = readFileSync(join(LIBRARY, id, name), "utf8");
    }
    await console().client.ask("putProgram", { params: { id }, body: { files } });
  }
});

/** The editor of a program that nobody has changed yet, with its diagram in sight. */
async function openEditor(
  program: string,
  { search = "", locale = "sv" }: { readonly search?: string; readonly locale?: "sv" | "en" } = {},
): Promise<Page> {
  const page = await console().open(`/programs/${program}/edit${search}`, { locale });
  await page.getByRole("tab", { name: locale === "sv" ? "Fil" : "File" }).waitFor();
  return page;
}

const draftFile = async (program: string) => {
  const { files } = await console().client.ask("getDraft", { params: { id: program } });
  return files["program.yaml"] ?? "";
};

describe("the program editor", () => {
  test("a form's edit changes the file and the flow, is saved by itself, and can be undone", async () => {
    const page = await openEditor("win-back", { search: "?part=step-1" });
    await page.locator(".react-flow__node").first().waitFor();
    const before = await page.locator(".react-flow__node").count();
    await page.getByRole("button", { name: "Lägg till steg" }).click();
    await page.getByRole("menuitem", { name: "Vänta", exact: true }).click();
    await page.getByRole("heading", { name: "Vänta", level: 2 }).waitFor();
    const wait = page.getByLabel("Vänta", { exact: true }).first();
    await wait.fill("12");
    await page.locator(".react-flow__node").filter({ hasText: "12 dagar" }).waitFor();
    expect(await page.locator(".react-flow__node").count()).toBeGreaterThan(before);
    await page.getByText(/^\s*Sparat \d/).waitFor();
    expect(await draftFile("win-back")).toContain("for: P12D");
    await page.getByRole("button", { name: "Ångra" }).click();
    await page.locator(".react-flow__node").filter({ hasText: "7 dagar" }).first().waitFor();
    await expect.poll(() => draftFile("win-back"), { timeout: 20_000 }).not.toContain("P12D");
  });

  test("a wrong line is told at its line, and the form comes back when it is right", async () => {
    const page = await openEditor("newsletter", { search: "?tab=file" });
    const code = page.locator(".cm-content");
    await code.click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("audience: everybody\n");
    const told = page.getByRole("button", { name: /program\.yaml, rad 1: .*audience/ });
    await told.waitFor();
    await page.locator(".cm-lint-marker-error").first().waitFor();
    await page.getByRole("tab", { name: "Formulär" }).click();
    await page.getByRole("tab", { name: "Fil" }).click();
    await told.click();
    await code.waitFor();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Delete");
    await told.waitFor({ state: "detached" });
  });

  test("the file suggests what may be written", async () => {
    const page = await openEditor("order-thanks", { search: "?tab=file" });
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\nholdo");
    await page.getByRole("option", { name: /holdout/ }).click();
    await page.locator(".cm-line").filter({ hasText: "holdout:" }).waitFor();
  });

  test("a draft is published with a note, after what it does to those under way is told", async () => {
    const page = await openEditor("nps", { locale: "en" });
    const before = await console().client.ask("getProgram", { params: { id: "nps" } });
    await page
      .getByLabel("Name (English)", { exact: false })
      .first()
      .fill("How likely to recommend");
    await page.getByText(/^\s*Saved \d/).waitFor();
    await page.getByRole("button", { name: "Publish …" }).click();
    const dialog = page.getByRole("dialog", { name: "Publish the program" });
    await dialog.getByText(/Nobody is in the program|under way/).waitFor();
    await dialog.getByLabel("What has changed, and why?").fill("A name that people know");
    await dialog.getByRole("button", { name: "Publish", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    const after = await console().client.ask("getProgram", { params: { id: "nps" } });
    expect(after.program.version).toBe(before.program.version + 1);
    expect(after.program.name.en).toBe("How likely to recommend");
  });

  test("what somebody else saved meanwhile is not written over unasked", async () => {
    const page = await openEditor("tier-near");
    const { files } = await console().client.ask("getProgram", { params: { id: "tier-near" } });
    await console().client.ask("putDraft", {
      params: { id: "tier-near" },
      body: { files: { ...files }, revision: 0 },
    });
    await page.getByLabel("Namn (svenska)").first().fill("Nästan framme");
    await page.getByText("Någon annan har sparat programmet").waitFor();
    expect(await draftFile("tier-near")).not.toContain("Nästan framme");
    await page.getByRole("button", { name: "Spara mitt över den andras" }).click();
    await page.getByText(/^\s*Sparat \d/).waitFor();
    expect(await draftFile("tier-near")).toContain("Nästan framme");
  });
});

describe("trying a program", () => {
  test("on one customer tells each step with its day and that nothing was sent", async () => {
    const { items } = await console().client.ask("findCustomers", { body: { filter: {} } });
    const [customer] = items;
    const page = await console().open(
      `/programs/win-back/try?customer=${customer?.id ?? ""}&source=published`,
    );
    await page.getByText("Inget har skickats.").waitFor();
    await page.getByRole("heading", { name: "Det som skulle hända" }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  test("on everybody ends with what it would cost, and says that nothing was sent", async () => {
    const page = await console().open("/programs/renewal/dry-run?days=30&source=published");
    await page.getByRole("button", { name: "Provkör", exact: true }).click();
    await page.getByText("Inget har skickats.").waitFor();
    await page.getByRole("heading", { name: "Per dag och kanal" }).waitFor();
    await page.locator("figure svg").first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});
