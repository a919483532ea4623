import { instantAt } from "../schedule/calendar.ts";
import { addToDate } from "../schedule/date.ts";
import { consentInForce } from "./consent-in-force.ts";
import type { ReasonEvidence } from "./evidence.ts";
import { judgedClass } from "./message.ts";
import type { PolicyQuestion } from "./question.ts";
import type { MarketingBasis } from "./rule-pack.ts";
import type { LegalBasis } from "./verdict.ts";

/** The ground on which a message is lawful, or why it is not. */
export type Ground =
  | { readonly allowed: true; readonly basis: LegalBasis; readonly evidence: ReasonEvidence }
  | {
      readonly allowed: false;
      readonly reason: "no-consent" | "do-not-call";
      readonly evidence: ReasonEvidence;
    };

/**
 * Finds the ground for a message: the law's duty for a statutory one, the agreement for a service one, and for
 * marketing the first that holds of consent, the exception for existing customers and legitimate interest, as
 * the rule pack allows them (product.md 3.2 and 3.4). A withdrawal on the channel beats every exception.
 */
export function legalGround(question: PolicyQuestion, zone: string): Ground {
  const { message, person, now } = question;
  const { channel } = message;
  const kind = judgedClass(message);
  if (kind === "statutory") return allowed("legal-obligation", { channel });
  const topic = message.topic;
  const consent = consentInForce(person.consents, { channel, purpose: kind, topic }, now);
  if (consent?.state === "withdrawn") {
    return {
      allowed: false,
      reason: channel === "phone" ? "do-not-call" : "no-consent",
      evidence: {
        ...{ channel, purpose: kind, zone },
        ...{ cause: "withdrawn", at: consent.at, source: consent.source },
        ...(consent.topic !== undefined && { topic: consent.topic }),
      },
    };
  }
  if (kind === "service") return allowed("contract", { channel });
  const accepted = acceptedBases(question);
  if (consent?.legalBasis === "consent" && accepted.includes("consent")) {
    const { at, source, proof } = consent;
    const proven = proof === undefined ? {} : { proof };
    return allowed("consent", { channel, at, source, zone, ...proven });
  }
  return exceptionGround(question, accepted, zone);
}

function exceptionGround(
  question: PolicyQuestion,
  accepted: readonly MarketingBasis[],
  zone: string,
): Ground {
  const { channel } = question.message;
  const listed = channel === "phone" && question.person.customer.doNotCall;
  const exception = existingCustomer(question, zone);
  // The objection list holds private persons only: a company that is marked has told us itself.
  const told = listed && question.person.customer.kind === "company";
  if (accepted.includes("existing-customer") && exception.missing.length === 0 && !told) {
    return allowed("existing-customer", { channel, zone, ...exception.span });
  }
  if (accepted.includes("legitimate-interest") && !listed) {
    return allowed("legitimate-interest", { channel });
  }
  const { missing, span } = exception;
  const lacking = accepted.includes("existing-customer") ? { missing, ...span } : {};
  const { topic } = question.message;
  return {
    allowed: false,
    reason: listed ? "do-not-call" : "no-consent",
    evidence: {
      ...{ channel, zone, purpose: "marketing", cause: cause(listed, told), ...lacking },
      ...(topic !== undefined && { topic }),
    },
  };
}

function cause(listed: boolean, told: boolean): string {
  if (told) return "told-us";
  return listed ? "register" : "never-given";
}

/** Facts that the exception for existing customers lacks, and the time it holds after the relation has ended. */
function existingCustomer(question: PolicyQuestion, zone: string) {
  const { message, person, now } = question;
  const missing: string[] = [];
  const span = exceptionSpan(question, zone);
  if (person.relationship === undefined) missing.push("relationship");
  else if (span.until !== undefined && now >= span.until) missing.push("relationship-in-time");
  if (message.ownSimilarProducts !== true) missing.push("own-similar-products");
  if (message.channel === "email" || message.channel === "sms") {
    if (!addressFromSale(question)) missing.push("address-from-sale");
    if (message.offersOptOut !== true) missing.push("opt-out-in-message");
  }
  return { missing, span };
}

/** The last day of the relation and the moment the exception ends; nothing while an agreement has no end. */
function exceptionSpan(
  { message, person, policy }: PolicyQuestion,
  zone: string,
): Pick<ReasonEvidence, "endedOn" | "until"> {
  const endedOn = person.relationship?.endedOn;
  if (endedOn === undefined) return {};
  const { callExemptionMonths, existingCustomerMonths } = policy.rulePack;
  const months = message.channel === "phone" ? callExemptionMonths : existingCustomerMonths;
  return { endedOn, until: instantAt(addToDate(endedOn, `P${months}M`), "24:00", zone) };
}

function addressFromSale(question: PolicyQuestion): boolean {
  const { message, person, policy, now } = question;
  const stored = consentInForce(
    person.consents,
    { channel: message.channel, purpose: "marketing", topic: message.topic },
    now,
  );
  if (stored?.legalBasis === "existing-customer") return true;
  return person.relationship?.addressFromSale ?? policy.assumeAddressFromSale;
}

function acceptedBases({ message, person, policy }: PolicyQuestion): readonly MarketingBasis[] {
  const pack = policy.rulePack;
  const company = person.customer.kind === "company" ? pack.companyMarketingBasis : undefined;
  return (company ?? pack.marketingBasis)[message.channel];
}

function allowed(basis: LegalBasis, evidence: ReasonEvidence): Ground {
  return { allowed: true, basis, evidence: { ...evidence, basis } };
}
