import { setting } from "@perennial/connector-kit";
import { z } from "zod";
import { LogicalName } from "./column-settings.ts";

/** The publisher's prefix of everything that our solution brings along. */
export const PREFIX = "prnl";

/** Fields of ours and the columns of a contact that they are kept in: the solution brings them along. */
export const WRITE_BACK_DEFAULTS = {
  phase: "prnl_phase",
  tier: "prnl_tier",
  valueClass: "prnl_valueclass",
  segment: "prnl_segment",
  risk: "prnl_risk",
  value: "prnl_value",
  nextRenewal: "prnl_nextrenewal",
  renewalValue: "prnl_renewalvalue",
  pausedUntil: "prnl_pauseduntil",
  nextStep: "prnl_nextstep",
  nextStepAt: "prnl_nextstepat",
} as const;

/** Where what programs decide is written. */
export const WriteBack = setting(z.record(z.string().min(1).max(60), LogicalName), {
  label: { sv: "Skrivs till Dynamics", en: "Written to Dynamics" },
  help: {
    sv: "Vårt fält till vänster, kundens kolumn till höger. De som börjar med prnl_ följer med lösningen.",
    en: "Our field on the left, the customer's column on the right. Those that begin with prnl_ come with the solution.",
  },
}).default({ ...WRITE_BACK_DEFAULTS });

/** A person or role of ours, and the user that its tasks go to. */
export const OwnerSetting = z.strictObject({
  assignee: setting(z.string().min(1), {
    label: { sv: "Roll eller person", en: "Role or person" },
    help: { sv: "Som den heter i programmen.", en: "As the programs call it." },
  }),
  email: setting(z.email(), {
    label: { sv: "Användare i Dynamics", en: "User in Dynamics" },
    help: { sv: "Användarens e-postadress.", en: "The user's e-mail address." },
  }),
});
export type OwnerSetting = z.infer<typeof OwnerSetting>;
