import { beforeAll, describe, expect, test } from "vitest";
import { bundleComponents } from "../support/components/bundle-components.ts";
import { ExampleOrg } from "../support/components/example-org.ts";
import { readPackage } from "../support/package-model.ts";

const model = readPackage();
let script: string;
beforeAll(async () => {
  script = await bundleComponents(["perennialCustomer"]);
});

const SERVICE = ["Perennial_Service"];

/** An org with Anna, who has a status, and three things that were said or decided. */
function annasOrg(prefix?: string) {
  const here = new ExampleOrg(model, script, prefix);
  const anna = here.put("Contact", { Name: "Anna Ek" });
  const status = here.put("Perennial_Status__c", {
    Customer_Id__c: anna,
    Contact__c: anna,
    Phase__c: "develop",
    Tier__c: "silver",
    Tier_Name__c: "Silverklubben",
    Tier_Remaining__c: "1 200 kr kvar till Guldklubben.",
    Tier_Keeping__c: "Säker till och med 31 december.",
    Tier_Share__c: 40,
    Value_Class__c: "gold",
    Risk__c: "high",
    Risk_Reasons__c: "Handlar mer sällan, öppnar inte mejlen",
    Next_Renewal__c: "2026-03-31",
    Next_Step__c: "Ett sms om förlängning.",
    Next_Step_At__c: "2026-03-02T08:00:00.000Z",
    Say__c: "Tacka för de fem åren.\n\nFråga om elbilen.",
    Programs__c: "Förlängning: påmind en gång",
    Told_At__c: "2026-03-01T07:30:00.000Z",
  });
  const said = (id: string, values: Parameters<ExampleOrg["put"]>[1]) =>
    here.put("Perennial_Touchpoint__c", { External_Id__c: id, Status__c: status, ...values });
  said("m1", {
    At__c: "2026-02-01T08:00:00.000Z",
    Kind__c: "contact",
    Channel__c: "email",
    Direction__c: "out",
    Sentence__c: "Påminnelse om förlängning",
    Text__c: "Hej Anna!\nDitt avtal går ut i mars.",
    Why__c: "avtalet går ut om 58 dagar",
  });
  said("d1", {
    At__c: "2026-02-20T08:00:00.000Z",
    Kind__c: "decision",
    Sentence__c: "Inget sms skickades",
    Why__c: "pausen mellan två utskick var inte över",
  });
  said("r1", {
    At__c: "2026-02-02T09:00:00.000Z",
    Kind__c: "contact",
    Channel__c: "email",
    Direction__c: "in",
    Sentence__c: "Svar från kunden",
  });
  const visit = (
    properties = {},
    sets: readonly string[] = SERVICE,
    language: "sv" | "en" = "sv",
  ) =>
    here.visit({
      ...{ component: "perennialCustomer", sets, language },
      properties: { recordId: anna, ...properties },
    });
  return { here, anna, status, visit };
}

describe.each(["perennial__", ""])("on a contact's page, names beginning with '%s'", (prefix) => {
  test("shows where the customer stands, what was said and why, and what comes next", async () => {
    const page = await annasOrg(prefix).visit();
    expect(page.read("[data-part=facts]")).toBe(
      "Nivå Silverklubben Fas Utveckla Värdeklass Guld Risk att lämna Hög Handlar mer sällan, öppnar inte mejlen Nästa förlängning 31 mars 2026",
    );
    expect(page.read("[data-part=tier-remaining]")).toBe("1 200 kr kvar till Guldklubben.");
    expect(page.read("[data-part=tier-keeping]")).toBe(
      "För att behålla den: Säker till och med 31 december.",
    );
    expect(page.one("progress").getAttribute("value")).toBe("40");
    expect(page.read("[data-part=next-step]")).toBe(
      "Nästa steg Ett sms om förlängning. 2 mars 2026 09:00",
    );
    expect(page.all("[data-part=say] li").map((each) => each.textContent)).toEqual([
      "Tacka för de fem åren.",
      "Fråga om elbilen.",
    ]);
    expect(page.read("[data-part=programs]")).toBe("Det som pågår Förlängning: påmind en gång");
    expect(page.read("[data-part=told-at]")).toBe("Skrivet av Perennial 1 mars 2026 08:30");
    expect(page.complaints).toEqual([]);
  });

  test("shows the newest first, each with how, what and why", async () => {
    const page = await annasOrg(prefix).visit();
    const items = page.all("[data-part=touchpoints] li");
    expect(
      items.map((item) => page.all("p", item).map((each) => page.read("p", wrap(each)))),
    ).toEqual([
      [
        "20 feb. 2026 09:00 Beslut",
        "Inget sms skickades",
        "Därför: pausen mellan två utskick var inte över",
      ],
      ["2 feb. 2026 10:00 E-post, Från kunden", "Svar från kunden"],
      [
        "1 feb. 2026 09:00 E-post, Till kunden",
        "Påminnelse om förlängning",
        "Hej Anna! Ditt avtal går ut i mars.",
        "Därför: avtalet går ut om 58 dagar",
      ],
    ]);
  });
});

/** A parent for one element, so that it is the only one that fits. */
function wrap(element: Element): Node {
  const copy = element.ownerDocument.createElement("div");
  copy.append(element);
  return copy;
}

test("is in English for whoever reads English; sentences stay in the company's language", async () => {
  const page = await annasOrg().visit({}, SERVICE, "en");
  expect(page.read("[data-part=facts]")).toBe(
    "Tier Silverklubben Phase Develop Value class Gold Risk of leaving High Handlar mer sällan, öppnar inte mejlen Next renewal 31 Mar 2026",
  );
  expect(page.text).toContain("E-mail, To the customer");
  expect(page.text).toContain("Why: avtalet går ut om 58 dagar");
});

test("shows as many contacts and decisions as the administrator has chosen", async () => {
  const page = await annasOrg().visit({ maxItems: 1 });
  expect(page.all("[data-part=touchpoints] li")).toHaveLength(1);
  expect(page.text).toContain("Inget sms skickades");
});

test("asks Salesforce twice, whatever it shows, and nobody else", async () => {
  const page = await annasOrg().visit();
  expect(page.asked).toEqual(["related", "related"]);
});

test("says until when marketing is paused", async () => {
  const { here, status, visit } = annasOrg();
  here.put("Perennial_Status__c", { Paused_Until__c: "2026-06-01T06:00:00.000Z" }, status);
  const page = await visit();
  expect(page.read("[data-part=paused]")).toBe(
    "All marknadsföring är pausad till 1 juni 2026 08:00",
  );
});

test("says what is empty", async () => {
  const here = new ExampleOrg(model, script);
  const account = here.put("Account", { Name: "Ek AB" });
  here.put("Perennial_Status__c", { Customer_Id__c: account, Account__c: account });
  const page = await here.visit({
    ...{ component: "perennialCustomer", sets: SERVICE, properties: { recordId: account } },
  });
  expect(page.read("[data-part=facts]")).toBe(
    "Tier Not known Phase Not known Value class Not known Risk of leaving Not known",
  );
  expect(page.text).toContain("Nothing is planned.");
  expect(page.text).toContain("Nothing in particular to bring up.");
  expect(page.text).toContain("The customer is in no program right now.");
  expect(page.text).toContain("Nothing has been sent to the customer yet.");
  expect(page.complaints).toEqual([]);
});

test("says of a customer that Perennial has not written about that it has not", async () => {
  const { here, visit } = annasOrg();
  const other = here.put("Contact", { Name: "Bo" });
  const page = await visit({ recordId: other });
  expect(page.text).toContain("Perennial har inte skrivit något om kunden än.");
});

test("tells somebody without the permission set whom to ask", async () => {
  const page = await annasOrg().visit({}, []);
  expect(page.read("[role=alert]")).toBe(
    "Perennial kunde inte visas. Be administratören om behörighetsuppsättningen Perennial Service. You don't have access to this record. Ask your administrator for help or to request access.",
  );
});

test("leaves out what the administrator has hidden, and shows the rest", async () => {
  const { here, anna } = annasOrg();
  const page = await here.visit({
    ...{ component: "perennialCustomer", sets: SERVICE, properties: { recordId: anna } },
    muted: ["Perennial_Status__c.Risk__c", "Perennial_Status__c.Say__c"],
  });
  expect(page.read("[data-part=facts]")).toContain("Risk of leaving Not known");
  expect(page.text).not.toContain("elbilen");
  expect(page.text).toContain("Silverklubben");
  expect(page.complaints).toEqual([]);
});

test("a record that is gone is an error in words", async () => {
  const { here, anna, visit } = annasOrg();
  here.org.remove(anna);
  const page = await visit();
  expect(page.read("[role=alert]")).toContain("The requested resource does not exist");
});

test("what a person of Perennial's wrote is text, never markup", async () => {
  const { here, status, visit } = annasOrg();
  const hostile = '<img src="x" onerror="alert(1)">{{7*7}}';
  here.put(
    "Perennial_Status__c",
    { Say__c: hostile, Tier_Name__c: hostile, Next_Step__c: hostile },
    status,
  );
  const page = await visit();
  expect(page.all("img, script")).toEqual([]);
  expect(page.read("[data-part=say] li")).toBe(hostile);
});
