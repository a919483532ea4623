import { setting } from "@perennial/connector-kit";
import { CHANNELS } from "@perennial/contract";
import { z } from "zod";
import { field } from "./field-settings.ts";

/** A field of a contact that says what somebody agreed to, or refused. */
export const ConsentSetting = z.strictObject({
  field: field({ label: { sv: "Fält", en: "Field" } }),
  channel: setting(z.enum(CHANNELS), { label: { sv: "Kanal", en: "Channel" } }),
  purpose: setting(z.enum(["marketing", "service"]), {
    label: { sv: "Ändamål", en: "Purpose" },
  }).default("marketing"),
  topic: setting(z.string().min(1), {
    label: { sv: "Ämne", en: "Topic" },
    help: { sv: "Tomt betyder hela ändamålet.", en: "Empty means the whole purpose." },
  }).optional(),
  means: setting(z.enum(["yes", "no"]), {
    label: { sv: "Betyder", en: "Means" },
    help: {
      sv: "Om ett ikryssat fält är ett ja eller ett nej. Ett okryssat nej säger ingenting.",
      en: "Whether a box that is ticked is a yes or a no. A no that is not ticked says nothing.",
    },
  }).default("no"),
  value: setting(z.string().min(1), {
    label: { sv: "Värde", en: "Value" },
    help: {
      sv: "Värdet som räknas, om fältet är en lista. En kryssruta har true.",
      en: "The value that counts, where the field is a list. A checkbox has true.",
    },
  }).default("true"),
});
export type ConsentSetting = z.infer<typeof ConsentSetting>;

/** Salesforce's own no to e-mail (crm/salesforce.md, 5). */
export const OPTED_OUT_OF_EMAIL: ConsentSetting = {
  ...{ field: "HasOptedOutOfEmail", channel: "email", purpose: "marketing" },
  ...{ means: "no", value: "true" },
};
