import { setting } from "@perennial/connector-kit";
import { PHASES, VALUE_CLASSES } from "@perennial/contract";
import { z } from "zod";
import { attributesField, FieldName, optionalField, translated } from "./field-settings.ts";

/** Which fields of a contact make a customer; a person account has its own contact. The defaults are Salesforce's own. */
export const CustomerSettings = z.strictObject({
  firstName: optionalField({ label: { sv: "Förnamn", en: "First name" } }, "FirstName"),
  lastName: optionalField({ label: { sv: "Efternamn", en: "Last name" } }, "LastName"),
  email: optionalField({ label: { sv: "E-post", en: "E-mail" } }, "Email"),
  mobile: optionalField(
    {
      label: { sv: "Mobil", en: "Mobile" },
      help: { sv: "Hit går sms.", en: "Where text messages go." },
    },
    "MobilePhone",
  ),
  phone: optionalField({ label: { sv: "Telefon", en: "Phone" } }, "Phone"),
  language: optionalField({ label: { sv: "Språk", en: "Language" } }),
  postalAddress: setting(z.array(FieldName), {
    label: { sv: "Postadress", en: "Postal address" },
    help: {
      sv: "Fälten sätts ihop i den här ordningen.",
      en: "The fields are put together in this order.",
    },
  }).default(["MailingStreet", "MailingPostalCode", "MailingCity"]),
  segment: optionalField({ label: { sv: "Segment", en: "Segment" } }),
  tier: optionalField({ label: { sv: "Nivå", en: "Tier" } }),
  phase: translated({ label: { sv: "Fas", en: "Phase" } }, PHASES),
  valueClass: translated({ label: { sv: "Värdeklass", en: "Value class" } }, VALUE_CLASSES),
  doNotCall: optionalField({ label: { sv: "Ring inte", en: "Do not call" } }, "DoNotCall"),
  pausedUntil: optionalField({
    label: { sv: "Pausad till", en: "Paused until" },
    help: { sv: "Ingen marknadsföring före den dagen.", en: "No marketing before that day." },
  }),
  customerSince: optionalField({ label: { sv: "Kund sedan", en: "Customer since" } }),
  owner: optionalField({ label: { sv: "Ägare", en: "Owner" } }, "OwnerId"),
  attributes: attributesField(),
});
export type CustomerSettings = z.infer<typeof CustomerSettings>;
