import type { SignalType } from "@perennial/contract";
import type { DeclaredType } from "../condition/declared-field.ts";

/** The types of a signal's fields by name, as conditions see them under `signal.`. */
export type SignalFields = Readonly<Record<string, DeclaredType>>;

const PLAIN: SignalFields = { at: "text" };
const AGREEMENT: SignalFields = { ...PLAIN, agreementId: "text", renewalOf: "text" };
/** `step` is the one whose message or call it is about. */
const REPORT: SignalFields = { ...PLAIN, step: "text" };

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
  "purchase.made": { ...PLAIN, amount: "number", category: "text", channel: "text" },
  "consent.changed": { ...PLAIN, channel: "text", purpose: "text", topic: "text", state: "text" },
  "customer.deleted": PLAIN,
  "program.requested": { ...PLAIN, program: "text", by: "text" },
};

/** The fields of a signal's type; none for one that programs cannot wait for. */
export function signalFields(type: string): SignalFields | undefined {
  return Object.hasOwn(SIGNAL_FIELDS, type) ? SIGNAL_FIELDS[type as SignalType] : undefined;
}
