import type { Invitation, Referral } from "@perennial/contract";
import { describe, expect, it } from "vitest";
import { deriveInvitationSignals, deriveReferralSignals } from "./derive-relation-signals.ts";

const MONDAY = "2026-03-02T08:00:00.000Z";
const TUESDAY = "2026-03-03T08:00:00.000Z";

const invitation = (changes: Partial<Invitation> = {}): Invitation => ({
  ...{ id: "I-1", customerId: "K-1", event: "E-1", eventName: "Kundkväll", startsAt: TUESDAY },
  ...{ attributes: {}, updatedAt: MONDAY },
  ...changes,
});
const referral = (changes: Partial<Referral> = {}): Referral => ({
  ...{ id: "R-1", customerId: "K-1", status: "made", at: MONDAY, updatedAt: MONDAY },
  ...changes,
});

describe("what a change of an invitation means", () => {
  it("nothing, where nobody has answered and nobody has come", () => {
    expect(deriveInvitationSignals(undefined, invitation())).toEqual([]);
    expect(deriveInvitationSignals(invitation(), invitation({ place: "Lund" }))).toEqual([]);
  });

  it("an answer, first or anew, at the time it was given", () => {
    const yes = invitation({ answer: "yes", answeredAt: TUESDAY });
    expect(deriveInvitationSignals(invitation(), yes)).toEqual([
      {
        ...{ id: `I-1:answered-yes:${TUESDAY}`, at: TUESDAY, type: "invitation.answered" },
        ...{ customerId: "K-1", invitationId: "I-1", answer: "yes" },
      },
    ]);
    const no = invitation({ answer: "no", updatedAt: TUESDAY });
    expect(deriveInvitationSignals(yes, no)).toMatchObject([{ answer: "no", at: TUESDAY }]);
    expect(deriveInvitationSignals(yes, yes)).toEqual([]);
  });

  it("that somebody came, or did not", () => {
    const came = invitation({ attended: true });
    expect(deriveInvitationSignals(invitation(), came)).toMatchObject([
      { type: "invitation.attended", attended: true, at: MONDAY },
    ]);
    expect(
      deriveInvitationSignals(came, invitation({ attended: false, updatedAt: TUESDAY })),
    ).toMatchObject([{ attended: false, at: TUESDAY }]);
  });
});

describe("what a change of a referral means", () => {
  it("nothing, while it is only made", () => {
    expect(deriveReferralSignals(undefined, referral())).toEqual([]);
  });

  it("that it has come further, with the friend once there is one", () => {
    const joined = referral({ status: "joined", friendId: "K-2" });
    expect(deriveReferralSignals(referral(), joined)).toMatchObject([
      { type: "referral.advanced", status: "joined", friendId: "K-2", at: MONDAY },
    ]);
    const qualified = referral({ status: "qualified", friendId: "K-2", qualifiedAt: TUESDAY });
    expect(deriveReferralSignals(joined, qualified)).toMatchObject([
      { status: "qualified", at: TUESDAY, id: `R-1:qualified:${TUESDAY}` },
    ]);
    expect(deriveReferralSignals(qualified, qualified)).toEqual([]);
  });
});
