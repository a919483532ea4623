import type { Locale, LocalizedText } from "@perennial/contract";
import { ReasonEvidence } from "../policy/evidence.ts";
import { momentPhrase } from "../policy/phrases.ts";
import { reasonSentence } from "../policy/reason-sentence.ts";
import { Reason } from "../policy/reasons.ts";
import { detail, on } from "../policy/sentence-parts.ts";
import { capacityReason } from "./capacity-reason.ts";
import { knownCause } from "./cause-words.ts";
import { failedOrder } from "./failed-order.ts";

/** A decision as it was kept. */
export interface KeptDecision {
  readonly kind: string;
  readonly reason: string | null;
  readonly step: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** A decision in one sentence or two that customer service can read aloud (product.md, feature 4). */
export function decisionSentence(decision: KeptDecision, locale: Locale): string {
  const say = Object.hasOwn(SENTENCES, decision.kind) ? SENTENCES[decision.kind] : undefined;
  return (say ?? unknownKind)(decision)[locale];
}

type Say = (decision: KeptDecision) => LocalizedText;

const SENTENCES: Readonly<Record<string, Say>> = {
  entered: (decision) => {
    const { sv, en } = because("Kom in i programmet", "Entered the program")(decision);
    if (decision.evidence.holdout !== true) return { sv, en };
    return {
      sv: `${sv} Kunden ingår i kontrollgruppen, som inte får reklam.`,
      en: `${en} The customer is in the control group, which gets no marketing.`,
    };
  },
  "not-entered": ({ evidence }) => ({
    sv: whole(`Kom inte in i programmet: ${inLanguage(evidence.because, "sv")}`),
    en: whole(`Did not enter the program: ${inLanguage(evidence.because, "en")}`),
  }),
  moved: (decision) => {
    const to = text(decision.evidence.to);
    const sv = to === "" ? "slutet" : `”${to}”`;
    const en = to === "" ? "the end" : `“${to}”`;
    return because(`Gick vidare till ${sv}`, `Went on to ${en}`)(decision);
  },
  "goal-met": because("Programmets mål är nått", "The program's goal is met"),
  ended: because("Lämnade programmet", "Left the program"),
  withdrawn: because(
    "Det som väntade på att skickas togs tillbaka",
    "What waited to be sent was taken back",
  ),
  sent: ({ evidence: { channel, contactPoint } }) => ({
    sv: `Skickat${by(channel, "sv")}${bracketed(contactPoint)}.`,
    en: `Sent${by(channel, "en")}${bracketed(contactPoint)}.`,
  }),
  held: (decision) => {
    const why = policyReason(decision);
    const { until, zone } = facts(decision);
    if (until === undefined) return { sv: `Väntar. ${why.sv}`, en: `Waits. ${why.en}` };
    return {
      sv: `Väntar till den ${momentPhrase(until, zone, "sv")}. ${why.sv}`,
      en: `Waits until ${momentPhrase(until, zone, "en")}. ${why.en}`,
    };
  },
  skipped: (decision) => {
    if (decision.evidence.noRecord !== undefined) return nothingToUpdate(decision);
    const why = policyReason(decision);
    return { sv: `Skickades inte. ${why.sv}`, en: `Not sent. ${why.en}` };
  },
  refused: (decision) => {
    const why = policyReason(decision);
    return (
      failedOrder(facts(decision)) ?? { sv: `Skickades inte. ${why.sv}`, en: `Not sent. ${why.en}` }
    );
  },
  failed: (decision) => {
    const e = facts(decision);
    return (
      failedOrder(e) ?? { sv: `Kom inte fram${detail(e)}.`, en: `Did not arrive${detail(e)}.` }
    );
  },
  unclear: (decision) => {
    const e = facts(decision);
    if (e.cause !== "sent-again") {
      const why = policyReason(decision);
      return {
        sv: `Det är oklart om det kom fram. ${why.sv}`,
        en: `It is unclear whether it arrived. ${why.en}`,
      };
    }
    return {
      sv: `Skickades en gång till, eftersom det är oklart om försöket${on(e, "sv")} kom fram.`,
      en: `Sent once more, because it is unclear whether the attempt${on(e, "en")} arrived.`,
    };
  },
};

function unknownKind({ kind, reason }: KeptDecision): LocalizedText {
  const said = reason === null ? kind : `${kind}, ${reason}`;
  return { sv: `Beslut: ${said}.`, en: `Decision: ${said}.` };
}

/** A main clause with the cause after it; a program's own code is shown as it is. */
function because(sv: string, en: string): Say {
  return ({ reason }) => {
    if (reason === null) return { sv: `${sv}.`, en: `${en}.` };
    const cause = knownCause(reason);
    if (!cause) return { sv: `${sv} (orsak: ”${reason}”).`, en: `${en} (reason: “${reason}”).` };
    return { sv: `${sv} eftersom ${cause.sv}.`, en: `${en} because ${cause.en}.` };
  };
}

/** The reason of the contact policy as a sentence; a code of another kind is shown as it is. */
function policyReason(decision: KeptDecision): LocalizedText {
  const known = Reason.safeParse(decision.reason);
  if (known.success) return reasonSentence(known.data, facts(decision));
  if (decision.reason === "no-connection") {
    return {
      sv: "Det finns ingen anslutning som det kan skickas genom.",
      en: "There is no connection that it can be sent through.",
    };
  }
  const capacity = capacityReason(decision);
  if (capacity) return capacity;
  const code = decision.reason ?? "?";
  return { sv: `Orsak: ”${code}”.`, en: `Reason: “${code}”.` };
}

function nothingToUpdate({ evidence }: KeptDecision): LocalizedText {
  if (evidence.noRecord === "renewal") {
    return {
      sv: "Inget ändrades i CRM, eftersom det inte finns något nytt avtal.",
      en: "Nothing was changed in the CRM, because there is no new agreement.",
    };
  }
  return {
    sv: "Inget ändrades i CRM, eftersom det inte finns något avtal.",
    en: "Nothing was changed in the CRM, because there is no agreement.",
  };
}

/** The part of the evidence that sentences are made of; a fact that is not as it should be is left out. */
function facts({ evidence }: KeptDecision): ReasonEvidence {
  const known = Object.entries(ReasonEvidence.shape).flatMap(([name, schema]) => {
    const value = evidence[name];
    return value !== null && schema.safeParse(value).success ? [[name, value]] : [];
  });
  return ReasonEvidence.parse(Object.fromEntries(known));
}

function by(channel: unknown, locale: Locale): string {
  const words: Readonly<Record<string, LocalizedText>> = {
    sms: { sv: " med sms", en: " by text message" },
    email: { sv: " med e-post", en: " by e-mail" },
    phone: { sv: " till ringlistan", en: " to the call list" },
  };
  return words[text(channel)]?.[locale] ?? "";
}

function bracketed(value: unknown): string {
  return text(value) === "" ? "" : ` (${text(value)})`;
}

/** A text that was kept in one language, or in each. */
function inLanguage(value: unknown, locale: Locale): string {
  const own = typeof value === "object" && value !== null ? Reflect.get(value, locale) : value;
  return text(own);
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** A sentence with its full stop. */
function whole(sentence: string): string {
  return `${sentence.replace(/[:.\s]+$/, "")}.`;
}
