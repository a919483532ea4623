import type { LocalizedText } from "@perennial/contract";
import type { EffectKind } from "../enrolment/effect.ts";
import type { ReasonEvidence } from "../policy/evidence.ts";
import { detail } from "../policy/sentence-parts.ts";

/** What could not be done of the effects that are no contact with the customer. */
const FAILED: Readonly<Record<Exclude<EffectKind, "message" | "call"> | "alarm", LocalizedText>> = {
  task: {
    sv: "Uppgiften kunde inte läggas upp i CRM",
    en: "The task could not be created in the CRM",
  },
  update: {
    sv: "Ändringen kunde inte göras i CRM",
    en: "The change could not be made in the CRM",
  },
  webhook: {
    sv: "Det andra systemet tog inte emot meddelandet",
    en: "The other system did not accept the notification",
  },
  "withdraw-call": {
    sv: "Samtalet kunde inte tas bort från ringlistan",
    en: "The call could not be taken off the call list",
  },
  "start-program": {
    sv: "Det andra programmet kunde inte startas",
    en: "The other program could not be started",
  },
  alarm: {
    sv: "Uppgiften om ett meddelande som lagen kräver kunde inte läggas upp i CRM",
    en: "The task about a message that the law requires could not be created in the CRM",
  },
};

/** That something else than a message failed, with the other side's words; nothing for messages and calls. */
export function failedOrder(evidence: ReasonEvidence): LocalizedText | undefined {
  const { cause = "" } = evidence;
  const said = Object.entries(FAILED).find(([kind]) => kind === cause)?.[1];
  if (!said) return undefined;
  return { sv: `${said.sv}${detail(evidence)}.`, en: `${said.en}${detail(evidence)}.` };
}
