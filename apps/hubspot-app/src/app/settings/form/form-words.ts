import type { Language } from "perennial-hubspot-shared";

const SV = {
  add: "Lägg till",
  remove: "Ta bort",
  notUsed: "Används inte",
  used: "Använd",
  onePerLine: "En per rad.",
  newName: (label: string) => `${label}: ny rad`,
  kind: "Sätt",
  secretSet: "Ifyllt. Lämna tomt för att behålla det.",
  unknown: (name: string) => `${name} (finns inte i HubSpot)`,
  item: (label: string, number: number) => `${label} ${number}`,
};

const VALUES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  sv: {
    ...{ welcome: "Välkomna", develop: "Utveckla", retain: "Behålla" },
    ...{ gold: "Guld", silver: "Silver", bronze: "Brons" },
    ...{ ordered: "Beställt", active: "Gäller", ended: "Avslutat", cancelled: "Uppsagt" },
    ...{ own: "Vårt eget", competitor: "Konkurrents" },
    ...{ deals: "Affärer", orders: "Order", subscriptions: "Prenumerationer" },
    ...{ "contact-dates": "Datum på kontakten" },
    ...{ marketing: "Marknadsföring", service: "Service", statutory: "Lagstadgat" },
    ...{ text: "Text", number: "Tal", boolean: "Ja eller nej", date: "Datum" },
    ...{ datetime: "Datum och tid", list: "Lista" },
    ...{ day: "Dag", week: "Vecka", month: "Månad", year: "År" },
    ...{ email: "E-post", sms: "Sms", phone: "Telefon", post: "Brev" },
    ...{ SE: "Sveriges", none: "Inga", public: "Allmän helgdag", bank: "Bankfri dag" },
    ...{ sv: "Svenska", en: "Engelska" },
  },
  en: {
    ...{ welcome: "Welcome", develop: "Develop", retain: "Retain" },
    ...{ gold: "Gold", silver: "Silver", bronze: "Bronze" },
    ...{ ordered: "Ordered", active: "In force", ended: "Ended", cancelled: "Cancelled" },
    ...{ own: "Our own", competitor: "A competitor's" },
    ...{ deals: "Deals", orders: "Orders", subscriptions: "Subscriptions" },
    ...{ "contact-dates": "Dates on the contact" },
    ...{ marketing: "Marketing", service: "Service", statutory: "Statutory" },
    ...{ text: "Text", number: "Number", boolean: "Yes or no", date: "Date" },
    ...{ datetime: "Date and time", list: "List" },
    ...{ day: "Day", week: "Week", month: "Month", year: "Year" },
    ...{ email: "E-mail", sms: "Text message", phone: "Phone", post: "Letter" },
    ...{ SE: "Sweden's", none: "None", public: "Public holiday", bank: "Bank holiday" },
    ...{ sv: "Swedish", en: "English" },
  },
};

/** What every form says, by language. */
export const FORM_WORDS: Readonly<Record<Language, typeof SV>> = {
  sv: SV,
  en: {
    add: "Add",
    remove: "Remove",
    notUsed: "Not used",
    used: "Use",
    onePerLine: "One per line.",
    newName: (label) => `${label}: new row`,
    kind: "How",
    secretSet: "Filled in. Leave empty to keep it.",
    unknown: (name) => `${name} (not in HubSpot)`,
    item: (label, number) => `${label} ${number}`,
  },
};

/** What people call a value of a closed list; one without words is shown as it is. */
export function optionWord(value: string, language: Language): string {
  return VALUES[language][value] ?? value;
}

const FIELDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  sv: {
    ...{ phase: "Fas", tier: "Nivå", valueClass: "Värdeklass" },
    ...{ nextRenewal: "Nästa förlängning", pausedUntil: "Pausad till" },
  },
  en: {
    ...{ phase: "Phase", tier: "Tier", valueClass: "Value class" },
    ...{ nextRenewal: "Next renewal", pausedUntil: "Paused until" },
  },
};

/** What people call a field of ours that stands as a name in settings; one of the company's own is shown as it is. */
export function fieldWord(name: string, language: Language): string {
  return FIELDS[language][name] ?? name;
}
