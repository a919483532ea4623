import { setting } from "@perennial/connector-kit";
import { AGREEMENT_STATUSES } from "@perennial/contract";
import { z } from "zod";
import {
  attributesField,
  optionalProperty,
  PropertyOrValue,
  property,
} from "./property-settings.ts";

const name = setting(
  z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, {
    error: "write a short name in small letters, such as electricity",
  }),
  {
    label: { sv: "Namn", en: "Name" },
    help: {
      sv: "Kort och oföränderligt. Det ingår i id:t på det som läses.",
      en: "Short, and never changed. It is part of the id of what is read.",
    },
  },
);

const pipelines = setting(z.array(z.string().min(1)), {
  label: { sv: "Pipelines", en: "Pipelines" },
  help: { sv: "Tomt betyder alla.", en: "Empty means all." },
}).default([]);

const contactLabel = setting(z.string().min(1), {
  label: { sv: "Kontaktens roll", en: "The contact's role" },
  help: {
    sv: "Etiketten på den kontakt som är kunden, där det finns flera. Annars tas den som lades till först.",
    en: "The label of the contact who is the customer, where there are several. Otherwise the one created first.",
  },
}).optional();

const currency = optionalProperty({
  label: { sv: "Valuta", en: "Currency" },
  help: {
    sv: "Där den saknas gäller portalens.",
    en: "Where it is missing, the portal's applies.",
  },
});

/** Where agreements can come from: a type of HubSpot's, the portal's own (`2-…`), or dates on the contact. */
const AGREEMENT_FROM = /^(?:deals|subscriptions|contact-dates|2-\d+)$/;

/** One kind of agreement, and where it stands in HubSpot. */
export const AgreementSource = z.strictObject({
  name,
  from: setting(z.string().regex(AGREEMENT_FROM, { error: "choose where the agreements are" }), {
    label: { sv: "Finns i", en: "Kept in" },
    help: {
      sv: "Affärer, prenumerationer, datum på kontakten eller ett eget objekt.",
      en: "Deals, subscriptions, dates on the contact, or a custom object.",
    },
  }),
  pipelines,
  contactLabel,
  statusProperty: optionalProperty({
    label: { sv: "Läge", en: "Status" },
    help: {
      sv: "Egenskapen som säger var avtalet är. Tomt betyder fasen, eller prenumerationens läge.",
      en: "The property that says where the agreement is. Empty means the stage, or the subscription's status.",
    },
  }),
  statuses: setting(z.record(z.string().min(1), z.enum(AGREEMENT_STATUSES)), {
    label: { sv: "Faser och lägen", en: "Stages and statuses" },
    help: {
      sv: "Vad varje fas betyder. En fas som inte står här är inget avtal. Tomt betyder att vunna affärer gäller.",
      en: "What each stage means. A stage that is not here is no agreement. Empty means that deals won are in force.",
    },
  }).default({}),
  party: setting(z.enum(["own", "competitor"]), {
    label: { sv: "Avtalspart", en: "Party" },
    help: {
      sv: "Konkurrent för avtal som kunden har hos någon annan.",
      en: "Competitor for agreements that the customer has with somebody else.",
    },
  }).default("own"),
  product: setting(PropertyOrValue, { label: { sv: "Produkt", en: "Product" } }).optional(),
  kind: setting(PropertyOrValue, {
    label: { sv: "Avtalstyp", en: "Kind of agreement" },
  }).optional(),
  start: optionalProperty({
    label: { sv: "Startdag", en: "First day" },
    help: {
      sv: "Tomt betyder stängningsdagen, prenumerationens start eller dagen då posten skapades.",
      en: "Empty means the close date, the subscription's start, or the day the record was created.",
    },
  }),
  end: optionalProperty({
    label: { sv: "Sista dag", en: "Last day" },
    help: {
      sv: "Tomt betyder att avtalet löper tills vidare.",
      en: "Empty means that the agreement runs until further notice.",
    },
  }),
  noticeDays: optionalProperty({ label: { sv: "Uppsägningstid i dagar", en: "Notice in days" } }),
  orderedAt: optionalProperty({ label: { sv: "Beställt", en: "Ordered" } }),
  orderChannel: optionalProperty({ label: { sv: "Beställt genom", en: "Ordered through" } }),
  acceptedAt: optionalProperty({ label: { sv: "Accepterat", en: "Accepted" } }),
  signedAt: optionalProperty({ label: { sv: "Undertecknat", en: "Signed" } }),
  cancelledAt: optionalProperty({ label: { sv: "Uppsagt", en: "Cancelled" } }),
  renewalOf: optionalProperty({
    label: { sv: "Förlänger", en: "Renews" },
    help: {
      sv: "Egenskapen med id:t på posten som förlängs.",
      en: "The property with the id of the record that it renews.",
    },
  }),
  yearlyValue: optionalProperty({ label: { sv: "Årsvärde", en: "Yearly value" } }),
  currency,
  attributes: attributesField(),
});
export type AgreementSource = z.infer<typeof AgreementSource>;

/** One kind of purchase, and where it stands in HubSpot. */
export const PurchaseSource = z.strictObject({
  name,
  from: setting(z.enum(["deals", "orders", "subscriptions"]), {
    label: { sv: "Finns i", en: "Kept in" },
    help: {
      sv: "Affärer, order eller prenumerationers betalningar.",
      en: "Deals, orders, or the payments of subscriptions.",
    },
  }),
  pipelines,
  contactLabel,
  stages: setting(z.array(z.string().min(1)), {
    label: { sv: "Faser", en: "Stages" },
    help: {
      sv: "I de här faserna är köpet gjort. Tomt betyder vunna affärer, och alla order.",
      en: "In these stages the purchase is made. Empty means deals won, and all orders.",
    },
  }).default([]),
  at: optionalProperty({
    label: { sv: "Köpdag", en: "Day of purchase" },
    help: {
      sv: "Tomt betyder stängningsdagen, orderns dag eller senaste betalningen.",
      en: "Empty means the close date, the order's day, or the latest payment.",
    },
  }),
  amount: optionalProperty({
    label: { sv: "Belopp", en: "Amount" },
    help: { sv: "Tomt betyder HubSpots eget.", en: "Empty means HubSpot's own." },
  }),
  currency,
  quantity: optionalProperty({ label: { sv: "Antal", en: "Quantity" } }),
  category: optionalProperty({ label: { sv: "Kategori", en: "Category" } }),
  channel: optionalProperty({ label: { sv: "Kanal", en: "Channel" } }),
  discount: optionalProperty({ label: { sv: "Rabatt", en: "Discount" } }),
});
export type PurchaseSource = z.infer<typeof PurchaseSource>;

/** A subscription type of HubSpot's for marketing e-mail, and what of ours it is. */
export const ConsentSetting = z.strictObject({
  subscriptionId: setting(z.string().regex(/^\d+$/, { error: "write the number of the type" }), {
    label: { sv: "Prenumerationstyp", en: "Subscription type" },
    help: {
      sv: "Dess nummer i HubSpot, under Marknadsföring och e-post.",
      en: "Its number in HubSpot, under Marketing and Email.",
    },
  }),
  purpose: setting(z.enum(["marketing", "service"]), {
    label: { sv: "Ändamål", en: "Purpose" },
  }).default("marketing"),
  topic: setting(z.string().min(1), {
    label: { sv: "Ämne", en: "Topic" },
    help: {
      sv: "Tomt betyder hela ändamålet.",
      en: "Empty means the whole purpose.",
    },
  }).optional(),
});
export type ConsentSetting = z.infer<typeof ConsentSetting>;

/** A property that says whether text messages are welcome: HubSpot itself keeps consent for e-mail alone. */
export const SmsConsentSetting = z.strictObject({
  property: property({
    label: { sv: "Egenskap", en: "Property" },
    help: {
      sv: "Ett tomt värde säger ingenting; ett nej är något annat än värdet för ja.",
      en: "An empty value says nothing; a no is anything other than the value for yes.",
    },
  }),
  value: setting(z.string().min(1), {
    label: { sv: "Värdet för ja", en: "The value for yes" },
  }).default("true"),
});
