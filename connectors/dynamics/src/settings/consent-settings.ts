import { setting } from "@perennial/connector-kit";
import { CHANNELS } from "@perennial/contract";
import { z } from "zod";
import { column } from "./column-settings.ts";

/** A column of a customer that says what somebody agreed to, or refused. */
export const ConsentSetting = z.strictObject({
  column: column({ label: { sv: "Kolumn", en: "Column" } }),
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
      sv: "Om värdet är ett ja eller ett nej. Ett nej som inte är satt säger ingenting.",
      en: "Whether the value is a yes or a no. A no that is not set says nothing.",
    },
  }).default("no"),
  value: setting(z.string().min(1), {
    label: { sv: "Värde", en: "Value" },
    help: {
      sv: "Värdet som räknas: true, eller ett vals nummer.",
      en: "The value that counts: true, or a choice's number.",
    },
  }).default("true"),
  other: setting(z.string().min(1), {
    label: { sv: "Motsatsen", en: "The opposite" },
    help: {
      sv: "Vad som skrivs när det är tvärtom: false, eller ett vals nummer.",
      en: "What is written where it is the other way round: false, or a choice's number.",
    },
  }).default("false"),
  isWritten: setting(z.boolean(), {
    label: { sv: "Skrivs", en: "Written" },
    help: {
      sv: "Om ett ja eller nej som sägs till oss skrivs hit.",
      en: "Whether a yes or a no that is said to us is written here.",
    },
  }).default(true),
});
export type ConsentSetting = z.infer<typeof ConsentSetting>;

const no = (name: string, channel: ConsentSetting["channel"], isWritten: boolean) =>
  ConsentSetting.parse({ column: name, channel, isWritten });

/**
 * Dynamics' own refusals; true means no, also in `donotsendmm`, whatever its label says (crm/dynamics.md, 5). A no to
 * marketing by e-mail is written as the one to bulk mail alone: the one to all mail would stop the company's own.
 */
export const OWN_REFUSALS: readonly ConsentSetting[] = [
  no("donotbulkemail", "email", true),
  no("donotemail", "email", false),
  no("donotsendmm", "email", false),
  no("donotphone", "phone", true),
  no("donotbulkpostalmail", "post", true),
  no("donotpostalmail", "post", false),
];
