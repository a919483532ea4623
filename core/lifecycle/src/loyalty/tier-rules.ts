import { Duration, LocalizedText } from "@perennial/contract";
import { z } from "zod";
import { Condition } from "../condition/condition.ts";

/** The id of a tier, benefit, segment or group: small letters, digits and hyphens. */
export const PlanId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, { error: "write an id in small letters, digits and hyphens" })
  .max(60);

/** What counts towards a tier: money in minor units, purchases, points earned, or whole months of membership. */
export const TIER_BASES = ["spend", "purchases", "points", "tenure"] as const;

/**
 * Over which time it counts. `rolling`: the length before today, today included. `calendar`: the year that begins on
 * `starts`. `anniversary`: the member's own year, counted from the day of joining. `ever`: all of it. Tenure is always
 * counted from the day of joining.
 */
const Qualification = z.discriminatedUnion("period", [
  z.strictObject({ period: z.literal("rolling"), length: Duration.default("P12M") }),
  z.strictObject({
    period: z.literal("calendar"),
    /** Month and day on which each year begins. @default 01-01 */
    starts: z
      .string()
      .regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/, {
        error: "write the day as MM-DD, at most the 28th",
      })
      .default("01-01"),
  }),
  z.strictObject({ period: z.literal("anniversary") }),
  z.strictObject({ period: z.literal("ever") }),
]);

/** What a tier entitles to (V-03). */
export const Benefit = z.strictObject({
  id: PlanId,
  name: LocalizedText,
  /** What staff should do or say. */
  note: LocalizedText.optional(),
});
export type Benefit = z.infer<typeof Benefit>;

/** One level of the club. */
export const Tier = z.strictObject({
  id: PlanId,
  name: LocalizedText,
  /** What it takes, in what the tiers count; the lowest tier's is 0. */
  from: z.number().nonnegative(),
  /** Ids of its benefits; those of the tiers below are not inherited. @default none */
  benefits: z.array(PlanId).default([]),
  /** Whether nobody falls out of it by a review. @default false */
  isProtected: z.boolean().default(false),
});
export type Tier = z.infer<typeof Tier>;

/**
 * The tiers of a customer club (V-01 to V-05; product.md, 19). A member rises the moment it has qualified. It may fall
 * only at a review: on the first day after `tierUntil`, or after the grace that follows it.
 *
 * `tierUntil` is set when a tier is reached or kept at a review. With `rolling` and `ever` it is `keep` later; with
 * `calendar` and `anniversary` it is the last day of the next period for what this period has earned, so that what was
 * earned in one year holds for the rest of it and all of the next, and the last day of the present period for what the
 * period before earned. The lowest tier has none: nobody can lose it. How a review decides, line by line, stands with
 * `reviewTier`.
 */
export const TierRules = z
  .strictObject({
    basis: z.enum(TIER_BASES).default("spend"),
    qualification: Qualification.prefault({ period: "rolling" }),
    /** How long a tier is certain under `rolling` and `ever`. @default P12M */
    keep: Duration.default("P12M"),
    /** How far a member falls at a review: not at all, one tier, or to the tier it qualifies for. @default one */
    downgrade: z.enum(["none", "one", "full"]).default("one"),
    /** How long after a failed review the tier is still kept (product.md, grace period). @default P0D */
    grace: Duration.default("P0D"),
    /** Who is a member. @default everybody */
    members: Condition.optional(),
    /** From the lowest to the highest. */
    tiers: z.array(Tier).min(1).max(12),
    benefits: z.array(Benefit).default([]),
    /** How little must remain for a member to be near the next tier, as a share of what that takes (V-05). @default 0.1 */
    near: z.number().min(0).max(1).default(0.1),
  })
  .superRefine(({ tiers, benefits }, context) => {
    const known = new Set(benefits.map(({ id }) => id));
    tiers.forEach((tier, index) => {
      const issue = (path: string, message: string) =>
        context.addIssue({ code: "custom", path: ["tiers", index, path], message });
      const below = tiers[index - 1];
      if (index === 0 && tier.from !== 0) issue("from", "the lowest tier begins at 0");
      if (below && tier.from <= below.from) {
        issue("from", `a tier takes more than the one before it, "${below.id}" (${below.from})`);
      }
      if (tiers.findIndex(({ id }) => id === tier.id) < index) {
        issue("id", `there is another tier "${tier.id}"`);
      }
      for (const id of tier.benefits.filter((each) => !known.has(each))) {
        issue("benefits", `there is no benefit "${id}"; add it under "benefits"`);
      }
    });
  })
  .meta({ id: "TierRules", description: "The tiers of a customer club." });
export type TierRules = z.infer<typeof TierRules>;
