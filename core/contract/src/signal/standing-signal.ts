import { z } from "zod";
import { PHASES, RecordId, VALUE_CLASSES } from "../record/customer.ts";
import { BANDS, FLOW_STATES, RISK_LEVELS, TIER_REASONS } from "../record/standing.ts";
import { Instant, LocalDate } from "../scalar.ts";

const about = {
  /** Stable over repeats: the customer, what changed and the day. */
  id: z.string().min(1).max(300),
  at: Instant,
  customerId: RecordId,
};
const direction = z.enum(["up", "down"]);

/**
 * What the review, or a purchase in real time, changed in where a customer stands. They come from Perennial itself;
 * a connector has no need to send them. What is computed for the first time is no change and is not told, with one
 * exception: the first phase and the first tier of a new customer, which come without `from`. New is who began (was a
 * customer, bought or had an agreement for the first time) on the day of the tenant's first review or later, and was not
 * there when that review was done.
 */
export const StandingSignal = z.discriminatedUnion("type", [
  /** The loyalty tier is another (V-04, V-09); no `from` for a new member, no `to` for one who left. */
  z.strictObject({
    ...about,
    type: z.literal("customer.tier-changed"),
    from: z.string().optional(),
    to: z.string().optional(),
    direction,
    reason: z.enum(TIER_REASONS),
  }),
  /** The customer came near to a higher tier (V-05): how much is left, in what the tiers count. */
  z.strictObject({
    ...about,
    type: z.literal("customer.tier-near"),
    tier: z.string(),
    remaining: z.number(),
  }),
  /** The lifecycle phase is another (M-01); no `from` for a new customer, no `to` for one who is lost. */
  z.strictObject({
    ...about,
    type: z.literal("customer.phase-changed"),
    from: z.enum(PHASES).optional(),
    to: z.enum(PHASES).optional(),
  }),
  /** The value class is another (M-07). */
  z.strictObject({
    ...about,
    type: z.literal("customer.class-changed"),
    from: z.enum(VALUE_CLASSES).optional(),
    to: z.enum(VALUE_CLASSES).optional(),
    direction,
  }),
  /** The 20/50/30 band is another (D-14, D-15). */
  z.strictObject({
    ...about,
    type: z.literal("customer.band-changed"),
    from: z.enum(BANDS),
    to: z.enum(BANDS),
    direction,
  }),
  /** The customer moved in the flow (D-13); whether that is wanted (D-15), the plan says. */
  z.strictObject({
    ...about,
    type: z.literal("customer.flow-changed"),
    from: z.enum(FLOW_STATES),
    to: z.enum(FLOW_STATES),
    wanted: z.boolean(),
  }),
  /** The segment is another. */
  z.strictObject({
    ...about,
    type: z.literal("customer.segment-changed"),
    from: z.string().optional(),
    to: z.string().optional(),
  }),
  /** The customer came into one of the user's own groups, or left it (V-14). */
  z.strictObject({ ...about, type: z.literal("customer.group-joined"), group: z.string() }),
  z.strictObject({ ...about, type: z.literal("customer.group-left"), group: z.string() }),
  /** The probability of leaving passed a limit (M-17). */
  z.strictObject({
    ...about,
    type: z.literal("customer.risk-changed"),
    from: z.enum(RISK_LEVELS),
    to: z.enum(RISK_LEVELS),
    direction,
    /** 0 to 1. */
    churn: z.number().min(0).max(1),
  }),
  /** Points run out if they are not spent. */
  z.strictObject({
    ...about,
    type: z.literal("points.expiring"),
    points: z.int().positive(),
    /** The last day they can be spent. */
    on: LocalDate,
  }),
  /** The customer has come to meet one more of the company's criteria for visits (B-06). */
  z.strictObject({
    ...about,
    type: z.literal("visit.due"),
    /** The ids of the criteria that have come on top. */
    criteria: z.array(z.string()).min(1),
    /** What all that are met come to together. */
    points: z.number().positive(),
    /** Why to go there now, in the company's language. */
    whyNow: z.string(),
    /** What to bring, in the company's language. */
    bring: z.string(),
  }),
]);
export type StandingSignal = z.infer<typeof StandingSignal>;
