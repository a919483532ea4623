import type { AttributeValue, Signal } from "@perennial/contract";
import { isSelfReferral, type KnownCustomer } from "./is-self-referral.ts";
import { standingFields } from "./standing-fields.ts";

type Fields = Readonly<Record<string, AttributeValue>>;

/** The fields of signals about what customers do beside buying, and what they tell us; none of other signals. */
export function relationFields(signal: Signal, customerOf?: KnownCustomer): Fields {
  switch (signal.type) {
    case "invitation.changed": {
      const { id, event, answer, attended } = signal.invitation;
      return { invitationId: id, event, answer: answer ?? null, attended: attended ?? null };
    }
    case "invitation.answered":
      return { invitationId: signal.invitationId, answer: signal.answer };
    case "invitation.attended":
      return { invitationId: signal.invitationId, attended: signal.attended };
    case "referral.changed": {
      const { id, friendId, status } = signal.referral;
      const isSelf = isSelfReferral(signal.referral, customerOf);
      return { referralId: id, friendId: friendId ?? null, status, isSelf };
    }
    case "referral.advanced": {
      const { referralId, friendId, status } = signal;
      const isSelf = isSelfReferral(signal, customerOf);
      return { referralId, friendId: friendId ?? null, status, isSelf };
    }
    case "offer.redeemed": {
      const { offer, code, purchaseId, amount } = signal.redemption;
      return { offer, code: code ?? null, purchaseId: purchaseId ?? null, amount };
    }
    case "interest.registered":
      return { source: signal.source, subject: signal.subject ?? null };
    case "follow-up.reported":
      return { outcome: signal.outcome, by: signal.by ?? null };
    case "survey.answered": {
      const { survey, answer, score, text } = signal;
      return { survey, answer: answer ?? null, score: score ?? null, text: text ?? null };
    }
    default:
      return standingFields(signal);
  }
}
