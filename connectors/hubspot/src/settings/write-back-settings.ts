import { setting } from "@perennial/connector-kit";
import { z } from "zod";
import { PropertyName } from "./property-settings.ts";

/** Fields of ours and the contact properties that they are kept in; those we make have the prefix `perennial_`. */
export const WRITE_BACK_DEFAULTS = {
  phase: "perennial_phase",
  tier: "perennial_tier",
  valueClass: "perennial_value_class",
  nextRenewal: "perennial_next_renewal",
  pausedUntil: "perennial_paused_until",
} as const;

/** Where what programs decide is written. */
export const WriteBack = setting(z.record(z.string().min(1).max(60), PropertyName), {
  label: { sv: "Skrivs till HubSpot", en: "Written to HubSpot" },
  help: {
    sv: "Vårt fält till vänster, kontaktens egenskap till höger. De som börjar med perennial_ skapas åt dig.",
    en: "Our field on the left, the contact's property on the right. Those that begin with perennial_ are made for you.",
  },
}).default({ ...WRITE_BACK_DEFAULTS });

/** A person or role of ours, and the HubSpot user that its tasks go to. */
export const OwnerSetting = z.strictObject({
  assignee: setting(z.string().min(1), {
    label: { sv: "Roll eller person", en: "Role or person" },
    help: { sv: "Som den heter i programmen.", en: "As the programs call it." },
  }),
  email: setting(z.email(), {
    label: { sv: "Användare i HubSpot", en: "User in HubSpot" },
    help: { sv: "Användarens e-postadress.", en: "The user's e-mail address." },
  }),
});
export type OwnerSetting = z.infer<typeof OwnerSetting>;
