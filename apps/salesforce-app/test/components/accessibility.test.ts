import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, expect, test } from "vitest";
import { bundleComponents } from "../support/components/bundle-components.ts";
import { ExampleOrg } from "../support/components/example-org.ts";
import { readPackage } from "../support/package-model.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const model = readPackage();
let here: ExampleOrg;
let customer: string;

beforeAll(async () => {
  here = new ExampleOrg(model, await bundleComponents(["perennialCustomer", "perennialSettings"]));
  customer = here.put("Contact", { Name: "Anna Ek" });
  const status = here.put("Perennial_Status__c", {
    ...{ Customer_Id__c: customer, Contact__c: customer, Phase__c: "develop", Tier__c: "silver" },
    ...{ Tier_Share__c: 40, Say__c: "Tacka.\nFråga.", Next_Step__c: "Ett sms." },
  });
  here.put("Perennial_Touchpoint__c", {
    ...{ External_Id__c: "m1", Status__c: status, At__c: "2026-02-01T08:00:00.000Z" },
    ...{ Kind__c: "contact", Channel__c: "email", Direction__c: "out", Sentence__c: "Ett mejl" },
  });
  here.put("Perennial_Setting__c", { Key__c: "default", Connection_State__c: "working" });
  for (const [key, kind, value] of [
    ["renewal", "switch", "active"],
    ["renewal/lead", "duration", "P60D"],
    ["renewal/time", "time", "10:00"],
  ] as const)
    here.put("Perennial_Rule__c", {
      ...{ Rule_Key__c: key, Program__c: "renewal", Label__c: key, Kind__c: kind, Value__c: value },
    });
  here.put("Perennial_Tier__c", { Tier_Id__c: "silver", Name: "Silver", From__c: 100 });
});

const ADMIN = ["Perennial_Admin"];

test.each([
  ["the customer's record", "perennialCustomer", undefined],
  ["the company's form", "perennialSettings", undefined],
  ["the programs", "perennialSettings", "Programs"],
  ["the tiers", "perennialSettings", "Tiers"],
  ["the connection", "perennialSettings", "Connection"],
])("%s can be used by those who hear it read, and by keyboard", async (_, component, tab) => {
  const properties = { recordId: customer };
  const isRecord = component === "perennialCustomer";
  const page = await here.visit({ component, sets: ADMIN, ...(isRecord && { properties }) });
  if (tab !== undefined) await page.press(tab);
  expect(await page.barriers(AXE)).toEqual([]);
});
