import type { HistoryLineView } from "@perennial/api";
import type { Consent, Interaction, Locale, Purchase } from "@perennial/contract";
import { contactSentence, decisionWords } from "@perennial/runtime";
import type { HistoryEntry, StoredDecision } from "@perennial/store";

/** What the lines of a history are told from: the records behind its entries, by their ids. */
export interface HistoryRecords {
  readonly contacts: ReadonlyMap<string, Interaction>;
  readonly decisions: ReadonlyMap<string, StoredDecision>;
  readonly purchases: ReadonlyMap<string, Purchase>;
  readonly consents: ReadonlyMap<string, Consent>;
  /** What led to a message, by its id on the timeline. */
  readonly causes: ReadonlyMap<string, StoredDecision>;
  /** What programs are called. */
  readonly programs: ReadonlyMap<string, string>;
  readonly locale: Locale;
}

/** What every line has, with nothing in it. */
const BARE = {
  ...{ text: null, why: null, channel: null, program: null, agreementId: null },
  ...{ amount: null, currency: null, isInner: false },
} as const;

/** A line of a history in words; nothing where its record has gone since. */
export function historyLine(
  entry: HistoryEntry,
  records: HistoryRecords,
): HistoryLineView | undefined {
  const line = { ...BARE, at: entry.at, kind: entry.kind, id: `${entry.kind}:${entry.id}` };
  switch (entry.kind) {
    case "contact":
      return contactLine(line, records.contacts.get(entry.id), records);
    case "decision":
      return decisionLine(line, records.decisions.get(entry.id), records);
    case "purchase":
      return purchaseLine(line, records.purchases.get(entry.id), records);
    case "consent":
      return consentLine(line, records.consents.get(`${entry.id}/${entry.at}`), records);
  }
}

type Line = Omit<HistoryLineView, "tone" | "sentence">;

function contactLine(
  line: Line,
  contact: Interaction | undefined,
  { causes, locale, programs }: HistoryRecords,
): HistoryLineView | undefined {
  if (!contact) return undefined;
  const { direction, channel, text, outcome, agreementId, program } = contact;
  const cause = causes.get(contact.id);
  const went = outcome === "failed" ? "failed" : direction;
  return {
    ...line,
    ...{ tone: went, sentence: contactSentence(contact, locale), channel },
    text: text === "" ? null : text,
    why: cause ? decisionWords(cause, locale) : null,
    program: programOf(program, programs),
    agreementId: agreementId ?? null,
  };
}

const TONES: Readonly<Record<string, HistoryLineView["tone"]>> = {
  sent: "out",
  held: "waiting",
  skipped: "stopped",
  withdrawn: "stopped",
  refused: "failed",
  failed: "failed",
  unclear: "failed",
};

function decisionLine(
  line: Line,
  decision: StoredDecision | undefined,
  { locale, programs }: HistoryRecords,
): HistoryLineView | undefined {
  if (!decision) return undefined;
  const { kind, program, evidence } = decision;
  return {
    ...line,
    tone: TONES[kind] ?? "neutral",
    sentence: decisionWords(decision, locale),
    isInner: kind === "moved",
    channel: typeof evidence.channel === "string" ? evidence.channel : null,
    program: programOf(program, programs),
    agreementId: typeof evidence.agreement === "string" ? evidence.agreement : null,
  };
}

function purchaseLine(
  line: Line,
  purchase: Purchase | undefined,
  { locale }: HistoryRecords,
): HistoryLineView | undefined {
  if (!purchase) return undefined;
  const { amount, currency, category, channel } = purchase;
  const [sv, en] = amount < 0 ? ["Retur", "Return"] : ["Köp", "Purchase"];
  const what = locale === "sv" ? sv : en;
  const sentence = category === undefined ? `${what}.` : `${what}: ${category}.`;
  return { ...line, tone: "neutral", sentence, amount, currency, channel: channel ?? null };
}

const CHANNELS: Readonly<Record<Locale, Readonly<Record<Consent["channel"], string>>>> = {
  sv: { email: "e-post", sms: "sms", phone: "telefon", post: "brev" },
  en: { email: "e-mail", sms: "text message", phone: "phone", post: "post" },
};

function consentLine(
  line: Line,
  consent: Consent | undefined,
  { locale }: HistoryRecords,
): HistoryLineView | undefined {
  if (!consent) return undefined;
  const { state, channel, purpose, topic, proof, source } = consent;
  const by = CHANNELS[locale][channel];
  const about = topic === undefined ? "" : ` (${topic})`;
  const isGiven = state === "given";
  const what = {
    sv: `${isGiven ? "Sa ja till" : "Sa nej till"} ${purpose === "marketing" ? "reklam" : "serviceutskick"} via ${by}${about}.`,
    en: `${isGiven ? "Said yes to" : "Said no to"} ${purpose === "marketing" ? "marketing" : "service messages"} by ${by}${about}.`,
  };
  const why = locale === "sv" ? `Källa: ${source}.` : `Source: ${source}.`;
  return {
    ...line,
    ...{ tone: isGiven ? "neutral" : "stopped", sentence: what[locale], channel, why },
    text: proof ?? null,
  };
}

function programOf(
  id: string | undefined,
  names: ReadonlyMap<string, string>,
): HistoryLineView["program"] {
  return id === undefined ? null : { id, name: names.get(id) ?? id };
}
