import type { LocalizedText } from "@perennial/contract";
import { type ContactSubject, contactQuestion } from "../contactability/contact-question.ts";
import { reasonSentence } from "../policy/reason-sentence.ts";
import { type RuleContext, ruleContext } from "../policy/rule-context.ts";
import { customerGone } from "../policy/rules/customer-gone.ts";
import { pause } from "../policy/rules/pause.ts";
import { suppression } from "../policy/rules/suppression.ts";

/** Whether an offer may be made in a call at all, and why. */
export interface GroundInCall {
  readonly may: boolean;
  readonly sentence: LocalizedText;
  /** What the law asks for besides. */
  readonly mind?: LocalizedText;
}

/** The call in which an offer would be made. */
export interface OfferedIn {
  /** `in` where the customer called; a call back to one who was missed is the company's (product.md 3.3). */
  readonly direction: "in" | "out";
  readonly ownSimilarProducts: boolean;
}

/**
 * Whether marketing may be spoken of in a call that goes on, by the contact policy's own rules on who may be contacted;
 * those on when (hours, caps, budget) are for calls that are not made yet. To one who has called, the objection register
 * and a missing consent are no hindrance, an objection of their own is (product.md 3.2 and 3.4).
 */
export function groundInCall(
  subject: ContactSubject,
  { direction, ownSimilarProducts }: OfferedIn,
): GroundInCall {
  const wish = { channel: "phone", class: "marketing", ownSimilarProducts } as const;
  const context = ruleContext(contactQuestion(subject, wish));
  const stopped = customerGone(context) ?? suppression(context) ?? pause(context);
  if (stopped !== undefined && stopped.verdict !== "send") {
    return { may: false, sentence: reasonSentence(stopped.reason, stopped.evidence) };
  }
  const { ground } = context;
  const called = direction === "in" && !hasDeclined(context);
  if (!ground.allowed && !called) {
    return { may: false, sentence: reasonSentence(ground.reason, ground.evidence) };
  }
  const mind = direction === "out" ? toMind(context) : undefined;
  return { may: true, sentence: direction === "in" ? CALLED : ALLOWED, ...(mind && { mind }) };
}

/** Whether the customer has told us not to; being on the register, or never having been asked, is not that. */
function hasDeclined({ ground }: RuleContext): boolean {
  if (ground.allowed) return false;
  const { cause } = ground.evidence;
  return cause !== "register" && cause !== "never-given";
}

const CALLED: LocalizedText = {
  sv: "Får erbjudas: kunden har själv ringt och har inte tackat nej till reklam.",
  en: "May be offered: the customer has called and has not declined marketing.",
};
const ALLOWED: LocalizedText = {
  sv: "Får erbjudas i samtalet.",
  en: "May be offered in the call.",
};

function toMind({ policy, person }: RuleContext): LocalizedText | undefined {
  if (!policy.rulePack.writtenAcceptanceAfterCall || person.customer.kind !== "person") {
    return undefined;
  }
  return {
    sv: "Avtalet gäller först när kunden har tackat ja skriftligt efter samtalet.",
    en: "The agreement is valid only when the customer has accepted in writing after the call.",
  };
}
