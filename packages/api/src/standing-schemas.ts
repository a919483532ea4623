import {
  BANDS,
  FLOW_STATES,
  LocalDate,
  PHASES,
  RISK_LEVELS,
  TIER_REASONS,
  VALUE_CLASSES,
} from "@perennial/contract";
import { z } from "zod";

const words = (description: string) => z.string().nullable().meta({ description });
const day = (description: string) => LocalDate.nullable().meta({ description });

/** A right that a customer has by its tier (V-03). */
export const BenefitView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    note: words("What staff should do or say."),
    from: day("Since when."),
    until: day("The last day it is certain; null where no end is known."),
  })
  .meta({ id: "Benefit" });

/** A tier that a person set. */
export const TierOverrideView = z
  .strictObject({
    tier: z.string(),
    until: day("The last day it holds; null until it is taken back."),
    reason: z.string(),
    by: z.string(),
    isInForce: z.boolean().meta({ description: "Whether its last day has not passed." }),
  })
  .meta({ id: "TierOverride" });
export type TierOverrideView = z.infer<typeof TierOverrideView>;

/** A customer's tier: what it is, what keeps it and what the next one takes (V-01 to V-05). */
export const TierStandingView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    since: day("The day the customer came to the tier."),
    until: day("The last day the tier is certain; null where nothing can take it away."),
    graceUntil: day("Where the tier was lost at a review: the last day it is still kept."),
    reason: z.enum(TIER_REASONS).nullable(),
    reasonWords: words("Why the customer has this tier."),
    qualifying: z.number().nullable().meta({
      description:
        "What counts towards tiers in the present qualification period, in what the tiers count: minor units, purchases, points or whole months.",
    }),
    next: z
      .strictObject({
        id: z.string(),
        name: z.string(),
        takes: z.number().meta({ description: "What the next tier takes in all." }),
        remaining: z.number().meta({ description: "How much more it takes (V-02)." }),
        share: z.number().meta({ description: "How much of it is done, 0 to 1." }),
      })
      .nullable(),
    toKeep: z.number().nullable().meta({
      description:
        "How much more keeps the tier at its next review; 0 where that is done or cannot be missed.",
    }),
    remainingWords: words("What remains to the next tier."),
    keepingWords: words("Until when the tier is certain, and what keeps it."),
    promise: z
      .strictObject({
        outcome: z.enum(["safe", "keeps", "falls"]).meta({
          description:
            "safe: nothing can take the tier away; keeps or falls: at its next review, if as much comes a day as over the last period.",
        }),
        sentence: z.string().meta({ description: "As the member is told it." }),
        trace: z.array(z.string()).meta({ description: "How it was reckoned, line by line." }),
      })
      .nullable(),
    benefits: z.array(BenefitView),
    override: TierOverrideView.nullable(),
  })
  .meta({ id: "TierStanding" });
export type TierStandingView = z.infer<typeof TierStandingView>;

/** A member's points (product.md, 20). */
export const PointsBalanceView = z
  .strictObject({
    available: z.int().meta({
      description:
        "Points that can be spent today. Below 0 only where a purchase was returned after its points had been spent.",
    }),
    pending: z.int().meta({ description: "Points earned that cannot be spent yet." }),
    expired: z.int().meta({ description: "Points that have run out unspent, over all time." }),
    owed: z.int().meta({ description: "What the next points earned go towards, after returns." }),
    sentence: z.string(),
    expiring: z
      .array(
        z.strictObject({
          points: z.int(),
          on: LocalDate.meta({ description: "The last day they can be spent." }),
        }),
      )
      .meta({
        description:
          "Points that run out within the plan's warning time if none are spent, the earliest first.",
      }),
  })
  .meta({ id: "PointsBalance" });
export type PointsBalanceView = z.infer<typeof PointsBalanceView>;

/** Everything that is computed of one customer. */
export const StandingView = z
  .strictObject({
    asOf: day("The day on which something of it last changed; null before the plan's first night."),
    tier: TierStandingView.nullable().meta({ description: "Null for who is no member." }),
    points: PointsBalanceView.nullable().meta({ description: "Null where there are none." }),
    phase: z
      .strictObject({ id: z.enum(PHASES), name: z.string(), since: day("Since when.") })
      .nullable()
      .meta({ description: "Welcome, develop or retain (M-01); null for who is lost." }),
    valueClass: z.enum(VALUE_CLASSES).nullable().meta({
      description: "Gold, silver or bronze by what the customer is worth (M-07).",
    }),
    value: z.int().nullable().meta({
      description:
        "What the customer is worth by the plan's value classes, in minor units: bought for less returned, margin, or agreements a year, within their window.",
    }),
    segment: z
      .strictObject({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: "The first segment of the plan whose condition holds." }),
    band: z.enum(BANDS).nullable().meta({
      description: "The part of the base by value: the top, the middle or the bottom (D-14).",
    }),
    flow: z
      .strictObject({ id: z.enum(FLOW_STATES), name: z.string(), since: day("Since when.") })
      .nullable()
      .meta({ description: "Where the customer is in the flow of customers (D-13)." }),
    purchases: z.int().nullable().meta({ description: "Purchases ever; returns are none." }),
    firstPurchase: day("The day of the first purchase."),
    lastPurchase: day("The day of the last purchase."),
    risk: z
      .strictObject({
        level: z.enum(RISK_LEVELS),
        words: z.string(),
        probability: z.number().nullable().meta({
          description: "Of being lost within the plan's horizon, 0 to 1, in steps (M-17).",
        }),
        factors: z.array(z.string()).meta({
          description: "What speaks for it, the most telling first; at most three.",
        }),
      })
      .nullable()
      .meta({ description: "Null until there is a model of who leaves." }),
    groups: z.array(z.strictObject({ id: z.string(), name: z.string() })).meta({
      description: "The user's own groups the customer belongs to (V-14).",
    }),
    service: z
      .strictObject({
        strategy: z.string(),
        serviceLevel: z.string().nullable(),
        program: z.string().nullable(),
        contactsPerYear: z.int().nullable(),
      })
      .nullable()
      .meta({ description: "What the customer's cell of the matrix gets (M-08, M-15)." }),
  })
  .meta({ id: "CustomerStanding" });
export type StandingView = z.infer<typeof StandingView>;
