import { isZone, secret, setting } from "@perennial/connector-kit";
import { z } from "zod";
import { isOrganizationUrl } from "./dynamics-paths.ts";
import { DailyRequests } from "./settings/budget-settings.ts";
import { CallSettings } from "./settings/call-settings.ts";
import { ConsentSetting, OWN_REFUSALS } from "./settings/consent-settings.ts";
import { CustomerSettings } from "./settings/customer-settings.ts";
import { CalendarToo, TasksIn } from "./settings/personal-settings.ts";
import { AgreementSource, PurchaseSource } from "./settings/source-settings.ts";
import { OwnerSetting, WriteBack } from "./settings/write-back-settings.ts";

/** What an organisation starts with: orders that were fulfilled are purchases, and nothing is an agreement until somebody says what is. */
const ORDERS = PurchaseSource.parse({ name: "orders", from: "salesorder" });

/**
 * How an organisation is read and written. Its tenant is no setting: whoever connected proved which it is, and an address
 * of another tenant's organisation gets no token. Until the address is filled in nothing is read or written.
 */
export const DynamicsSettings = z
  .strictObject({
    orgUrl: setting(
      z.string().refine(isOrganizationUrl, {
        error: "write the organisation's whole address, such as https://contoso.crm4.dynamics.com",
      }),
      {
        label: { sv: "Miljöns adress", en: "The environment's address" },
        help: {
          sv: "Står i Power Platform admin center som Miljö-URL.",
          en: "Shown in the Power Platform admin center as Environment URL.",
        },
      },
    ).optional(),
    webhookSecret: secret(
      {
        label: { sv: "Webhookarnas hemlighet", en: "The webhooks' secret" },
        help: {
          sv: "Görs när Dynamics ansluts. Utan den läses ändringar bara med jämna mellanrum.",
          en: "Made when Dynamics is connected. Without it changes are read at intervals alone.",
        },
      },
      z.string().min(24),
    ).optional(),
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
    timeZone: setting(
      z.string().refine(isZone, { error: "write a time zone such as Europe/Stockholm" }),
      {
        label: { sv: "Tidszon", en: "Time zone" },
        help: {
          sv: "Avgör vilken dag ett klockslag hör till.",
          en: "Decides which day a moment belongs to.",
        },
      },
    ).default("Europe/Stockholm"),
    currency: setting(
      z.string().regex(/^[A-Z]{3}$/, { error: "write a currency as three capitals, such as SEK" }),
      {
        label: { sv: "Företagets valuta", en: "The company's currency" },
        help: {
          sv: "Gäller belopp utan egen valuta.",
          en: "Applies to amounts without a currency of their own.",
        },
      },
    ).default("SEK"),
    customers: setting(CustomerSettings, {
      label: { sv: "Kunder", en: "Customers" },
      help: { sv: "Vilka kolumner som blir vad.", en: "Which columns become what." },
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
        sv: "Var köpen finns. Från början är levererade order köp.",
        en: "Where the purchases are. To begin with, orders fulfilled are purchases.",
      },
    }).default([ORDERS]),
    consents: setting(z.array(ConsentSetting).max(50), {
      label: { sv: "Samtycken", en: "Consent" },
      help: {
        sv: "Kolumnerna som säger vad kunden tackat ja eller nej till.",
        en: "The columns that say what the customer agreed to or refused.",
      },
    }).default([...OWN_REFUSALS]),
    calls: setting(CallSettings, {
      label: { sv: "Samtal", en: "Calls" },
      help: {
        sv: "Telefonsamtal som görs från Dynamics 365 eller loggas där.",
        en: "Phone calls that are made from Dynamics 365 or logged there.",
      },
    }).prefault({}),
    writeBack: WriteBack,
    logMessages: setting(z.boolean(), {
      label: { sv: "Visa utskick på kunden", en: "Show messages on the customer" },
      help: {
        sv: "Det som skickas syns i kundens tidslinje.",
        en: "What is sent is seen on the customer's timeline.",
      },
    }).default(true),
    dailyRequests: DailyRequests,
    tasksIn: TasksIn,
    calendar: CalendarToo,
    owners: setting(z.array(OwnerSetting).max(200), {
      label: { sv: "Vem som får uppgifter", en: "Who gets tasks" },
      help: {
        sv: "En uppgift utan någon här går till kundens ägare.",
        en: "A task for nobody here goes to the customer's owner.",
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
export type DynamicsSettings = z.infer<typeof DynamicsSettings>;
