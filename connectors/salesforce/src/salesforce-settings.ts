import { setting } from "@perennial/connector-kit";
import { z } from "zod";
import { ChangeEvents } from "./listen/listen-settings.ts";
import { CallSettings } from "./settings/call-settings.ts";
import { CampaignSettings } from "./settings/campaign-settings.ts";
import { ConsentSetting, OPTED_OUT_OF_EMAIL } from "./settings/consent-settings.ts";
import { CustomerSettings } from "./settings/customer-settings.ts";
import { AgreementSource, PurchaseSource } from "./settings/source-settings.ts";
import { OwnerSetting, WriteBack } from "./settings/write-back-settings.ts";

/** What an org starts with: opportunities won are purchases, and nothing is an agreement until somebody says what is. */
const OPPORTUNITIES_WON = PurchaseSource.parse({ name: "opportunities", from: "Opportunity" });

/** How an org is read and written. Connecting fills in `orgId`; the rest works as it is on a plain org. */
export const SalesforceSettings = z
  .strictObject({
    orgId: setting(
      z.string().regex(/^00D[A-Za-z0-9]{15}$/, { error: "write the org's id of 18 characters" }),
      {
        label: { sv: "Organisation", en: "Org" },
        help: {
          sv: "Organisationens id. Det fylls i när Salesforce ansluts.",
          en: "The org's id. It is filled in when Salesforce is connected.",
        },
      },
    ),
    isSandbox: setting(z.boolean(), {
      label: { sv: "Sandlåda", en: "Sandbox" },
      help: {
        sv: "Sandlådor loggar in på en egen adress.",
        en: "Sandboxes log in at an address of their own.",
      },
    }).default(false),
    username: setting(z.string().min(3).max(80), {
      label: { sv: "Användare som Perennial agerar som", en: "User that Perennial acts as" },
      help: {
        sv: "Avancerat: användarnamnet för en integrationsanvändare i samma organisation, som appen är förhandsgodkänd för. Tomt betyder den som anslöt.",
        en: "Advanced: the name of an integration user in the same org for whom the app is pre-authorised. Empty means whoever connected.",
      },
    }).optional(),
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
    currency: setting(
      z.string().regex(/^[A-Z]{3}$/, { error: "write a currency as three capitals, such as SEK" }),
      {
        label: { sv: "Företagets valuta", en: "The company's currency" },
        help: {
          sv: "Gäller belopp utan egen valuta. Organisationer med flera valutor anger den själva.",
          en: "Applies to amounts without a currency of their own. Orgs with several currencies tell it themselves.",
        },
      },
    ).default("SEK"),
    customers: setting(CustomerSettings, {
      label: { sv: "Kunder", en: "Customers" },
      help: {
        sv: "Vilka fält hos en kontakt som blir vad.",
        en: "Which fields of a contact become what.",
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
        sv: "Var köpen finns. Från början är vunna affärsmöjligheter köp.",
        en: "Where the purchases are. To begin with, opportunities won are purchases.",
      },
    }).default([OPPORTUNITIES_WON]),
    consents: setting(z.array(ConsentSetting).max(50), {
      label: { sv: "Samtycken", en: "Consent" },
      help: {
        sv: "Fälten som säger vad kunden tackat ja eller nej till. Döljs ett av dem för oss läses inget, för då vet ingen vem som sagt nej.",
        en: "The fields that say what the customer agreed to or refused. Where one of them is hidden from us nothing is read, for then nobody knows who said no.",
      },
    }).default([OPTED_OUT_OF_EMAIL]),
    changeEvents: ChangeEvents,
    campaigns: setting(CampaignSettings, {
      label: { sv: "Kampanjer", en: "Campaigns" },
      help: {
        sv: "Salesforces egna kampanjer, och vad deras typer och lägen betyder.",
        en: "Salesforce's own campaigns, and what their types and statuses mean.",
      },
    }).prefault({}),
    calls: setting(CallSettings, {
      label: { sv: "Samtal", en: "Calls" },
      help: {
        sv: "Samtal som görs från Salesforce eller loggas där, och vad deras resultat betyder.",
        en: "Calls that are made from Salesforce or logged there, and what their results mean.",
      },
    }).prefault({}),
    writeBack: WriteBack,
    logMessages: setting(z.boolean(), {
      label: { sv: "Visa utskick på kontakten", en: "Show messages on the contact" },
      help: {
        sv: "Det som skickas syns bland kontaktens aktiviteter.",
        en: "What is sent is seen among the contact's activities.",
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
    for (const [field, sources] of Object.entries({ agreements, purchases })) {
      const names = sources.map(({ name }) => name);
      const twice = names.findIndex((name, index) => names.indexOf(name) < index);
      if (twice < 0) continue;
      const message = `"${names[twice]}" is already the name of another`;
      context.addIssue({ code: "custom", path: [field, twice, "name"], message });
    }
  });
export type SalesforceSettings = z.infer<typeof SalesforceSettings>;
