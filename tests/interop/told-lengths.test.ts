import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { TOLD_LENGTHS } from "@perennial/runtime";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");
const OBJECT = "apps/salesforce-app/force-app/main/default/objects/Perennial_Status__c/fields";
const TABLE = "apps/dynamics-app/solution/Entities/prnl_Status/Entity.xml";
/** The columns of what is told in words, in the packages' source: of Salesforce's object, and of Dynamics' table. */
const COLUMNS: Readonly<Record<keyof typeof TOLD_LENGTHS, readonly [string, string]>> = {
  tierName: ["Tier_Name__c", "prnl_TierName"],
  tierRemaining: ["Tier_Remaining__c", "prnl_TierRemaining"],
  tierKeeping: ["Tier_Keeping__c", "prnl_TierKeeping"],
  riskReasons: ["Risk_Reasons__c", "prnl_RiskReasons"],
  say: ["Say__c", "prnl_Say"],
  programs: ["Programs__c", "prnl_Programs"],
  nextStep: ["Next_Step__c", "prnl_NextStep"],
};
const FIELDS = Object.keys(COLUMNS) as readonly (keyof typeof TOLD_LENGTHS)[];

describe.each(FIELDS)("%s", (field) => {
  const [theirs, column] = COLUMNS[field];

  test("is no longer than Salesforce's field takes", async () => {
    const source = await readFile(join(ROOT, OBJECT, `${theirs}.field-meta.xml`), "utf8");
    expect(lengthIn(source, "length")).toBeGreaterThanOrEqual(TOLD_LENGTHS[field]);
  });

  test("is no longer than Dynamics' column takes", async () => {
    const source = await readFile(join(ROOT, TABLE), "utf8");
    const [, own = ""] = source.split(`<attribute PhysicalName="${column}">`);
    const end = own.indexOf("</attribute>");
    expect(lengthIn(own.slice(0, end), "MaxLength")).toBeGreaterThanOrEqual(TOLD_LENGTHS[field]);
  });
});

/** What an element holds; 0 where there is none. */
function lengthIn(source: string, element: string): number {
  return Number(new RegExp(`<${element}>(\\d+)</${element}>`).exec(source)?.[1] ?? 0);
}
