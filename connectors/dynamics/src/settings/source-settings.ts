import { setting } from "@perennial/connector-kit";
import { AGREEMENT_STATUSES } from "@perennial/contract";
import { z } from "zod";
import { attributesField, ColumnOrValue, LogicalName, optionalColumn } from "./column-settings.ts";

const name = setting(
  z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, {
    error: "write a short name in small letters, such as electricity",
  }),
  {
    label: { sv: "Namn", en: "Name" },
    help: { sv: "Kort och oföränderligt.", en: "Short, and never changed." },
  },
);
const customer = setting(LogicalName, {
  label: { sv: "Kund", en: "Customer" },
  help: {
    sv: "Kolumnen med kontakten eller kontot som är kunden.",
    en: "The column with the contact or account that is the customer.",
  },
}).default("customerid");
const currency = optionalColumn(
  {
    label: { sv: "Valuta", en: "Currency" },
    help: {
      sv: "Där den saknas gäller företagets.",
      en: "Where it is missing, the company's applies.",
    },
  },
  "transactioncurrencyid",
);
const Choice = z.string().regex(/^-?\d+$/, { error: "write the choice's number, such as 1" });

/** One kind of agreement, and where it stands in Dynamics: there is no table of subscriptions (crm/dynamics.md, 5). */
export const AgreementSource = z.strictObject({
  name,
  from: setting(LogicalName, {
    label: { sv: "Finns i", en: "Kept in" },
    help: {
      sv: "entitlement, contract eller en egen tabell.",
      en: "entitlement, contract, or a table of your own.",
    },
  }),
  customer,
  statusColumn: setting(LogicalName, {
    label: { sv: "Läge", en: "Status" },
    help: {
      sv: "Kolumnen som säger var avtalet är.",
      en: "The column that says where the agreement is.",
    },
  }).default("statecode"),
  statuses: setting(z.record(Choice, z.enum(AGREEMENT_STATUSES)), {
    label: { sv: "Lägen", en: "Statuses" },
    help: {
      sv: "Vad varje läges nummer betyder. Ett som inte står här är inget avtal. Tomt betyder Dynamics egna.",
      en: "What each status's number means. One that is not here is no agreement. Empty means Dynamics' own.",
    },
  }).default({}),
  party: setting(z.enum(["own", "competitor"]), {
    label: { sv: "Avtalspart", en: "Party" },
    help: {
      sv: "Konkurrent för avtal som kunden har hos någon annan.",
      en: "Competitor for agreements that the customer has with somebody else.",
    },
  }).default("own"),
  product: setting(ColumnOrValue, { label: { sv: "Produkt", en: "Product" } }).optional(),
  kind: setting(ColumnOrValue, { label: { sv: "Avtalstyp", en: "Kind of agreement" } }).optional(),
  start: optionalColumn({ label: { sv: "Startdag", en: "First day" } }),
  end: optionalColumn({ label: { sv: "Sista dag", en: "Last day" } }),
  noticeDays: optionalColumn({ label: { sv: "Uppsägningstid i dagar", en: "Notice in days" } }),
  orderedAt: optionalColumn({ label: { sv: "Beställt", en: "Ordered" } }),
  orderChannel: optionalColumn({ label: { sv: "Beställt genom", en: "Ordered through" } }),
  acceptedAt: optionalColumn({ label: { sv: "Godkänt", en: "Accepted" } }),
  signedAt: optionalColumn({ label: { sv: "Undertecknat", en: "Signed" } }),
  cancelledAt: optionalColumn({ label: { sv: "Uppsagt", en: "Cancelled" } }),
  renewalOf: optionalColumn({ label: { sv: "Förlänger", en: "Renews" } }),
  yearlyValue: optionalColumn({ label: { sv: "Årsvärde", en: "Yearly value" } }),
  currency,
  attributes: attributesField(),
});
export type AgreementSource = z.infer<typeof AgreementSource>;

/** One kind of purchase, and where it stands in Dynamics. */
export const PurchaseSource = z.strictObject({
  name,
  from: setting(z.enum(["salesorder", "invoice"]), {
    label: { sv: "Finns i", en: "Kept in" },
    help: { sv: "Order eller fakturor.", en: "Orders or invoices." },
  }),
  customer,
  statuses: setting(z.array(Choice), {
    label: { sv: "Lägen", en: "Statuses" },
    help: {
      sv: "Numren på de lägen i vilka köpet är gjort. Tomt betyder levererade och fakturerade order, och betalda fakturor.",
      en: "The numbers of the statuses in which the purchase is made. Empty means orders fulfilled or invoiced, and invoices paid.",
    },
  }).default([]),
  at: optionalColumn({ label: { sv: "Köpdag", en: "Day of purchase" } }),
  amount: optionalColumn({ label: { sv: "Belopp", en: "Amount" } }, "totalamount"),
  currency,
  quantity: optionalColumn({ label: { sv: "Antal", en: "Quantity" } }),
  category: optionalColumn({ label: { sv: "Kategori", en: "Category" } }),
  channel: optionalColumn({ label: { sv: "Kanal", en: "Channel" } }),
});
export type PurchaseSource = z.infer<typeof PurchaseSource>;
