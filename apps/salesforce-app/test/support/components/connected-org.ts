import type { PackageModel } from "../package-model.ts";
import { ExampleOrg } from "./example-org.ts";

/** Who chooses everything, and who chooses programs and tiers. */
export const ADMIN = ["Perennial_Admin"];
export const MARKETER = ["Perennial_Marketer"];

/** An org that Perennial is connected to. */
export function connectedOrg(model: PackageModel, script: string, prefix?: string) {
  const here = new ExampleOrg(model, script, prefix);
  const setting = here.put("Perennial_Setting__c", {
    Key__c: "default",
    Locale__c: "sv",
    Time_Zone__c: "Europe/Stockholm",
    Country__c: "SE",
    Weekday_From__c: "09:00:00.000Z",
    Weekday_To__c: "20:00:00.000Z",
    Log_Contacts__c: true,
    Revision__c: 3,
    Applied_Revision__c: 3,
    Applied_At__c: "2026-03-01T08:00:00.000Z",
    Connection_State__c: "working",
    Read_At__c: "2026-03-02T07:00:00.000Z",
    Console_Url__c: "https://perennial.example",
  });
  const rule = (key: string, values: Parameters<ExampleOrg["put"]>[1]) =>
    here.put("Perennial_Rule__c", {
      ...{ Rule_Key__c: key, Program__c: key.split("/")[0] ?? key },
      ...{ Revision__c: 1, Applied_Revision__c: 1 },
      ...values,
    });
  // Not in the order in which they are shown.
  const lead = rule("renewal/lead", {
    ...{ Label__c: "How long before the last day", Kind__c: "duration", Order__c: 12 },
    ...{ Value__c: "P60D", Default__c: "P60D" },
  });
  const renewal = rule("renewal", {
    ...{ Label__c: "Renewal", Kind__c: "switch", Order__c: 10, Value__c: "paused" },
    ...{ Default__c: "paused", Running__c: 42 },
  });
  const time = rule("renewal/sendTime", {
    ...{ Label__c: "Time of day", Kind__c: "time", Order__c: 13 },
    ...{ Value__c: "10:00", Default__c: "10:00" },
  });
  const most = rule("renewal/most", {
    ...{ Label__c: "Most reminders", Kind__c: "number", Order__c: 14 },
    ...{ Value__c: "3", Default__c: "3" },
  });
  const farewell = rule("cancellation", {
    ...{ Label__c: "Farewell", Kind__c: "switch", Order__c: 20, Value__c: "active" },
  });
  const tier = here.put("Perennial_Tier__c", {
    ...{ Name: "Silverklubben", Tier_Id__c: "silver", Rank__c: 1, Basis__c: "value" },
    ...{ From__c: 5000, Benefits__c: "Fri frakt", Revision__c: 1, Applied_Revision__c: 1 },
  });
  const visit = (sets: readonly string[] = ADMIN, language: "sv" | "en" = "en") =>
    here.visit({ component: "perennialSettings", sets, language });
  return { here, setting, lead, renewal, time, most, farewell, tier, visit };
}
