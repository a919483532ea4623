import { z } from "zod";

const share = (usual: number) => z.number().min(0).max(1).default(usual);
const days = (usual: number) => z.number().min(0).max(365).default(usual);
const minutes = (usual: number) => z.number().min(0).max(10_080).default(usual);
const money = (usual: number) => z.int().nonnegative().default(usual);

/**
 * What a dry run takes for granted about people, callers, prices and the CRM: everything that no program decides.
 * The shares are ours, chosen to look like an ordinary year; a tenant puts its own figures in their place. Money
 * is in the minor unit of the tenant's currency.
 */
export const Assumptions = z
  .strictObject({
    /** Of agreements that end: renewed although nobody has said anything. @default 0.05 */
    ordersUnprompted: share(0.05),
    /** Of those who get the notice, or another message without an offer, that the agreement ends. @default 0.2 */
    ordersAfterNotice: share(0.2),
    /** Of those who get an e-mail with an offer to renew. @default 0.1 */
    ordersAfterOfferMail: share(0.1),
    /** Of those who get a text message with an offer to renew. @default 0.22 */
    ordersAfterSms: share(0.22),
    /** Of the same: answer yes. @default 0.1 */
    repliesYes: share(0.1),
    /** Of the same: answer with a question. @default 0.05 */
    repliesQuestion: share(0.05),
    /** Of the same: answer no. @default 0.02 */
    repliesNo: share(0.02),
    /** Of those who get a text message with any offer: answer STOP. @default 0.01 */
    repliesStop: share(0.01),
    /** Of those who answer yes: staff register their order. @default 1 */
    ordersAfterYes: share(1),
    /** Of those who ask: order once they have been answered. @default 0.4 */
    ordersAfterQuestion: share(0.4),
    /** Of those who get an e-mail with advertising: decline more of it. @default 0.001 */
    unsubscribesAfterMail: share(0.001),
    /** Of calls: somebody answers. @default 0.62 */
    reachedByPhone: share(0.62),
    /** Of those reached: it is somebody else's number. @default 0.02 */
    wrongNumber: share(0.02),
    /** Of those reached: want no more calls. @default 0.02 */
    wantsNoCalls: share(0.02),
    /** Of those reached: renew in the call. @default 0.36 */
    renewsInCall: share(0.36),
    /** Of those reached: decline. @default 0.3 */
    declinesInCall: share(0.3),
    /** Of those reached who neither renew nor decline: order on their own afterwards. @default 0.2 */
    ordersAfterCall: share(0.2),
    /** Of those who renew in a call: accept in writing (product.md, 3.3). @default 0.8 */
    acceptsInWriting: share(0.8),
    /** Of those who have not: accept after a reminder, each time. @default 0.4 */
    acceptsWhenReminded: share(0.4),
    /** Of those whose order counts: sign without being reminded. @default 0.72 */
    signs: share(0.72),
    /** Of the others: sign after a reminder, each time. @default 0.55 */
    signsWhenReminded: share(0.55),

    /** The longest from a notice to the order; half come within a quarter of it, here and below. @default 20 */
    noticeDelayDays: days(20),
    /** The longest from a message with an offer to the order. @default 6 */
    offerDelayDays: days(6),
    /** The longest from a text message to the answer. @default 300 */
    replyDelayMinutes: minutes(300),
    /** The longest until staff have dealt with an answer, in office hours. @default 240 */
    staffDelayMinutes: minutes(240),
    /** The longest from a call to an order of the customer's own. @default 7 */
    callDelayDays: days(7),
    /** The longest from a renewal in a call to its written acceptance. @default 3 */
    acceptDelayDays: days(3),
    /** The longest from an order that counts to its signature. @default 12 */
    signDelayDays: days(12),
    /** The longest from a reminder to what it asks for. @default 4 */
    remindedDelayDays: days(4),

    /** Calls that can be made on one day; `null` for as many as there are. @default null */
    callsPerDay: z.int().positive().nullable().default(null),
    /** How long a call takes. @default 5 */
    minutesPerCall: minutes(5),

    /** What the operator charges for a segment of a text message. @default 50 */
    costPerSmsSegment: money(50),
    /** @default 1 */
    costPerEmail: money(1),
    /** What one call costs, answered or not. @default 4000 */
    costPerCall: money(4000),

    /** How long a renewal runs; `null` for as long as the agreement before it. @default null */
    renewalMonths: z.int().positive().max(120).nullable().default(null),
    /** Whether the CRM cancels an order that nobody has signed when it would begin. @default true */
    unsignedCancelled: z.boolean().default(true),
  })
  .superRefine((chosen, context) => {
    for (const names of [AFTER_SMS, IN_CALL]) {
      const sum = names.reduce((total, name) => total + chosen[name], 0);
      // Sums of decimal fractions are a hair off.
      if (sum <= 1 + 1e-9) continue;
      context.addIssue({
        code: "custom",
        path: [names[0]],
        message: `${names.join(", ")} exclude each other and add up to ${Number(sum.toFixed(4))}; lower them to at most 1 together`,
      });
    }
  })
  .meta({
    id: "Assumptions",
    description: "What a dry run assumes about people, prices and the CRM.",
  });
export type Assumptions = z.infer<typeof Assumptions>;
/** The name of one assumption. */
export type AssumptionName = keyof Assumptions;

const AFTER_SMS = [
  "ordersAfterSms",
  "repliesYes",
  "repliesQuestion",
  "repliesNo",
  "repliesStop",
] as const;
const IN_CALL = ["wrongNumber", "wantsNoCalls", "renewsInCall", "declinesInCall"] as const;

/** The assumptions where nothing else is said. */
export const DEFAULT_ASSUMPTIONS: Assumptions = Assumptions.parse({});

/** People who do nothing of their own accord: what the program does when everybody is silent. */
export const SILENT_PEOPLE = {
  ordersUnprompted: 0,
  ordersAfterNotice: 0,
  ordersAfterOfferMail: 0,
  ordersAfterSms: 0,
  repliesYes: 0,
  repliesQuestion: 0,
  repliesNo: 0,
  repliesStop: 0,
  unsubscribesAfterMail: 0,
  reachedByPhone: 0,
  acceptsInWriting: 0,
  acceptsWhenReminded: 0,
  signs: 0,
  signsWhenReminded: 0,
} as const satisfies Partial<Assumptions>;
