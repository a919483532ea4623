import { readFile } from "node:fs/promises";
import { LifecyclePlan, parsePlan } from "@perennial/lifecycle";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();
const example = new URL("../../apps/cli/examples/lifecycle.yaml", import.meta.url);

/** A plan with every part there is, and in every part what no form shows. */
async function fullPlan(): Promise<LifecyclePlan> {
  const { plan } = parsePlan(await readFile(example, "utf8"));
  if (!plan?.flows || !plan.matrix) throw new Error("the example is no whole plan");
  return LifecyclePlan.parse({
    ...plan,
    flows: { ...plan.flows, programs: [{ from: "active", to: "lost", program: "renewal" }] },
    churn: { horizon: "P1Y6M", medium: 0.3, high: 0.6 },
    costSignals: { complaintOutcomes: ["complaint", "reklamation"] },
    matrix: {
      ...plan.matrix,
      cells: plan.matrix.cells.map((cell, at) =>
        at === 1 ? { ...cell, note: { sv: "Ring först", en: "Ring first" } } : cell,
      ),
    },
  });
}

async function publish(plan: Record<string, unknown>): Promise<number> {
  return (await console().client.ask("publishPlan", { body: { plan, confirm: true } })).version;
}

async function inForce() {
  const { inForce: found } = await console().client.ask("getPlan");
  if (!found) throw new Error("no plan is in force");
  return found;
}

const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true }).click();
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

beforeAll(async () => {
  for await (const _day of console().client.stream("forwardClock", { body: { by: "P2D" } }));
}, 60_000);

describe("the lifecycle plan", () => {
  test("loses nothing that it holds when a form of each part is saved", async () => {
    const before = await fullPlan();
    const version = await publish(before);
    const page = await console().open("/plan");
    await field(page, "Välkomstens längd").fill("60");
    await tab(page, "Värdeklasser");
    await field(page, "Guld: de bästa").fill("15");
    await tab(page, "Segment");
    await field(page, "Namn på svenska").first().fill("Hedersgäster");
    await tab(page, "Grupper");
    await page.getByLabel("Till och med").last().fill("2027-06-30");
    await tab(page, "Kundflöden");
    await field(page, "Växer eller minskar från").fill("25");
    await tab(page, "Risk");
    await field(page, "Stor risk från").fill("70");
    await field(page, "Ringer ofta, från antal samtal").fill("8");
    await tab(page, "Kontrollgrupp");
    await field(page, "Andel av kunderna").fill("4");
    await button(page, "Förhandsgranska på kundbasen").click();
    await page.getByText("Inget är sparat.").waitFor();
    await button(page, "Publicera").click();
    await page.getByText(`Version ${version + 1} gäller nu. Kundbasen räknas om.`).waitFor();
    const { segments, groups, valueClasses, phases, flows, churn, costSignals } = before;
    expect((await inForce()).plan).toEqual({
      ...before,
      phases: { ...phases, welcome: { ...phases?.welcome, for: "P60D" } },
      valueClasses: { ...valueClasses, limits: { share: { gold: 15, silver: 50 } } },
      segments: segments.with(0, {
        ...{ id: "vip", when: segments[0]?.when },
        name: { sv: "Hedersgäster", en: "VIP" },
      }),
      groups: groups.map((group, at) => (at === 1 ? { ...group, until: "2027-06-30" } : group)),
      flows: { ...flows, change: 25 },
      churn: { ...churn, high: 0.7 },
      costSignals: { ...costSignals, calls: 8 },
      holdout: 4,
    });
  });

  test("gets a temporary group with a condition of its own, counted before anything is published", async () => {
    const page = await console().open("/plan?tab=groups");
    await button(page, "Lägg till en grupp").click();
    const group = page.getByRole("region", { name: "Ny grupp" });
    await group.getByText("Inte publicerad än").waitFor();
    await group.getByRole("textbox", { name: "Namn på svenska" }).fill("Höstvänner");
    const made = page.getByRole("region", { name: "Höstvänner" });
    await made.getByText(/^Gäller för \d+ kunder i dag$/).waitFor();
    await made.getByRole("combobox", { name: "Uppgift" }).click();
    await page.getByRole("option", { name: "kundens medlemsnivå", exact: true }).click();
    await made.getByText("Alltså: kunden har en medlemsnivå.", { exact: true }).waitFor();
    await made.getByLabel("Till och med").fill("2027-12-31");
    await button(page, "Förhandsgranska på kundbasen").click();
    await page.getByRole("cell", { name: "Höstvänner" }).waitFor();
    await button(page, "Publicera").click();
    await page.getByText(/^Version \d+ gäller nu\. Kundbasen räknas om\.$/).waitFor();
    const { plan } = await inForce();
    expect(LifecyclePlan.parse(plan).groups.at(-1)).toMatchObject({
      ...{ id: "hostvanner", name: { sv: "Höstvänner" }, until: "2027-12-31" },
      when: { field: "customer.tier", is: expect.any(String) },
    });
  });

  test("can be changed, previewed and published with the keyboard alone", async () => {
    const version = await publish(await fullPlan());
    const page = await console().open("/plan");
    await page.getByRole("tab", { name: "Faser" }).focus();
    await page.keyboard.press("ArrowLeft");
    await page.waitForURL(/tab=holdout/);
    await page.keyboard.press("Tab");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("6");
    const look = button(page, "Förhandsgranska på kundbasen");
    await look.and(page.locator(":enabled")).waitFor();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    expect(await look.evaluate((each) => each.matches(":focus"))).toBe(true);
    await page.keyboard.press("Enter");
    await button(page, "Publicera").and(page.locator(":enabled")).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText(`Version ${version + 1} gäller nu. Kundbasen räknas om.`).waitFor();
    expect((await inForce()).plan).toMatchObject({ holdout: 6 });
  });

  test("asks before it is left with changes, and keeps them from tab to tab", async () => {
    const page = await console().open("/plan?tab=holdout");
    await field(page, "Andel av kunderna").fill("7");
    await tab(page, "Faser");
    await tab(page, "Kontrollgrupp");
    expect(await field(page, "Andel av kunderna").inputValue()).toBe("7 %");
    await page.getByRole("link", { name: "Kundmatris" }).click();
    const asked = page.getByRole("dialog");
    await asked.waitFor();
    await asked.getByRole("button", { name: "Stanna kvar" }).click();
    await asked.waitFor({ state: "hidden" });
    expect(await field(page, "Andel av kunderna").inputValue()).toBe("7 %");
  });

  test("tells of what somebody else published meanwhile, and puts one's own changes on top of it", async () => {
    const page = await console().open("/plan?tab=holdout", { locale: "en" });
    await field(page, "Share of customers").fill("9");
    await button(page, "Preview on the customer base").click();
    await page.getByText("Nothing is saved.", { exact: false }).waitFor();
    const now = await inForce();
    const theirs = LifecyclePlan.parse(now.plan);
    const version = await publish({ ...theirs, churn: { ...theirs.churn, medium: 0.2 } });
    await button(page, "Publish").click();
    const told = page.getByRole("alert").filter({ hasText: `Version ${version} is in force now` });
    await told.getByText("You changed different parts, so nothing is lost.").waitFor();
    expect(await button(page, "Publish").isDisabled()).toBe(true);
    await told.getByRole("button", { name: "Put my changes on top of it" }).click();
    await button(page, "Preview on the customer base").click();
    await page.getByText("Nothing is saved.", { exact: false }).waitFor();
    await button(page, "Publish").click();
    await page.getByText(`Version ${version + 1} is in force now. The base is`).waitFor();
    const { plan } = await inForce();
    expect(plan).toEqual({ ...theirs, holdout: 9, churn: { ...theirs.churn, medium: 0.2 } });
  });
});

describe("what cannot be", () => {
  /** A form filled in wrongly, and what is then told at the place of it. */
  const WRONG: Readonly<Record<string, readonly [tab: string, field: string, value: string]>> = {
    "a holdout of more than half": ["holdout", "Share of customers", "80"],
    "classes of more than all customers": ["classes", "Gold: the best", "70"],
    "bands that are not all customers": ["flows", "The top", "30"],
    "some risk above high risk": ["risk", "Some risk from", "95"],
    "calls that never were": ["risk", "Calls often, from so many calls", "0"],
    "a name without letters": ["segments", "Name in English", ""],
    "an end before the start": ["groups", "Until", "2020-01-01"],
  };

  test.each(Object.entries(WRONG))(
    "%s is told at its field, and keeps the plan from being previewed",
    async (_name, [at, label, value]) => {
      await publish(await fullPlan());
      const page = await console().open(`/plan?tab=${at}`, { locale: "en" });
      await page.getByLabel(label, { exact: true }).last().fill(value);
      await page.getByText("Mend the errors before you publish.").waitFor();
      expect(await button(page, "Preview on the customer base").isDisabled()).toBe(true);
      // Once in the list of all that is wrong, and once where it is.
      const form = page.getByRole("tabpanel");
      await form.locator("[data-error], .mantine-Text-root[style*=red-9]").first().waitFor();
    },
  );

  test("nobody who may not change the plan can", async () => {
    const made = await console().client.ask("createToken", {
      body: { label: "reader", role: "viewer" },
    });
    const page = await console().open("/plan?tab=segments", { token: made.token });
    await page.getByText("Du kan läsa reglerna.", { exact: false }).waitFor();
    expect(await button(page, "Lägg till ett segment").isDisabled()).toBe(true);
    expect(await field(page, "Namn på svenska").first().isDisabled()).toBe(true);
    expect(await button(page, "Publicera").count()).toBe(0);
  });
});
