import { z } from "zod";
import { RecordId } from "../record/customer.ts";
import { INVITATION_ANSWERS, Invitation } from "../record/invitation.ts";
import { Redemption } from "../record/redemption.ts";
import { Referral } from "../record/referral.ts";
import { Instant } from "../scalar.ts";

const base = { id: z.string().min(1).max(300), at: Instant };
const about = { ...base, customerId: RecordId };

/** Records of what customers do beside buying, and what they tell us. */
export const RelationSignal = z.discriminatedUnion("type", [
  z.strictObject({ ...base, type: z.literal("invitation.changed"), invitation: Invitation }),
  z.strictObject({ ...base, type: z.literal("referral.changed"), referral: Referral }),
  z.strictObject({ ...base, type: z.literal("offer.redeemed"), redemption: Redemption }),
  /** An invited person answered, first or anew (P-08, P-12). Derived from the invitation. */
  z.strictObject({
    ...about,
    type: z.literal("invitation.answered"),
    invitationId: RecordId,
    answer: z.enum(INVITATION_ANSWERS),
  }),
  /** It became known whether an invited person came (P-10, P-11). Derived from the invitation. */
  z.strictObject({
    ...about,
    type: z.literal("invitation.attended"),
    invitationId: RecordId,
    attended: z.boolean(),
  }),
  /** A recommended friend became a customer or made the qualifying purchase. Derived from the referral. */
  z.strictObject({
    ...about,
    type: z.literal("referral.advanced"),
    referralId: RecordId,
    friendId: RecordId.optional(),
    status: z.enum(["joined", "qualified", "refused"]),
  }),
  /** Somebody asked to know more, on the web or at a fair (P-03). */
  z.strictObject({
    ...about,
    type: z.literal("interest.registered"),
    /** Where, such as `web` or `fair`. */
    source: z.string().min(1),
    subject: z.string().optional(),
  }),
  /** A dealer or agent told what came of following up a prospect (P-04). */
  z.strictObject({
    ...about,
    type: z.literal("follow-up.reported"),
    outcome: z.string().min(1),
    by: z.string().optional(),
  }),
  /** A question was answered, such as why a customer leaves (M-19, M-20, V-10). */
  z.strictObject({
    ...about,
    type: z.literal("survey.answered"),
    /** Which question or questionnaire, such as `exit`, `nps` or an event's. */
    survey: z.string().min(1),
    /** The answer chosen, such as a reason's code. */
    answer: z.string().optional(),
    score: z.number().optional(),
    text: z.string().optional(),
  }),
]);
export type RelationSignal = z.infer<typeof RelationSignal>;
