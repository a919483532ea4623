import type { Locale, LocalizedText } from "@perennial/contract";
import type { ReasonEvidence } from "./evidence.ts";
import { momentPhrase } from "./phrases.ts";
import { reasonSentence } from "./reason-sentence.ts";
import { by, on, onTopic, source, until } from "./sentence-parts.ts";
import type { SendVerdict, Verdict } from "./verdict.ts";

/** A verdict said in full for the customer's page: sent and on which ground, held until when, or not sent and why. */
export function verdictSentence(verdict: Verdict): LocalizedText {
  if (verdict.verdict === "send") return sendSentence(verdict);
  const reason = reasonSentence(verdict.reason, verdict.evidence);
  if (verdict.verdict === "skip") {
    return { sv: `Skickas inte. ${reason.sv}`, en: `Not sent. ${reason.en}` };
  }
  const { zone } = verdict.evidence;
  return {
    sv: `Väntar till den ${momentPhrase(verdict.until, zone, "sv")}. ${reason.sv}`,
    en: `Waits until ${momentPhrase(verdict.until, zone, "en")}. ${reason.en}`,
  };
}

function sendSentence({ basis, evidence: e }: SendVerdict): LocalizedText {
  switch (basis) {
    case "consent":
      return {
        sv: `Får skickas. Kunden har samtyckt till reklam${by(e, "sv")}${onTopic(e, "sv")}${on(e, "sv")}${source(e, "sv")}.`,
        en: `May be sent. The customer has consented to marketing${by(e, "en")}${onTopic(e, "en")}${on(e, "en")}${source(e, "en")}.`,
      };
    case "existing-customer":
      return {
        sv: `Får skickas. Kunden är eller var nyligen kund och har inte tackat nej till reklam${by(e, "sv")}; det gäller${e.until ? until(e, "sv") : " så länge avtalet löper"}.`,
        en: `May be sent. The person is or recently was a customer and has not declined marketing${by(e, "en")}; this holds${e.until ? until(e, "en") : " as long as the agreement runs"}.`,
      };
    case "contract":
      return {
        sv: "Får skickas. Meddelandet hör till kundens avtal.",
        en: "May be sent. The message is part of the customer's agreement.",
      };
    case "legal-obligation":
      return {
        sv: `Får skickas${inQuietHours(e).sv}. Lagen kräver meddelandet${byLaw(e, "sv")}.`,
        en: `May be sent${inQuietHours(e).en}. The law requires the message${byLaw(e, "en")}.`,
      };
    case "legitimate-interest":
      return {
        sv: `Får skickas. Kunden har inte tackat nej till reklam${by(e, "sv")}.`,
        en: `May be sent. The customer has not declined marketing${by(e, "en")}.`,
      };
  }
}

function inQuietHours({ cause }: ReasonEvidence): { readonly sv: string; readonly en: string } {
  return cause === "legal-deadline"
    ? { sv: " trots tyst tid", en: " in spite of quiet hours" }
    : { sv: "", en: "" };
}

function byLaw({ deadline, overdue, zone }: ReasonEvidence, locale: Locale): string {
  if (deadline === undefined) return "";
  const moment = momentPhrase(deadline, zone, locale);
  if (overdue === true) {
    return locale === "sv"
      ? `, och sista tiden, den ${moment}, har passerat`
      : `, and the last moment, ${moment}, has passed`;
  }
  return locale === "sv" ? `, senast den ${moment}` : `, by ${moment}`;
}
