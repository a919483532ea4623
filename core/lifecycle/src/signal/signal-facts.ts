import type { AttributeValue, Signal } from "@perennial/contract";
import type { Enrolment, SignalFacts } from "../enrolment/enrolment.ts";
import { optOutIntent } from "../policy/opt-out-intent.ts";
import { daysBetween } from "../schedule/date.ts";
import { cameAfterCall } from "./came-after-call.ts";
import type { KnownCustomer } from "./is-self-referral.ts";
import { relationFields } from "./relation-fields.ts";

/** What decides how an enrolment sees a signal. */
export interface SignalView {
  readonly enrolment?: Pick<Enrolment, "agreementId" | "variables">;
  /** The words that end marketing when they come as a reply. */
  readonly stopWords: readonly string[];
  /** The step whose message or call the signal is about. */
  readonly step?: string;
  /** The customers whom the signal names, as far as they are known: whether friend and advocate are one. @default nobody */
  readonly customerOf?: KnownCustomer;
}

/** A signal as one enrolment's conditions see it: flat, with what follows from the enrolment's past. */
export function signalFacts(signal: Signal, view: SignalView): SignalFacts {
  return {
    id: signal.id,
    type: signal.type,
    at: signal.at,
    fields: { at: signal.at, ...stepField(signal, view), ...fieldsOf(signal, view) },
  };
}

type Fields = Readonly<Record<string, AttributeValue>>;

/** Reports say which step's message or call they are about, so that a late one is not mistaken for another. */
function stepField(signal: Signal, { step }: SignalView): Fields {
  return "commandId" in signal ? { step: step ?? null } : {};
}

function fieldsOf(signal: Signal, view: SignalView): Fields {
  switch (signal.type) {
    case "message.replied":
      return {
        channel: signal.channel,
        text: signal.text,
        intent: optOutIntent(signal.text, view.stopWords),
      };
    case "call.finished":
      return {
        outcome: signal.outcome,
        endedAt: signal.endedAt,
        fromList: signal.commandId !== undefined,
        agent: signal.agent ?? null,
        note: signal.note ?? null,
      };
    case "agreement.ordered":
      return { ...renewalFields(signal, view), channel: signal.channel ?? null };
    case "agreement.accepted":
      return {
        ...renewalFields(signal, view),
        afterCall: cameAfterCall(signal.at, view.enrolment?.variables ?? {}),
      };
    case "agreement.signed":
    case "agreement.cancelled":
      return renewalFields(signal, view);
    case "agreement.end-moved":
      return {
        agreementId: signal.agreementId,
        from: signal.from ?? null,
        to: signal.to ?? null,
        movedDays: signal.from && signal.to ? daysBetween(signal.from, signal.to) : null,
      };
    case "message.failed":
      return { reason: signal.reason };
    case "message.complained":
      return { channel: signal.channel, feedback: signal.feedback };
    case "purchase.made":
      return {
        amount: signal.purchase.amount,
        quantity: signal.purchase.quantity,
        discount: signal.purchase.discount,
        margin: signal.purchase.margin ?? null,
        category: signal.purchase.category ?? null,
        channel: signal.purchase.channel ?? null,
      };
    case "consent.changed":
      return {
        channel: signal.consent.channel,
        purpose: signal.consent.purpose,
        topic: signal.consent.topic ?? null,
        state: signal.consent.state,
      };
    case "program.requested":
      return { program: signal.program, by: signal.by };
    default:
      return relationFields(signal, view.customerOf);
  }
}

function renewalFields(
  signal: { readonly agreementId: string; readonly renewalOf?: string | undefined },
  { enrolment }: SignalView,
): Fields {
  const { agreementId, renewalOf } = signal;
  const isRenewal = renewalOf !== undefined && renewalOf === enrolment?.agreementId;
  return { agreementId, renewalOf: renewalOf ?? null, isRenewal };
}
