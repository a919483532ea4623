import { z } from "zod";
import { LocalDate, MinorAmount } from "../scalar.ts";

/**
 * Where a customer is in the flow of customers (D-13): bought once, buys again, buys more or less than before,
 * has not bought for a while, or is lost (D-16).
 */
export const FLOW_STATES = [
  "starter",
  "active",
  "growing",
  "decreasing",
  "inactive",
  "lost",
] as const;
export type FlowState = (typeof FLOW_STATES)[number];

/** A customer's part of the base by value (D-14): the top 20 %, the middle 50 %, the bottom 30 %. */
export const BANDS = ["top", "middle", "bottom"] as const;
export type Band = (typeof BANDS)[number];

/** How likely a customer is to leave, in words (L-07, M-17). */
export const RISK_LEVELS = ["low", "medium", "high"] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** Why a customer has the tier it has (product.md, 19). */
export const TIER_REASONS = [
  "joined",
  "earned",
  "kept",
  "grace",
  "protected",
  "downgraded",
  "override",
  "left",
] as const;
export type TierReason = (typeof TIER_REASONS)[number];

/** What is computed of one customer beside what its record says; all of it is missing until it has been computed. */
export const Standing = z
  .strictObject({
    /** The calendar date in the tenant's zone as of which it was computed. */
    asOf: LocalDate.optional(),
    flow: z.enum(FLOW_STATES).optional(),
    flowSince: LocalDate.optional(),
    band: z.enum(BANDS).optional(),
    /** What the customer bought for within the value classes' window. */
    value: MinorAmount.optional(),
    purchases: z.int().nonnegative().optional(),
    firstPurchase: LocalDate.optional(),
    lastPurchase: LocalDate.optional(),
    tierSince: LocalDate.optional(),
    /** The last day the tier is certain. */
    tierUntil: LocalDate.optional(),
    /** While a lost tier is still kept: the last day of grace. */
    graceUntil: LocalDate.optional(),
    tierReason: z.enum(TIER_REASONS).optional(),
    /** What counts towards tiers in the present qualification period: minor units, purchases, points or whole months. */
    qualifying: z.number().optional(),
    /** The next tier's id, and how much more it takes (V-02). */
    nextTier: z.string().optional(),
    remaining: z.number().optional(),
    /** How much more it takes to keep the present tier at its next review; 0 when that is done. */
    toKeep: z.number().optional(),
    /** Points that can be spent. */
    points: z.int().optional(),
    phaseSince: LocalDate.optional(),
    /** The probability of leaving within the model's horizon, 0 to 1. */
    churn: z.number().min(0).max(1).optional(),
    risk: z.enum(RISK_LEVELS).optional(),
    /** The user's own groups the customer belongs to (V-14). */
    groups: z.array(z.string()).optional(),
  })
  .meta({ id: "Standing", description: "What is computed of one customer." });
export type Standing = z.infer<typeof Standing>;
