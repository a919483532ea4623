import { setting } from "@perennial/connector-kit";
import { z } from "zod";
import { CallSettings } from "./settings/call-settings.ts";
import { CustomerSettings } from "./settings/customer-settings.ts";
import {
  AgreementSource,
  ConsentSetting,
  PurchaseSource,
  SmsConsentSetting,
} from "./settings/source-settings.ts";
import { OwnerSetting, WriteBack } from "./settings/write-back-settings.ts";

export type { CustomerSettings } from "./settings/customer-settings.ts";
export type { AttributeSetting, PropertyOrValue } from "./settings/property-settings.ts";
export type {
  AgreementSource,
  ConsentSetting,
  PurchaseSource,
} from "./settings/source-settings.ts";
export { WRITE_BACK_DEFAULTS } from "./settings/write-back-settings.ts";

/** What a portal starts with: deals won are purchases, and nothing is an agreement until somebody says what is. */
const DEALS_WON = PurchaseSource.parse({ name: "deals", from: "deals" });

/** How a portal is read and written. Installing fills in `portalId`; the rest works as it is on a plain portal. */
export const HubspotSettings = z
  .strictObject({
    portalId: setting(z.string().regex(/^\d+$/, { error: "write the portal's number" }), {
      label: { sv: "Portal", en: "Portal" },
      help: {
        sv: "HubSpot-kontots nummer. Det fylls i när appen installeras.",
        en: "The HubSpot account's number. It is filled in when the app is installed.",
      },
    }),
    phoneCountry: setting(
      z.string().regex(/^[A-Z]{2}$/, { error: "write a country as two capitals, such as SE" }),
      {
        label: { sv: "Land för telefonnummer", en: "Country of phone numbers" },
        help: {
          sv: "Gäller nummer som står utan landskod.",
          en: "Applies to numbers that are written without a country code.",
        },
      },
    ).default("SE"),
    customers: setting(CustomerSettings, {
      label: { sv: "Kunder", en: "Customers" },
      help: {
        sv: "Vilka egenskaper hos en kontakt som blir vad.",
        en: "Which properties of a contact become what.",
      },
    }).prefault({}),
    agreements: setting(z.array(AgreementSource).max(20), {
      label: { sv: "Avtal", en: "Agreements" },
      help: {
        sv: "Var avtalen finns och vad som står var.",
        en: "Where the agreements are, and what stands where.",
      },
    }).default([]),
    purchases: setting(z.array(PurchaseSource).max(20), {
      label: { sv: "Köp", en: "Purchases" },
      help: {
        sv: "Var köpen finns. Från början är vunna affärer köp.",
        en: "Where the purchases are. To begin with, deals won are purchases.",
      },
    }).default([DEALS_WON]),
    calls: setting(CallSettings, {
      label: { sv: "Samtal", en: "Calls" },
      help: {
        sv: "Samtal som inte kommer från ringlistan.",
        en: "Calls that do not come from the call list.",
      },
    }).prefault({}),
    consents: setting(z.array(ConsentSetting).max(100), {
      label: { sv: "Samtycken för e-post", en: "Consent for e-mail" },
      help: {
        sv: "HubSpots prenumerationstyper och vad de motsvarar. Den som valt bort all e-post får ingen, vad som än står här.",
        en: "HubSpot's subscription types and what they stand for. Who has opted out of all e-mail gets none, whatever is here.",
      },
    }).default([]),
    smsConsent: setting(SmsConsentSetting.nullable(), {
      label: { sv: "Samtycke för sms", en: "Consent for text messages" },
      help: {
        sv: "HubSpot för bara samtycke för e-post, så det för sms hålls i en egenskap.",
        en: "HubSpot keeps consent for e-mail alone, so that for text messages is kept in a property.",
      },
    }).default(null),
    writeBack: WriteBack,
    logMessages: setting(z.boolean(), {
      label: { sv: "Visa utskick på kontakten", en: "Show messages on the contact" },
      help: {
        sv: "Det som skickas syns i kontaktens tidslinje.",
        en: "What is sent is seen on the contact's timeline.",
      },
    }).default(true),
    owners: setting(z.array(OwnerSetting).max(200), {
      label: { sv: "Vem som får uppgifter", en: "Who gets tasks" },
      help: {
        sv: "En uppgift utan någon här går till kontaktens ägare.",
        en: "A task for nobody here goes to the contact's owner.",
      },
    }).default([]),
  })
  .superRefine(({ agreements, purchases }, context) => {
    for (const [field, sources] of [
      ["agreements", agreements],
      ["purchases", purchases],
    ] as const) {
      const names = sources.map(({ name }) => name);
      const twice = names.findIndex((name, index) => names.indexOf(name) < index);
      if (twice < 0) continue;
      const message = `"${names[twice]}" is already the name of another`;
      context.addIssue({ code: "custom", path: [field, twice, "name"], message });
    }
  });
export type HubspotSettings = z.infer<typeof HubspotSettings>;
