import { setting } from "@perennial/connector-kit";
import { z } from "zod";
import { CustomerSettings } from "./settings/customer-settings.ts";
import { AgreementSource, PurchaseSource } from "./settings/source-settings.ts";

/** What an org starts with: opportunities won are purchases, and nothing is an agreement until somebody says what is. */
const OPPORTUNITIES_WON = PurchaseSource.parse({ name: "opportunities", from: "Opportunity" });

/** How an org is read. Connecting fills in `orgId`; the rest works as it is on a plain org. */
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
