import { formatDate, formatMoney, type Language } from "perennial-hubspot-shared";
import { isValues, type Values } from "../form/field-schema.ts";
import { optionWord } from "../form/form-words.ts";

/** A field of a record of ours, as people read it. */
export interface SignalLine {
  readonly label: string;
  readonly value: string;
}

const LABELS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  sv: {
    ...{ name: "Namn", email: "E-post", mobile: "Mobil", phone: "Telefon", locale: "Språk" },
    ...{ timeZone: "Tidszon", country: "Land", postalAddress: "Postadress", segment: "Segment" },
    ...{ tier: "Nivå", phase: "Fas", valueClass: "Värdeklass", doNotCall: "Ring inte" },
    ...{ pausedUntil: "Pausad till", customerSince: "Kund sedan", owner: "Ansvarig" },
    ...{ party: "Avtalspart", product: "Produkt", kind: "Avtalstyp", status: "Läge" },
    ...{ start: "Startdag", end: "Sista dag", noticeDays: "Uppsägningstid i dagar" },
    ...{ orderedAt: "Beställt", signedAt: "Undertecknat", yearlyValue: "Årsvärde" },
    ...{ amount: "Belopp", at: "Tid", category: "Kategori", quantity: "Antal", channel: "Kanal" },
    ...{ purpose: "Ändamål", state: "Svar", topic: "Ämne", customerId: "Kund", discount: "Rabatt" },
  },
  en: {
    ...{ name: "Name", email: "E-mail", mobile: "Mobile", phone: "Phone", locale: "Language" },
    ...{ timeZone: "Time zone", country: "Country", postalAddress: "Postal address" },
    ...{ segment: "Segment", tier: "Tier", phase: "Phase", valueClass: "Value class" },
    ...{ doNotCall: "Do not call", pausedUntil: "Paused until", owner: "Owner" },
    ...{ customerSince: "Customer since", party: "Party", product: "Product", status: "Status" },
    ...{ kind: "Kind of agreement", start: "First day", end: "Last day" },
    ...{ noticeDays: "Notice in days", orderedAt: "Ordered", signedAt: "Signed" },
    ...{ yearlyValue: "Yearly value", amount: "Amount", at: "Time", category: "Category" },
    ...{ quantity: "Quantity", channel: "Channel", purpose: "Purpose", state: "Answer" },
    ...{ topic: "Topic", customerId: "Customer", discount: "Discount" },
  },
};

/** Amounts are in the currency's minor unit. */
const MONEY: readonly string[] = ["amount", "yearlyValue", "discount"];
const DATES: readonly string[] = ["start", "end", "customerSince"];
/** Says nothing to an administrator: who a record is stands above it. */
const LEFT_OUT: readonly string[] = ["id", "updatedAt", "currency", "type", "source"];

/** The record that a signal carries, field by field; the company's own fields come by the names they were given. */
export function signalLines(signal: Values, language: Language): readonly SignalLine[] {
  const record = Object.values(signal).find(isValues) ?? signal;
  const { attributes, ...fields } = record;
  const own = isValues(attributes) ? attributes : {};
  return [...Object.entries(fields), ...Object.entries(own)].flatMap(([name, value]) => {
    if (LEFT_OUT.includes(name) || value === null || value === undefined) return [];
    const label = LABELS[language][name] ?? name;
    return [{ label, value: valueWords(name, value, { record, language }) }];
  });
}

interface Telling {
  readonly record: Values;
  readonly language: Language;
}

function valueWords(name: string, value: unknown, { record, language }: Telling): string {
  if (MONEY.includes(name) && typeof value === "number") {
    return formatMoney(value, String(record.currency ?? "SEK"), language);
  }
  if (typeof value === "boolean") {
    const [yes, no] = language === "sv" ? ["Ja", "Nej"] : ["Yes", "No"];
    return value ? yes : no;
  }
  if (typeof value !== "string") return JSON.stringify(value);
  return DATES.includes(name) ? formatDate(value, language) : optionWord(value, language);
}
