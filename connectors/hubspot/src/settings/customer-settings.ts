import { setting } from "@perennial/connector-kit";
import { PHASES, VALUE_CLASSES } from "@perennial/contract";
import { z } from "zod";
import {
  attributesField,
  optionalProperty,
  PropertyName,
  translated,
} from "./property-settings.ts";

/** Which properties of a contact make a customer. The defaults are HubSpot's own. */
export const CustomerSettings = z.strictObject({
  firstName: optionalProperty({ label: { sv: "Förnamn", en: "First name" } }, "firstname"),
  lastName: optionalProperty({ label: { sv: "Efternamn", en: "Last name" } }, "lastname"),
  email: optionalProperty({ label: { sv: "E-post", en: "E-mail" } }, "email"),
  mobile: optionalProperty(
    {
      label: { sv: "Mobil", en: "Mobile" },
      help: { sv: "Hit går sms.", en: "Where text messages go." },
    },
    "mobilephone",
  ),
  phone: optionalProperty({ label: { sv: "Telefon", en: "Phone" } }, "phone"),
  language: optionalProperty({ label: { sv: "Språk", en: "Language" } }, "hs_language"),
  timeZone: optionalProperty({
    label: { sv: "Tidszon", en: "Time zone" },
    help: {
      sv: "Där den saknas gäller portalens.",
      en: "Where it is missing, the portal's applies.",
    },
  }),
  country: optionalProperty({ label: { sv: "Land", en: "Country" } }, "country"),
  postalAddress: setting(z.array(PropertyName), {
    label: { sv: "Postadress", en: "Postal address" },
    help: {
      sv: "Egenskaperna sätts ihop i den här ordningen.",
      en: "The properties are put together in this order.",
    },
  }).default(["address", "zip", "city"]),
  segment: optionalProperty({ label: { sv: "Segment", en: "Segment" } }),
  tier: optionalProperty({ label: { sv: "Nivå", en: "Tier" } }),
  phase: translated({ label: { sv: "Fas", en: "Phase" } }, PHASES),
  valueClass: translated({ label: { sv: "Värdeklass", en: "Value class" } }, VALUE_CLASSES),
  doNotCall: optionalProperty({
    label: { sv: "Ring inte", en: "Do not call" },
    help: {
      sv: "En egenskap med Ja eller Nej, till exempel efter kontroll mot NIX-Telefon.",
      en: "A property with Yes or No, for example after a check against a do-not-call register.",
    },
  }),
  pausedUntil: optionalProperty({
    label: { sv: "Pausad till", en: "Paused until" },
    help: {
      sv: "Ingen marknadsföring före den dagen.",
      en: "No marketing before that day.",
    },
  }),
  customerSince: optionalProperty({ label: { sv: "Kund sedan", en: "Customer since" } }),
  owner: optionalProperty({ label: { sv: "Ägare", en: "Owner" } }, "hubspot_owner_id"),
  attributes: attributesField(),
});
export type CustomerSettings = z.infer<typeof CustomerSettings>;
