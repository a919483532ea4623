import { setting } from "@perennial/connector-kit";
import { AGREEMENT_STATUSES } from "@perennial/contract";
import { z } from "zod";
import { attributesField, FieldOrValue, optionalField } from "./field-settings.ts";

const name = setting(
  z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, {
    error: "write a short name in small letters, such as electricity",
  }),
  {
    label: { sv: "Namn", en: "Name" },
    help: { sv: "Kort och oföränderligt.", en: "Short, and never changed." },
  },
);

const contact = optionalField({
  label: { sv: "Kontakt", en: "Contact" },
  help: {
    sv: "Fältet med kontakten som är kunden. Tomt betyder Salesforces eget; utan värde gäller kontots äldsta kontakt.",
    en: "The field with the contact who is the customer. Left out means Salesforce's own; without a value the account's oldest contact is meant.",
  },
});

const currency = optionalField(
  {
    label: { sv: "Valuta", en: "Currency" },
    help: {
      sv: "Där den saknas gäller företagets.",
      en: "Where it is missing, the company's applies.",
    },
  },
  "CurrencyIsoCode",
);

/** Where agreements can come from: an object of Salesforce's, or one of the org's own. */
const AGREEMENT_FROM = /^(?:Contract|Asset|Opportunity|[A-Za-z]\w{0,76}__c)$/;

/** One kind of agreement, and where it stands in Salesforce. */
export const AgreementSource = z.strictObject({
  name,
  from: setting(z.string().regex(AGREEMENT_FROM, { error: "choose where the agreements are" }), {
    label: { sv: "Finns i", en: "Kept in" },
    help: {
      sv: "Avtal, tillgångar, affärsmöjligheter eller ett eget objekt.",
      en: "Contracts, assets, opportunities, or a custom object.",
    },
  }),
  contact,
  account: optionalField(
    {
      label: { sv: "Konto", en: "Account" },
      help: { sv: "Fältet med kontot.", en: "The field with the account." },
    },
    "AccountId",
  ),
  statusField: optionalField({
    label: { sv: "Läge", en: "Status" },
    help: {
      sv: "Fältet som säger var avtalet är. Tomt betyder objektets eget.",
      en: "The field that says where the agreement is. Left out means the object's own.",
    },
  }),
  statuses: setting(z.record(z.string().min(1), z.enum(AGREEMENT_STATUSES)), {
    label: { sv: "Lägen", en: "Statuses" },
    help: {
      sv: "Vad varje läge betyder. Ett läge som inte står här är inget avtal. Tomt betyder Salesforces egna.",
      en: "What each status means. A status that is not here is no agreement. Empty means Salesforce's own.",
    },
  }).default({}),
  party: setting(z.enum(["own", "competitor"]), {
    label: { sv: "Avtalspart", en: "Party" },
    help: {
      sv: "Konkurrent för avtal som kunden har hos någon annan.",
      en: "Competitor for agreements that the customer has with somebody else.",
    },
  }).default("own"),
  product: setting(FieldOrValue, { label: { sv: "Produkt", en: "Product" } }).optional(),
  kind: setting(FieldOrValue, { label: { sv: "Avtalstyp", en: "Kind of agreement" } }).optional(),
  start: optionalField({ label: { sv: "Startdag", en: "First day" } }),
  end: optionalField({ label: { sv: "Sista dag", en: "Last day" } }),
  noticeDays: optionalField({ label: { sv: "Uppsägningstid i dagar", en: "Notice in days" } }),
  orderedAt: optionalField({ label: { sv: "Beställt", en: "Ordered" } }),
  orderChannel: optionalField({ label: { sv: "Beställt genom", en: "Ordered through" } }),
  acceptedAt: optionalField({ label: { sv: "Godkänt", en: "Accepted" } }),
  signedAt: optionalField({ label: { sv: "Undertecknat", en: "Signed" } }),
  cancelledAt: optionalField({ label: { sv: "Uppsagt", en: "Cancelled" } }),
  renewalOf: optionalField({ label: { sv: "Förlänger", en: "Renews" } }),
  yearlyValue: optionalField({ label: { sv: "Årsvärde", en: "Yearly value" } }),
  currency,
  attributes: attributesField(),
});
export type AgreementSource = z.infer<typeof AgreementSource>;

/** One kind of purchase, and where it stands in Salesforce. */
export const PurchaseSource = z.strictObject({
  name,
  from: setting(z.enum(["Order", "Opportunity"]), {
    label: { sv: "Finns i", en: "Kept in" },
    help: { sv: "Order eller affärsmöjligheter.", en: "Orders or opportunities." },
  }),
  contact,
  statuses: setting(z.array(z.string().min(1)), {
    label: { sv: "Lägen", en: "Statuses" },
    help: {
      sv: "I de här lägena är köpet gjort. Tomt betyder aktiverade order och vunna affärsmöjligheter.",
      en: "In these the purchase is made. Empty means orders activated, and opportunities won.",
    },
  }).default([]),
  at: optionalField({ label: { sv: "Köpdag", en: "Day of purchase" } }),
  amount: optionalField({ label: { sv: "Belopp", en: "Amount" } }),
  currency,
  quantity: optionalField({ label: { sv: "Antal", en: "Quantity" } }),
  category: optionalField({ label: { sv: "Kategori", en: "Category" } }),
  channel: optionalField({ label: { sv: "Kanal", en: "Channel" } }),
});
export type PurchaseSource = z.infer<typeof PurchaseSource>;
