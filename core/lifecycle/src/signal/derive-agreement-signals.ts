import type { Agreement, AgreementSignal } from "@perennial/contract";

/**
 * What a change of an agreement's record means. The ids name the happening, not the delivery, so that a
 * record told twice, or by a webhook and a poll, means it once.
 */
export function deriveAgreementSignals(
  before: Agreement | undefined,
  after: Agreement,
): readonly AgreementSignal[] {
  const about = { customerId: after.customerId, agreementId: after.id };
  const of = (what: string, at: string) => ({ ...about, id: `${after.id}:${what}:${at}`, at });
  const renewal = after.renewalOf !== undefined && { renewalOf: after.renewalOf };
  const signals: AgreementSignal[] = [];
  if (after.orderedAt !== undefined && after.orderedAt !== before?.orderedAt) {
    const channel = after.orderChannel !== undefined && { channel: after.orderChannel };
    signals.push({
      ...of("ordered", after.orderedAt),
      type: "agreement.ordered",
      ...renewal,
      ...channel,
    });
  }
  if (after.acceptedAt !== undefined && after.acceptedAt !== before?.acceptedAt) {
    signals.push({ ...of("accepted", after.acceptedAt), type: "agreement.accepted", ...renewal });
  }
  if (after.signedAt !== undefined && after.signedAt !== before?.signedAt) {
    signals.push({ ...of("signed", after.signedAt), type: "agreement.signed", ...renewal });
  }
  if (after.status === "cancelled" && before?.status !== "cancelled") {
    const at = after.cancelledAt ?? after.updatedAt;
    signals.push({ ...of("cancelled", at), type: "agreement.cancelled", ...renewal });
  }
  if (before && before.end !== after.end) {
    signals.push({
      ...of(`end-moved-${before.end ?? "none"}-${after.end ?? "none"}`, after.updatedAt),
      type: "agreement.end-moved",
      ...(before.end !== undefined && { from: before.end }),
      ...(after.end !== undefined && { to: after.end }),
    });
  }
  return signals;
}
