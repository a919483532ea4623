import type { Locale } from "@perennial/contract";
import type { ReasonEvidence } from "./evidence.ts";
import {
  channelPhrase,
  counted,
  datePhrase,
  listPhrase,
  momentPhrase,
  windowPhrase,
} from "./phrases.ts";

/** A part of a sentence that one fact of the evidence fills, or nothing where the fact is missing. */
type Part = (evidence: ReasonEvidence, locale: Locale) => string;

const say = (locale: Locale, sv: string, en: string) => (locale === "sv" ? sv : en);

/** What the message is: `reklam`, `service messages`. */
export const subject: Part = (e, locale) =>
  e.purpose === "service"
    ? say(locale, "servicemeddelanden", "service messages")
    : say(locale, "reklam", "marketing");

/** ` via sms` */
export const by: Part = (e, locale) =>
  e.channel === undefined ? "" : ` ${channelPhrase(e.channel, locale)}`;

/** ` i ämnet "club"` */
export const onTopic: Part = (e, locale) =>
  e.topic === undefined ? "" : say(locale, ` i ämnet ”${e.topic}”`, ` on the topic “${e.topic}”`);

/** ` den 2 mars 2026 kl. 08:00` */
export const on: Part = (e, locale) => {
  if (e.at === undefined) return "";
  const moment = momentPhrase(e.at, e.zone, locale);
  return say(locale, ` den ${moment}`, ` on ${moment}`);
};

/** ` till den 2 mars 2026 kl. 08:00` */
export const until: Part = (e, locale) => {
  if (e.until === undefined) return "";
  const moment = momentPhrase(e.until, e.zone, locale);
  return say(locale, ` till den ${moment}`, ` until ${moment}`);
};

/** `, och meddelandet skickas tidigast den 2 mars 2026 kl. 08:00` */
export const earliest: Part = (e, locale) => {
  if (e.until === undefined) return "";
  const moment = momentPhrase(e.until, e.zone, locale);
  return say(
    locale,
    `, och meddelandet skickas tidigast den ${moment}`,
    `; the message leaves on ${moment} at the earliest`,
  );
};

/** ` till den 2 mars 2026 kl. 08:00` of a message that expires. */
export const usefulUntil: Part = (e, locale) => {
  if (e.expiresAt === undefined) return say(locale, " en viss tid", " for some time");
  const moment = momentPhrase(e.expiresAt, e.zone, locale);
  return say(locale, ` till den ${moment}`, ` until ${moment}`);
};

/** `, men fick inte skickas före den 3 mars 2026 kl. 08:00` */
export const because: Part = (e, locale) => {
  if (e.until === undefined) return "";
  const moment = momentPhrase(e.until, e.zone, locale);
  return say(
    locale,
    `, men fick inte skickas före den ${moment}`,
    `, but could not be sent before ${moment}`,
  );
};

/** `; lagen kräver att meddelandet skickas senast den 2 mars 2026 kl. 08:00` */
export const overdue: Part = (e, locale) => {
  if (e.deadline === undefined) return "";
  const moment = momentPhrase(e.deadline, e.zone, locale);
  return e.overdue === true
    ? say(
        locale,
        `, och lagens sista tid den ${moment} har passerat`,
        `, and the law's last moment, ${moment}, has passed`,
      )
    : say(
        locale,
        `; lagen kräver att meddelandet skickas senast den ${moment}`,
        `; the law requires the message to be sent by ${moment}`,
      );
};

const SOURCES: Readonly<Record<string, { readonly sv: string; readonly en: string }>> = {
  "web-form": { sv: "webbformulär", en: "web form" },
  "sms-reply": { sv: "svar på sms", en: "reply to an SMS" },
  "email-link": { sv: "länk i e-post", en: "link in an e-mail" },
  "email-bounce": { sv: "studsad e-post", en: "bounced e-mail" },
  agent: { sv: "kundtjänst", en: "customer service" },
  call: { sv: "telefonsamtal", en: "phone call" },
};

/** ` (källa: svar på sms)` */
export const source: Part = (e, locale) => {
  if (e.source === undefined) return "";
  const known = SOURCES[e.source];
  const said = known === undefined ? e.source : known[locale];
  return say(locale, ` (källa: ${said})`, ` (source: ${said})`);
};

/** ` till +46701234567` */
export const to: Part = (e, locale) =>
  e.contactPoint === undefined
    ? ""
    : say(locale, ` till ${e.contactPoint}`, ` to ${e.contactPoint}`);

/** ` i programmet renewal` */
export const inProgram: Part = (e, locale) =>
  e.program === undefined
    ? ""
    : say(locale, ` i programmet ${e.program}`, ` in the program ${e.program}`);

/** ` (Midsommarafton)` */
export const holiday: Part = (e, locale) =>
  e.holiday === undefined ? "" : ` (${e.holiday[locale]})`;

/** `: the provider's own words`, without a full stop of their own. */
export const detail = (e: ReasonEvidence): string =>
  e.detail === undefined ? "" : `: ${e.detail.replace(/[.\s]+$/, "")}`;

/** `: förnamn och slutdatum` */
export function colon(words: readonly string[] | undefined, locale: Locale): string {
  return words === undefined || words.length === 0 ? "" : `: ${listPhrase(words, locale)}`;
}

/** `2 reklamkontakter` */
export const contacts: Part = (e, locale) => {
  if (e.count === undefined) {
    return say(locale, "så många kontakter som tillåts", "as many contacts as are allowed");
  }
  if (e.purpose === "marketing") {
    return locale === "sv"
      ? counted(e.count, "reklamkontakt", "reklamkontakter")
      : counted(e.count, "marketing contact", "marketing contacts");
  }
  return locale === "sv"
    ? counted(e.count, "kontakt", "kontakter")
    : counted(e.count, "contact", "contacts");
};

/** ` på 7 dagar` */
export const window: Part = (e, locale) =>
  e.window === undefined ? "" : ` ${windowPhrase(e.window, locale)}`;

/** `, och gränsen är 2` */
export const limit: Part = (e, locale) =>
  e.limit === undefined
    ? ""
    : say(locale, `, och gränsen är ${e.limit}`, `, and the limit is ${e.limit}`);

const MISSING: Readonly<Record<string, { readonly sv: string; readonly en: string }>> = {
  relationship: { sv: "personen är inte kund", en: "the person is not a customer" },
  "relationship-in-time": {
    sv: "kundförhållandet upphörde för länge sedan",
    en: "the relationship ended too long ago",
  },
  "own-similar-products": {
    sv: "det är inte angivet att erbjudandet gäller egna liknande produkter",
    en: "the offer is not stated to be for own similar products",
  },
  "address-from-sale": {
    sv: "adressen är inte känd från ett köp där kunden kunde tacka nej",
    en: "the address is not known from a sale where the customer could decline",
  },
  "opt-out-in-message": {
    sv: "meddelandet säger inte hur man tackar nej",
    en: "the message does not say how to decline",
  },
};

/** `, och undantaget för befintliga kunder gäller inte: personen är inte kund` */
export const exception: Part = (e, locale) => {
  if (e.missing === undefined || e.missing.length === 0) return "";
  const facts = e.missing.map((fact) => MISSING[fact]?.[locale] ?? fact);
  const ended =
    e.endedOn === undefined
      ? ""
      : say(locale, ` (${datePhrase(e.endedOn, "sv")})`, ` (${datePhrase(e.endedOn, "en")})`);
  return say(
    locale,
    `, och undantaget för befintliga kunder gäller inte: ${listPhrase(facts, "sv")}${ended}`,
    `, and the exception for existing customers does not hold: ${listPhrase(facts, "en")}${ended}`,
  );
};

/** ` sedan den 2 mars 2026 kl. 08:00` */
export const since: Part = (e, locale) => {
  if (e.at === undefined) return "";
  const moment = momentPhrase(e.at, e.zone, locale);
  return say(locale, ` sedan den ${moment}`, ` since ${moment}`);
};

/** `, av Anna Berg` of whoever paused all sending. */
export const pausedBy: Part = (e, locale) =>
  e.detail === undefined ? "" : say(locale, `, av ${e.detail}`, `, by ${e.detail}`);
