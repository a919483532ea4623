import type { Language } from "perennial-hubspot-shared";

type Words = Readonly<Record<string, string>>;

const VALUES: Readonly<Record<Language, Words>> = {
  sv: {
    welcome: "Välkomna",
    develop: "Utveckla",
    retain: "Behålla",
    gold: "Guld",
    silver: "Silver",
    bronze: "Brons",
    ordered: "Beställt",
    active: "Gäller",
    ended: "Avslutat",
    cancelled: "Uppsagt",
    email: "E-post",
    sms: "Sms",
    phone: "Telefon",
    post: "Brev",
    marketing: "marknadsföring",
    service: "service",
    given: "Ja",
    withdrawn: "Nej",
    low: "Låg",
    medium: "Medel",
    high: "Hög",
  },
  en: {
    welcome: "Welcome",
    develop: "Develop",
    retain: "Retain",
    gold: "Gold",
    silver: "Silver",
    bronze: "Bronze",
    ordered: "Ordered",
    active: "In force",
    ended: "Ended",
    cancelled: "Cancelled",
    email: "E-mail",
    sms: "Text message",
    phone: "Phone",
    post: "Letter",
    marketing: "marketing",
    service: "service",
    given: "Yes",
    withdrawn: "No",
    low: "Low",
    medium: "Medium",
    high: "High",
  },
};

/** What people call a value of ours; one that the customer's company has made up is shown as it is. */
export function valueWord(value: string, language: Language): string {
  return VALUES[language][value] ?? value;
}

/** How a call can end, in the order they are offered. */
export const OUTCOMES: Readonly<Record<Language, readonly (readonly [Outcome, string])[]>> = {
  sv: [
    ["reached", "Nådd"],
    ["not-reached", "Inte nådd"],
    ["renewed", "Förlängde"],
    ["declined", "Tackade nej"],
    ["do-not-call", "Vill inte bli uppringd"],
    ["wrong-number", "Fel nummer"],
  ],
  en: [
    ["reached", "Reached"],
    ["not-reached", "Not reached"],
    ["renewed", "Renewed"],
    ["declined", "Declined"],
    ["do-not-call", "Does not want calls"],
    ["wrong-number", "Wrong number"],
  ],
};
/** How a call ended, by the names of the API. */
export type Outcome =
  | "reached"
  | "not-reached"
  | "renewed"
  | "declined"
  | "do-not-call"
  | "wrong-number";
