import type { Invitation, Referral, RelationSignal } from "@perennial/contract";

/**
 * What a change of an invitation's record means (P-08, P-10 to P-12). The ids name the happening, not the delivery, so
 * that a record told twice means it once; an answer that is given anew is another happening.
 */
export function deriveInvitationSignals(
  before: Invitation | undefined,
  after: Invitation,
): readonly RelationSignal[] {
  const about = { customerId: after.customerId, invitationId: after.id };
  const signals: RelationSignal[] = [];
  const { answer, attended, updatedAt } = after;
  if (answer !== undefined && answer !== before?.answer) {
    const at = after.answeredAt ?? updatedAt;
    const id = `${after.id}:answered-${answer}:${at}`;
    signals.push({ ...about, id, at, type: "invitation.answered", answer });
  }
  if (attended !== undefined && attended !== before?.attended) {
    const id = `${after.id}:attended-${attended}:${updatedAt}`;
    signals.push({ ...about, id, at: updatedAt, type: "invitation.attended", attended });
  }
  return signals;
}

/** What a change of a referral's record means: how far it has come (P:3). One that was only made means nothing yet. */
export function deriveReferralSignals(
  before: Referral | undefined,
  after: Referral,
): readonly RelationSignal[] {
  const { status, friendId, customerId, updatedAt } = after;
  if (status === "made" || status === before?.status) return [];
  const at = status === "qualified" ? (after.qualifiedAt ?? updatedAt) : updatedAt;
  const about = { customerId, referralId: after.id, ...(friendId !== undefined && { friendId }) };
  return [{ ...about, id: `${after.id}:${status}:${at}`, at, type: "referral.advanced", status }];
}
