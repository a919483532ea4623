import { setting } from "@perennial/connector-kit";
import { PHASES, VALUE_CLASSES } from "@perennial/contract";
import { z } from "zod";
import { attributesField, LogicalName, optionalColumn, translated } from "./column-settings.ts";

/** The tables whose rows can be customers. */
export const CUSTOMER_TABLES = ["contact", "account"] as const;
export type CustomerTable = (typeof CUSTOMER_TABLES)[number];

/** Which columns make a customer. The defaults are Dynamics' own; a table that lacks a column goes without it. */
export const CustomerSettings = z.strictObject({
  tables: setting(z.array(z.enum(CUSTOMER_TABLES)).min(1), {
    label: { sv: "Kunder finns i", en: "Customers are kept in" },
    help: {
      sv: "Kontakter, konton eller båda. Utan konton är ett kontos primära kontakt kunden.",
      en: "Contacts, accounts or both. Without accounts, an account's primary contact is the customer.",
    },
  }).default(["contact"]),
  firstName: optionalColumn({ label: { sv: "Förnamn", en: "First name" } }, "firstname"),
  lastName: optionalColumn({ label: { sv: "Efternamn", en: "Last name" } }, "lastname"),
  email: optionalColumn({ label: { sv: "E-post", en: "E-mail" } }, "emailaddress1"),
  mobile: optionalColumn(
    {
      label: { sv: "Mobil", en: "Mobile" },
      help: { sv: "Hit går sms.", en: "Where text messages go." },
    },
    "mobilephone",
  ),
  phone: optionalColumn({ label: { sv: "Telefon", en: "Phone" } }, "telephone1"),
  language: optionalColumn({ label: { sv: "Språk", en: "Language" } }),
  postalAddress: setting(z.array(LogicalName), {
    label: { sv: "Postadress", en: "Postal address" },
    help: {
      sv: "Kolumnerna sätts ihop i den här ordningen.",
      en: "The columns are put together in this order.",
    },
  }).default(["address1_line1", "address1_postalcode", "address1_city"]),
  segment: optionalColumn({ label: { sv: "Segment", en: "Segment" } }),
  tier: optionalColumn({ label: { sv: "Nivå", en: "Tier" } }),
  phase: translated({ label: { sv: "Fas", en: "Phase" } }, PHASES),
  valueClass: translated({ label: { sv: "Värdeklass", en: "Value class" } }, VALUE_CLASSES),
  doNotCall: optionalColumn({ label: { sv: "Ring inte", en: "Do not call" } }, "donotphone"),
  pausedUntil: optionalColumn({
    label: { sv: "Pausad till", en: "Paused until" },
    help: { sv: "Ingen marknadsföring före den dagen.", en: "No marketing before that day." },
  }),
  customerSince: optionalColumn({ label: { sv: "Kund sedan", en: "Customer since" } }),
  owner: optionalColumn({ label: { sv: "Ägare", en: "Owner" } }, "ownerid"),
  attributes: attributesField(),
});
export type CustomerSettings = z.infer<typeof CustomerSettings>;
