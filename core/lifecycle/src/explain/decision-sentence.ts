import type { Locale, LocalizedText } from "@perennial/contract";
import { ReasonEvidence } from "../policy/evidence.ts";
import { momentPhrase } from "../policy/phrases.ts";
import { reasonSentence } from "../policy/reason-sentence.ts";
import { Reason } from "../policy/reasons.ts";
import { causeWords } from "./cause-words.ts";

/** A decision as it was kept. */
export interface KeptDecision {
  readonly kind: string;
  readonly reason: string | null;
  readonly step: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** A decision in one sentence that customer service can read aloud (product.md, feature 4). */
export function decisionSentence(decision: KeptDecision, locale: Locale): string {
  const say = SENTENCES[decision.kind];
  return say ? say(decision)[locale] : `${decision.kind} ${decision.reason ?? ""}`.trim();
}

type Say = (decision: KeptDecision) => LocalizedText;

const SENTENCES: Readonly<Record<string, Say>> = {
  entered: because("Kom in i programmet", "Entered the program"),
  "not-entered": ({ evidence }) => ({
    sv: `Kom inte in i programmet: ${text(evidence.because)}`,
    en: `Did not enter the program: ${text(evidence.because)}`,
  }),
  moved: ({ reason, evidence }) => {
    const cause = causeWords(reason ?? "");
    const to =
      evidence.to === null
        ? { sv: "slutet", en: "the end" }
        : { sv: `"${text(evidence.to)}"`, en: `"${text(evidence.to)}"` };
    return {
      sv: `Gick vidare till ${to.sv} eftersom ${cause.sv}.`,
      en: `Went on to ${to.en} because ${cause.en}.`,
    };
  },
  "goal-met": because("Programmets mål är nått", "The program's goal is met"),
  ended: because("Lämnade programmet", "Left the program"),
  withdrawn: because(
    "Det som väntade på att skickas togs tillbaka",
    "What waited to be sent was taken back",
  ),
  sent: ({ evidence }) => {
    const { channel, to } = evidence;
    return {
      sv: `Skickat${by(channel, "sv")}${toWhom(to, "sv")}.`,
      en: `Sent${by(channel, "en")}${toWhom(to, "en")}.`,
    };
  },
  held: (decision) => {
    const reason = policyReason(decision);
    const until = text(decision.evidence.until);
    const zone = text(decision.evidence.zone) || "Europe/Stockholm";
    if (until === "") return { sv: `Väntar. ${reason.sv}`, en: `Waits. ${reason.en}` };
    return {
      sv: `Väntar till den ${momentPhrase(until, zone, "sv")}. ${reason.sv}`,
      en: `Waits until ${momentPhrase(until, zone, "en")}. ${reason.en}`,
    };
  },
  skipped: (decision) => {
    const reason = policyReason(decision);
    return { sv: `Skickades inte. ${reason.sv}`, en: `Not sent. ${reason.en}` };
  },
  refused: afterReason("Togs inte emot av mottagande system.", "Not accepted by the receiving system."),
  failed: afterReason("Kunde inte skickas.", "Could not be sent."),
  unclear: afterReason("Det är oklart om det gick iväg.", "It is unclear whether it left."),
};

function because(sv: string, en: string): Say {
  return ({ reason }) => {
    if (reason === null) return { sv: `${sv}.`, en: `${en}.` };
    const cause = causeWords(reason);
    return { sv: `${sv} eftersom ${cause.sv}.`, en: `${en} because ${cause.en}.` };
  };
}

/** A lead, and after it the reason with the other side's own words where there are any. */
function afterReason(sv: string, en: string): Say {
  return (decision) => {
    const reason = policyReason(decision);
    return { sv: `${sv} ${reason.sv}`, en: `${en} ${reason.en}` };
  };
}

/** The reason of the contact policy; a code of another kind is said as a cause. */
function policyReason({ reason, evidence }: KeptDecision): LocalizedText {
  const known = Reason.safeParse(reason);
  const facts = ReasonEvidence.safeParse(pick(evidence));
  if (known.success && facts.success) return reasonSentence(known.data, facts.data);
  const cause = causeWords(reason ?? "");
  return { sv: `${capital(cause.sv)}.`, en: `${capital(cause.en)}.` };
}

/** The part of the evidence that the reason's sentence is made of. */
function pick(evidence: KeptDecision["evidence"]): Readonly<Record<string, unknown>> {
  const known = new Set(Object.keys(ReasonEvidence.shape));
  return Object.fromEntries(
    Object.entries(evidence).filter(([name, value]) => known.has(name) && value !== null),
  );
}

function by(channel: unknown, locale: Locale): string {
  const words: Readonly<Record<string, LocalizedText>> = {
    sms: { sv: " med sms", en: " by text message" },
    email: { sv: " med e-post", en: " by e-mail" },
    phone: { sv: " till ringlistan", en: " to the call list" },
  };
  return words[text(channel)]?.[locale] ?? "";
}

function toWhom(to: unknown, locale: Locale): string {
  if (text(to) === "") return "";
  return locale === "sv" ? ` (${text(to)})` : ` (${text(to)})`;
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
