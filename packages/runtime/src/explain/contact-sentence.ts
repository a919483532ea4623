import type { Interaction, Locale, LocalizedText } from "@perennial/contract";

/** A line of the timeline in one sentence or two: what it was, and what came of it. */
export function contactSentence(contact: Interaction, locale: Locale): string {
  const { kind, direction, channel, outcome } = contact;
  if (kind === "campaign") return campaignSentence(contact, locale);
  const what = WHAT[kind] ?? (direction === "in" ? FROM : TO);
  const said = what[locale].replace("{channel}", CHANNELS[channel][locale]);
  return outcome === undefined ? `${said}.` : `${said}. ${whatCame(outcome, locale)}`;
}

/** A campaign goes by its name, and what came of it by the CRM's own word. */
function campaignSentence(
  { direction, text, outcome, campaign }: Interaction,
  locale: Locale,
): string {
  const isWithdrawn = campaign?.state === "withdrawn";
  const what = direction === "in" ? ANSWERED : isWithdrawn ? TAKEN_OUT : INCLUDED;
  const said = what[locale].replace("{name}", () => text);
  return outcome === undefined ? said : `${said} ${whatCame(outcome, locale)}`;
}

const INCLUDED: LocalizedText = {
  sv: "Kunden är med i kampanjen ”{name}” i CRM-systemet.",
  en: "The customer is in the CRM's campaign “{name}”.",
};
const TAKEN_OUT: LocalizedText = {
  sv: "Kunden togs ur kampanjen ”{name}” i CRM-systemet.",
  en: "The customer was taken out of the CRM's campaign “{name}”.",
};
const ANSWERED: LocalizedText = {
  sv: "Kunden svarade på kampanjen ”{name}”.",
  en: "The customer answered the campaign “{name}”.",
};

/** An outcome that is not ours is told in the CRM's own words. */
function whatCame(outcome: string, locale: Locale): string {
  const ours = OUTCOMES[outcome]?.[locale];
  if (ours !== undefined) return ours;
  return locale === "sv" ? `Utfall: ${outcome}.` : `Outcome: ${outcome}.`;
}

const TO: LocalizedText = { sv: "{channel} till kunden", en: "{channel} to the customer" };
const FROM: LocalizedText = { sv: "{channel} från kunden", en: "{channel} from the customer" };

/** Kinds that have words of their own, whichever way they go. */
const WHAT: Partial<Record<Interaction["kind"], LocalizedText>> = {
  call: { sv: "Samtal med kunden", en: "Call with the customer" },
  open: { sv: "Kunden öppnade meddelandet", en: "The customer opened the message" },
  click: { sv: "Kunden klickade på en länk", en: "The customer clicked a link" },
  meeting: { sv: "Möte med kunden", en: "Meeting with the customer" },
  visit: { sv: "Besök", en: "Visit" },
  case: { sv: "Ärende hos kundservice", en: "Case at customer service" },
  "self-service": { sv: "Kunden använde självbetjäning", en: "The customer used self-service" },
  "survey-answer": { sv: "Kunden svarade på en enkät", en: "The customer answered a survey" },
};

const CHANNELS: Readonly<Record<Interaction["channel"], LocalizedText>> = {
  sms: { sv: "Sms", en: "Text message" },
  email: { sv: "E-post", en: "E-mail" },
  phone: { sv: "Telefon", en: "Phone" },
  post: { sv: "Brev", en: "Letter" },
  web: { sv: "Meddelande på webben", en: "Message on the web" },
  store: { sv: "Meddelande i butiken", en: "Message in the store" },
  other: { sv: "Meddelande", en: "Message" },
};

const OUTCOMES: Readonly<Record<string, LocalizedText>> = {
  delivered: { sv: "Det kom fram.", en: "It arrived." },
  failed: { sv: "Det kom inte fram.", en: "It did not arrive." },
  reached: { sv: "Kunden nåddes.", en: "The customer was reached." },
  "not-reached": { sv: "Ingen svarade.", en: "Nobody answered." },
  renewed: { sv: "Kunden sa ja till att förlänga.", en: "The customer said yes to renewing." },
  declined: { sv: "Kunden tackade nej.", en: "The customer declined." },
  "do-not-call": {
    sv: "Kunden vill inte bli uppringd igen.",
    en: "The customer does not want to be called again.",
  },
  "wrong-number": {
    sv: "Numret går till någon annan.",
    en: "The number belongs to somebody else.",
  },
};
