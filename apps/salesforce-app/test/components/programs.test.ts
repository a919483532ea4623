import { beforeAll, describe, expect, test } from "vitest";
import { bundleComponents } from "../support/components/bundle-components.ts";
import { ADMIN, connectedOrg, MARKETER } from "../support/components/connected-org.ts";
import { ExampleOrg } from "../support/components/example-org.ts";
import type { SalesforcePage } from "../support/components/salesforce-page.ts";
import { readPackage } from "../support/package-model.ts";

const model = readPackage();
let script: string;
beforeAll(async () => {
  script = await bundleComponents(["perennialSettings"]);
});

/** Opens a tab of the settings and gives what is in it. */
async function openTab(page: SalesforcePage, name: string): Promise<Element> {
  await page.press(name);
  return page.one("[role=tabpanel]");
}

/** The part of the page that is about a program. */
const program = (page: SalesforcePage, id: string) => page.one(`[data-program=${id}]`);

describe("programs", () => {
  test("stand in order, each with its switch, how many are in it, and its settings", async () => {
    const page = await connectedOrg(model, script).visit();
    await openTab(page, "Programs");
    expect(page.all("[data-program]").map((each) => each.getAttribute("aria-label"))).toEqual([
      "Renewal",
      "Farewell",
    ]);
    const renewal = program(page, "renewal");
    expect(page.field("Renewal", renewal).checked).toBe(false);
    expect(page.read("[data-part=running]", renewal)).toBe("42 customers in it");
    expect(page.read("summary", renewal)).toBe("Settings of Renewal");
    expect(page.field("How long before the last day", renewal).value).toBe("60");
    expect(page.field("Unit of: How long before the last day", renewal).value).toBe("days");
    expect(page.field("Time of day", renewal).value).toBe("10:00");
    expect(page.field("How long before the last day", renewal).title).toBe(
      "From the beginning: 60 days",
    );
    expect(page.all("details", program(page, "cancellation"))).toEqual([]);
    expect(page.complaints).toEqual([]);
  });

  test("a marketer turns one on; it waits until Perennial has looked, and then is in force", async () => {
    const { here, renewal, farewell, visit } = connectedOrg(model, script);
    const page = await visit(MARKETER);
    await openTab(page, "Programs");
    const part = program(page, "renewal");
    await page.write("Renewal", true, part);
    await page.press("Save", part);
    expect(here.value(renewal, "Value__c")).toBe("active");
    expect(here.value(renewal, "Revision__c")).toBe(2);
    expect(here.value(farewell, "Revision__c")).toBe(1);
    expect(page.read("[data-part=waits]", part)).toBe("Saved, and waits for Perennial to take it.");
    here.put(
      "Perennial_Rule__c",
      { Applied_Revision__c: 2, Applied_At__c: "2026-03-03T08:00:00.000Z" },
      renewal,
    );
    await page.press("Look again");
    expect(page.read("[data-part=in-force]", program(page, "renewal"))).toBe(
      "In force since 3 Mar 2026, 09:00",
    );
    expect(page.complaints).toEqual([]);
  });

  test("durations, times and numbers are written as programs have them", async () => {
    const { here, lead, time, most, visit } = connectedOrg(model, script);
    const page = await visit();
    await openTab(page, "Programs");
    const part = program(page, "renewal");
    await page.write("How long before the last day", "2", part);
    await page.write("Unit of: How long before the last day", "months", part);
    await page.write("Time of day", "08:15", part);
    await page.write("Most reminders", "5", part);
    await page.press("Save", part);
    expect([lead, time, most].map((id) => here.value(id, "Value__c"))).toEqual([
      "P2M",
      "08:15",
      "5",
    ]);
    expect([lead, time, most].map((id) => here.value(id, "Revision__c"))).toEqual([2, 2, 2]);
    expect(page.read("[data-part=saved]", part)).toContain("Saved.");
  });

  test.each([
    ["PT12H", "12", "hours"],
    ["P14D", "14", "days"],
    ["P2W", "2", "weeks"],
    ["P3M", "3", "months"],
    ["P1Y", "1", "years"],
  ])("%s is shown as %s %s, and written again as it was", async (value, amount, unit) => {
    const { here, lead, visit } = connectedOrg(model, script);
    here.put("Perennial_Rule__c", { Value__c: value }, lead);
    const page = await visit();
    await openTab(page, "Programs");
    const part = program(page, "renewal");
    const field = page.field("How long before the last day", part);
    const units = page.field("Unit of: How long before the last day", part);
    expect([field.value, units.value]).toEqual([amount, unit]);
    await page.write("How long before the last day", "99", part);
    await page.press("Save", part);
    expect(here.value(lead, "Value__c")).toBe(value.replace(amount, "99"));
  });

  test("a duration of several parts is shown and changed as it is written", async () => {
    const { here, lead, visit } = connectedOrg(model, script);
    here.put("Perennial_Rule__c", { Value__c: "P1Y6M" }, lead);
    const page = await visit();
    await openTab(page, "Programs");
    const part = program(page, "renewal");
    expect(page.field("How long before the last day", part).value).toBe("P1Y6M");
    await page.write("How long before the last day", "P2Y6M", part);
    await page.press("Save", part);
    expect(here.value(lead, "Value__c")).toBe("P2Y6M");
  });

  test("nothing is saved while something that is filled in cannot be meant", async () => {
    const { here, most, time, visit } = connectedOrg(model, script);
    const page = await visit();
    await openTab(page, "Programs");
    const part = program(page, "renewal");
    await page.write("Time of day", "08:15", part);
    await page.write("Most reminders", "-1", part);
    await page.press("Save", part);
    expect(page.read("[data-part=problem]", part)).toBe(
      "Nothing was saved. Correct what is marked.",
    );
    expect([most, time].map((id) => here.value(id, "Revision__c"))).toEqual([1, 1]);
  });

  test("an emptied duration is refused and can be filled in again", async () => {
    const { here, lead, visit } = connectedOrg(model, script);
    const page = await visit();
    await openTab(page, "Programs");
    const part = program(page, "renewal");
    await page.write("How long before the last day", "", part);
    await page.press("Save", part);
    expect(here.value(lead, "Value__c")).toBe("P60D");
    await page.write("How long before the last day", "45", part);
    await page.press("Save", part);
    expect(here.value(lead, "Value__c")).toBe("P45D");
  });

  test("what could not be saved stays to be saved again, and the rest is saved", async () => {
    const { here, lead, most, visit } = connectedOrg(model, script);
    const page = await visit();
    await openTab(page, "Programs");
    const part = program(page, "renewal");
    await page.write("How long before the last day", "30", part);
    await page.write("Most reminders", "4", part);
    here.org.remove(most);
    await page.press("Save", part);
    expect(here.value(lead, "Value__c")).toBe("P30D");
    expect(page.read("[data-part=problem]", part)).toBe("The requested resource does not exist");
    expect(page.field("Most reminders", part).value).toBe("4");
  });

  test("a choice that Perennial could not take is told with its reason", async () => {
    const { here, renewal, visit } = connectedOrg(model, script);
    here.put(
      "Perennial_Rule__c",
      { Revision__c: 2, Applied_Revision__c: 2, Problem__c: "The program waits for approval." },
      renewal,
    );
    const page = await visit();
    await openTab(page, "Programs");
    expect(page.read("[data-part=refused]", program(page, "renewal"))).toBe(
      "Perennial could not take what was saved last: The program waits for approval.",
    );
  });

  test("says that there are none before Perennial is connected", async () => {
    const here = new ExampleOrg(model, script);
    here.put("Perennial_Setting__c", { Key__c: "default" });
    const page = await here.visit({ component: "perennialSettings", sets: ADMIN });
    await openTab(page, "Programs");
    expect(page.text).toContain("No programs have been written here yet.");
    await openTab(page, "Tiers");
    expect(page.text).toContain("There are no tiers.");
    await openTab(page, "Connection");
    expect(page.text).toContain("Perennial has not been connected to this org.");
  });
});

describe("tiers", () => {
  test("what a tier takes and gives is changed under the next revision", async () => {
    const { here, tier, visit } = connectedOrg(model, script);
    const page = await visit(MARKETER);
    await openTab(page, "Tiers");
    const part = page.one(`[data-tier="${tier}"]`);
    expect(page.field("From (Value of purchases)", part).value).toBe("5000");
    await page.write("From (Value of purchases)", "6000.50", part);
    await page.write("Benefits, one a line", "Fri frakt\nFörtur", part);
    await page.press("Save", part);
    expect(here.value(tier, "From__c")).toBe(6000.5);
    expect(here.value(tier, "Benefits__c")).toBe("Fri frakt\nFörtur");
    expect(here.value(tier, "Revision__c")).toBe(2);
    expect(page.text).toContain("Saved, and waits for Perennial to take it.");
    here.put(
      "Perennial_Tier__c",
      { Applied_Revision__c: 2, Problem__c: "It takes less than the tier below." },
      tier,
    );
    await page.press("Look again");
    expect(page.read("[data-part=refused]")).toContain("It takes less than the tier below.");
    expect(page.complaints).toEqual([]);
  });

  test("an amount below nothing is not saved", async () => {
    const { here, tier, visit } = connectedOrg(model, script);
    const page = await visit();
    await openTab(page, "Tiers");
    const part = page.one(`[data-tier="${tier}"]`);
    await page.write("From (Value of purchases)", "-1", part);
    await page.press("Save", part);
    expect(page.read("[data-part=problem]", part)).toBe(
      "Nothing was saved. Correct what is marked.",
    );
    expect(here.value(tier, "From__c")).toBe(5000);
  });
});
