import type { LocalDate } from "@perennial/contract";
import { instantAt, localDateOf } from "../schedule/calendar.ts";
import { addDays, addToDate } from "../schedule/date.ts";
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
        ...{
          channel,
          purpose: kind,
          cause: "withdrawn",
          at: consent.at,
          source: consent.source,
          zone,
        },
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
    const until = exception.until === undefined ? {} : { until: exception.until };
    const { endedOn } = question.person.relationship ?? {};
    return allowed("existing-customer", { channel, zone, ...until, ...(endedOn && { endedOn }) });
  }
  if (accepted.includes("legitimate-interest") && !listed) {
    return allowed("legitimate-interest", { channel });
  }
  const missing = accepted.includes("existing-customer") ? { missing: exception.missing } : {};
  const { topic } = question.message;
  return {
    allowed: false,
    reason: listed ? "do-not-call" : "no-consent",
    evidence: {
      ...{ channel, purpose: "marketing", cause: cause(listed, told), ...missing },
      ...(topic !== undefined && { topic }),
    },
  };
}

function cause(listed: boolean, told: boolean): string {
  if (told) return "told-us";
  return listed ? "register" : "never-given";
}

/** Facts that the exception for existing customers lacks, and when the relation stops to carry it. */
function existingCustomer(question: PolicyQuestion, zone: string) {
  const { message, person, policy, now } = question;
  const { relationship } = person;
  const pack = policy.rulePack;
  const months =
    message.channel === "phone" ? pack.callExemptionMonths : pack.existingCustomerMonths;
  const missing: string[] = [];
  const last = relationship?.endedOn && exemptionEnd(relationship.endedOn, months);
  if (relationship === undefined) missing.push("relationship");
  else if (last !== undefined && localDateOf(now, zone) > last)
    missing.push("relationship-in-time");
  if (message.ownSimilarProducts !== true) missing.push("own-similar-products");
  if (message.channel === "email" || message.channel === "sms") {
    if (!addressFromSale(question)) missing.push("address-from-sale");
    if (message.offersOptOut !== true) missing.push("opt-out-in-message");
  }
  const until = last === undefined ? undefined : instantAt(addDays(last, 1), "00:00", zone);
  return { missing, until };
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

function exemptionEnd(endedOn: LocalDate, months: number): LocalDate {
  return addToDate(endedOn, `P${months}M`);
}

function acceptedBases({ message, person, policy }: PolicyQuestion): readonly MarketingBasis[] {
  const pack = policy.rulePack;
  const company = person.customer.kind === "company" ? pack.companyMarketingBasis : undefined;
  return (company ?? pack.marketingBasis)[message.channel];
}

function allowed(basis: LegalBasis, evidence: ReasonEvidence): Ground {
  return { allowed: true, basis, evidence: { ...evidence, basis } };
}
