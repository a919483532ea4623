import type { SignalType } from "@perennial/contract";
import type { DeclaredType } from "../condition/declared-field.ts";

/** The types of a signal's fields by name, as conditions see them under `signal.`. */
export type SignalFields = Readonly<Record<string, DeclaredType>>;

const PLAIN: SignalFields = { at: "text" };
const AGREEMENT: SignalFields = { ...PLAIN, agreementId: "text", renewalOf: "text" };
/** `step` is the one whose message or call it is about. */
const REPORT: SignalFields = { ...PLAIN, step: "text" };
/** From what a customer moved and to what; none for a first or a last one. */
const MOVE: SignalFields = { ...PLAIN, from: "text", to: "text" };
/** `isSelf`: somebody has recommended oneself. */
const REFERRAL: SignalFields = {
  ...{ ...PLAIN, referralId: "text", friendId: "text", status: "text", isSelf: "boolean" },
};

/**
 * The signals that programs can wait for, and what each tells. `afterCall` says whether a written acceptance
 * came after the call it follows, without which it does not count (product.md, 3.3); `isRenewal` whether
 * the agreement continues the one the enrolment is about; `fromList` whether we had asked for the call.
 */
export const SIGNAL_FIELDS: Readonly<Partial<Record<SignalType, SignalFields>>> = {
  "agreement.ordered": { ...AGREEMENT, channel: "text", isRenewal: "boolean" },
  "agreement.accepted": { ...AGREEMENT, afterCall: "boolean", isRenewal: "boolean" },
  "agreement.signed": { ...AGREEMENT, isRenewal: "boolean" },
  "agreement.cancelled": { ...AGREEMENT, isRenewal: "boolean" },
  "agreement.end-moved": {
    ...{ ...PLAIN, agreementId: "text", from: "date", to: "date", movedDays: "number" },
  },
  "message.delivered": REPORT,
  "message.failed": { ...REPORT, reason: "text" },
  "message.opened": REPORT,
  "message.clicked": REPORT,
  "message.complained": { ...REPORT, channel: "text", feedback: "text" },
  "message.replied": { ...PLAIN, channel: "text", text: "text", intent: "text" },
  "call.finished": {
    ...{ ...REPORT, outcome: "text", endedAt: "text", fromList: "boolean" },
    ...{ agent: "text", note: "text" },
  },
  "purchase.made": {
    ...{ ...PLAIN, amount: "number", quantity: "number", discount: "number", margin: "number" },
    ...{ category: "text", channel: "text" },
  },
  "consent.changed": { ...PLAIN, channel: "text", purpose: "text", topic: "text", state: "text" },
  "customer.deleted": PLAIN,
  "program.requested": { ...PLAIN, program: "text", by: "text" },
  "customer.tier-changed": { ...MOVE, direction: "text", reason: "text" },
  "customer.tier-near": { ...PLAIN, tier: "text", remaining: "number" },
  "customer.phase-changed": MOVE,
  "customer.class-changed": { ...MOVE, direction: "text" },
  "customer.band-changed": { ...MOVE, direction: "text" },
  "customer.flow-changed": { ...MOVE, wanted: "boolean" },
  "customer.segment-changed": MOVE,
  "customer.group-joined": { ...PLAIN, group: "text" },
  "customer.group-left": { ...PLAIN, group: "text" },
  "customer.risk-changed": { ...MOVE, direction: "text", churn: "number" },
  "points.expiring": { ...PLAIN, points: "number", on: "date" },
  "visit.due": { ...PLAIN, points: "number", whyNow: "text", bring: "text" },
  "invitation.changed": {
    ...{ ...PLAIN, invitationId: "text", event: "text", answer: "text", attended: "boolean" },
  },
  "invitation.answered": { ...PLAIN, invitationId: "text", answer: "text" },
  "invitation.attended": { ...PLAIN, invitationId: "text", attended: "boolean" },
  "referral.changed": REFERRAL,
  "referral.advanced": REFERRAL,
  "offer.redeemed": {
    ...{ ...PLAIN, offer: "text", code: "text", purchaseId: "text", amount: "number" },
  },
  "interest.registered": { ...PLAIN, source: "text", subject: "text" },
  "follow-up.reported": { ...PLAIN, outcome: "text", by: "text" },
  "survey.answered": {
    ...{ ...PLAIN, survey: "text", answer: "text", score: "number", text: "text" },
  },
};

/** The fields of a signal's type; none for one that programs cannot wait for. */
export function signalFields(type: string): SignalFields | undefined {
  return Object.hasOwn(SIGNAL_FIELDS, type) ? SIGNAL_FIELDS[type as SignalType] : undefined;
}
