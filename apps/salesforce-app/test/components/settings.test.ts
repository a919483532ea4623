import { ContactPolicy, QuietHoursSetting } from "@perennial/lifecycle";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleComponents } from "../support/components/bundle-components.ts";
import { ADMIN, connectedOrg, MARKETER } from "../support/components/connected-org.ts";
import { ExampleOrg } from "../support/components/example-org.ts";
import { readPackage } from "../support/package-model.ts";

const model = readPackage();
let script: string;
beforeAll(async () => {
  script = await bundleComponents(["perennialSettings"]);
});

describe("an org where nothing has been chosen", () => {
  test("begins with one record, once, with the key that Perennial looks for and its defaults", async () => {
    const here = new ExampleOrg(model, script);
    const page = await here.visit({ component: "perennialSettings", sets: ADMIN });
    expect(page.text).toContain("Nothing has been chosen yet.");
    await page.press("Begin");
    expect(page.text).toContain("Language and place");
    const { saturday, weekday, holiday } = QuietHoursSetting.parse({}).marketing;
    const { timeZone, caps, budget } = ContactPolicy.shape;
    const hours = (day: string) => {
      const from = page.field(`${day} from`).value;
      return from === "" ? [] : [{ from, to: page.field(`${day} until`).value }];
    };
    expect([hours("Weekdays"), hours("Saturdays"), hours("Holidays")]).toEqual([
      ...[weekday, saturday, holiday],
    ]);
    expect(page.field("Time zone").value).toBe(timeZone.parse(undefined));
    const days = `P${page.field("Within days").value}D`;
    const limit = Number(page.field("Most marketing contacts").value);
    expect(caps.parse(undefined)).toContainEqual(
      expect.objectContaining({ limit, window: { rolling: days } }),
    );
    expect(page.field("Marketing contacts a year").value).toBe(
      String(budget.parse(undefined)?.perYear),
    );
    const again = await here.visit({ component: "perennialSettings", sets: ADMIN });
    expect(again.all("[data-part=begin]")).toEqual([]);
    expect(again.complaints).toEqual([]);
  });

  test("tells whoever may not begin why", async () => {
    const here = new ExampleOrg(model, script);
    const page = await here.visit({ component: "perennialSettings", sets: MARKETER });
    await page.press("Begin");
    expect(page.read("[role=alert]")).toContain("You don't have access to this record.");
    expect(page.all("[role=tab]")).toEqual([]);
  });

  test("tells whoever may see no settings whom to ask", async () => {
    const page = await connectedOrg(model, script).visit(["Perennial_Service"]);
    expect(page.read("[role=alert]")).toContain(
      "Ask your administrator for the permission set Perennial Administrator or Perennial Marketer.",
    );
  });
});

describe.each(["perennial__", ""])("the company's form, names beginning with '%s'", (prefix) => {
  test("shows what is kept, with the labels of the org in the user's language", async () => {
    const page = await connectedOrg(model, script, prefix).visit(ADMIN, "sv");
    expect(page.field("Språk").value).toBe("sv");
    expect(page.field("Vardagar från").value).toBe("09:00");
    expect(page.field("Logga utskick som uppgifter").checked).toBe(true);
    expect(page.read("[data-part=in-force]")).toBe("Gäller sedan 1 mars 2026 09:00");
    expect(page.complaints).toEqual([]);
  });

  test("saves under the next revision, so that Perennial sees it, and says that it waits", async () => {
    const { here, setting, visit } = connectedOrg(model, script, prefix);
    const page = await visit();
    await page.write("Most marketing contacts", "4");
    await page.write("Within days", "30");
    await page.write("Weekdays until", "18:30");
    await page.press("Save");
    expect(page.read("[data-part=saved]")).toBe(
      "Saved. Perennial takes it the next time it reads.",
    );
    expect(page.read("[data-part=waits]")).toBe("Saved, and waits for Perennial to take it.");
    expect({
      limit: here.value(setting, "Cap_Limit__c"),
      days: here.value(setting, "Cap_Days__c"),
      until: here.value(setting, "Weekday_To__c"),
      revision: here.value(setting, "Revision__c"),
      applied: here.value(setting, "Applied_Revision__c"),
    }).toEqual({ limit: 4, days: 30, until: "18:30:00.000Z", revision: 4, applied: 3 });
    expect(page.asked.filter((kind) => kind === "update")).toHaveLength(1);
    await page.write("Country", "NO");
    await page.press("Save");
    expect(here.value(setting, "Revision__c")).toBe(5);
    expect(page.complaints).toEqual([]);
  });
});

describe("the company's form refuses", () => {
  test.each([
    ["Saturdays from", "10:00", "Fill in both times of a kind of day, or neither."],
    ["Within days", "30", "Fill in both the number of contacts and the days, or neither."],
    [
      "Agreements are kept in",
      "Custom",
      "Write the API name of the custom object that agreements are kept in.",
    ],
  ])("%s alone", async (field, value, problem) => {
    const { here, setting, visit } = connectedOrg(model, script);
    const page = await visit();
    await page.write(field, value);
    await page.press("Save");
    expect(page.read("[data-part=problem]")).toBe(problem);
    expect(page.asked).not.toContain("update");
    expect(here.value(setting, "Revision__c")).toBe(3);
  });

  test("what Salesforce refuses, in its words", async () => {
    const { here, setting, visit } = connectedOrg(model, script);
    const page = await visit();
    await page.write("Country", "Sweden");
    await page.press("Save");
    expect(page.text).toContain("Country: data value too large: Sweden (max length=2)");
    expect(page.all("[data-part=saved]")).toEqual([]);
    expect(here.value(setting, "Revision__c")).toBe(3);
    await page.write("Country", "SE");
    await page.press("Save");
    expect(here.value(setting, "Revision__c")).toBe(4);
  });

  test("whoever may look and not choose", async () => {
    const page = await connectedOrg(model, script).visit(MARKETER);
    expect(page.field("Country").disabled).toBe(true);
    await page.press("Save");
    expect(page.text).toContain("insufficient access rights on object id");
  });
});

describe("the connection", () => {
  test("is told as Perennial last wrote it, and read again when asked", async () => {
    const { here, setting, visit } = connectedOrg(model, script);
    const page = await visit();
    await page.press("Connection");
    expect(page.read("[data-part=state]")).toBe("Works");
    expect(page.read("[data-part=read-at]")).toBe("Last read 2 Mar 2026, 08:00");
    expect(page.one("a").getAttribute("href")).toBe("https://perennial.example");
    here.put(
      "Perennial_Setting__c",
      {
        Connection_State__c: "attention",
        Connection_Problem__c: "The user lacks access to Order.",
      },
      setting,
    );
    expect(page.read("[data-part=state]")).toBe("Works");
    await page.press("Look again");
    expect(page.read("[data-part=state]")).toBe("Needs attention");
    expect(page.read("[data-part=state-problem]")).toBe("The user lacks access to Order.");
    expect(page.complaints).toEqual([]);
  });
});
