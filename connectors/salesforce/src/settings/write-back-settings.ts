import { setting } from "@perennial/connector-kit";
import { z } from "zod";
import { FieldName } from "./field-settings.ts";

/** Fields of ours and those of a contact that they are kept in: the package brings them along. */
export const WRITE_BACK_DEFAULTS = {
  phase: "perennial__Phase__c",
  tier: "perennial__Tier__c",
  valueClass: "perennial__Value_Class__c",
  segment: "perennial__Segment__c",
  risk: "perennial__Risk__c",
  value: "perennial__Value__c",
  nextRenewal: "perennial__Next_Renewal__c",
  renewalValue: "perennial__Renewal_Value__c",
  pausedUntil: "perennial__Paused_Until__c",
  nextStep: "perennial__Next_Step__c",
  nextStepAt: "perennial__Next_Step_At__c",
} as const;

/** Where what programs decide is written. */
export const WriteBack = setting(z.record(z.string().min(1).max(60), FieldName), {
  label: { sv: "Skrivs till Salesforce", en: "Written to Salesforce" },
  help: {
    sv: "Vårt fält till vänster, kontaktens till höger. De som börjar med perennial__ följer med paketet.",
    en: "Our field on the left, the contact's on the right. Those that begin with perennial__ come with the package.",
  },
}).default({ ...WRITE_BACK_DEFAULTS });

/** A person or role of ours, and the user that its tasks go to. */
export const OwnerSetting = z.strictObject({
  assignee: setting(z.string().min(1), {
    label: { sv: "Roll eller person", en: "Role or person" },
    help: { sv: "Som den heter i programmen.", en: "As the programs call it." },
  }),
  email: setting(z.email(), {
    label: { sv: "Användare i Salesforce", en: "User in Salesforce" },
    help: { sv: "Användarens e-postadress.", en: "The user's e-mail address." },
  }),
});
export type OwnerSetting = z.infer<typeof OwnerSetting>;
