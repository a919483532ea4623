import { LocalDate, RecordId } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";
import { PointsBalanceView, StandingView, TierOverrideView } from "./standing-schemas.ts";

const none = z.strictObject({});
const byId = z.strictObject({ id: RecordId });
const locale = z.enum(["sv", "en"]).default("sv");
const ref = z.string().min(1).max(100);

const PointsChange = z.strictObject({
  accepted: z.boolean(),
  reason: z.string().nullable(),
  sentence: z.string().meta({ description: "The balance, or why nothing was changed." }),
  balance: PointsBalanceView,
});

/** What can be asked about where one customer stands, and done about it. */
export const STANDING_OPERATIONS = {
  getStanding: operation({
    id: "getStanding",
    method: "get",
    path: "/v1/customers/{id}/standing",
    summary:
      "Where a customer stands: tier and what remains, points, phase, class, flow and risk, with reasons",
    tag: "Customers",
    role: "viewer",
    params: byId,
    query: z.strictObject({ locale }),
    body: none,
    answer: StandingView,
  }),
  setTierOverride: operation({
    id: "setTierOverride",
    method: "put",
    path: "/v1/customers/{id}/tier",
    summary:
      "Sets a customer's tier by hand, with a reason and an end; it is noted on the timeline",
    tag: "Customers",
    role: "marketer",
    params: byId,
    query: z.strictObject({ locale }),
    body: z.strictObject({
      tier: z.string().min(1).max(60).meta({ description: "The id of a tier of the plan." }),
      until: LocalDate.nullable().meta({
        description: "The last day it holds; null until it is taken back.",
      }),
      reason: z.string().trim().min(3).max(500),
    }),
    answer: z.strictObject({ override: TierOverrideView, standing: StandingView }),
  }),
  clearTierOverride: operation({
    id: "clearTierOverride",
    method: "delete",
    path: "/v1/customers/{id}/tier",
    summary: "Takes back a tier that was set by hand: the rules decide again, at once",
    tag: "Customers",
    role: "marketer",
    params: byId,
    query: z.strictObject({ locale }),
    body: z.strictObject({ reason: z.string().trim().min(3).max(500) }),
    answer: z.strictObject({
      cleared: z.boolean().meta({ description: "False where no tier was set by hand." }),
      standing: StandingView,
    }),
  }),
  getPoints: operation({
    id: "getPoints",
    method: "get",
    path: "/v1/customers/{id}/points",
    summary: "A member's points and the statement of how they came about",
    tag: "Points",
    role: "viewer",
    params: byId,
    query: z.strictObject({ locale }),
    body: none,
    answer: z.strictObject({
      balance: PointsBalanceView,
      entries: z
        .array(
          z.strictObject({
            kind: z.enum(["earn", "return", "spend", "expire", "reverse"]),
            ref: z.string().meta({
              description: "The purchase, or what the points were spent on.",
            }),
            points: z.int().meta({ description: "Below 0 for points that were taken." }),
            on: LocalDate,
            from: LocalDate.nullable().meta({
              description: "Of points earned: the first day they can be spent.",
            }),
            until: LocalDate.nullable().meta({
              description: "Of points earned: the last day they can be spent.",
            }),
            of: z.enum(["earn", "spend"]).nullable().meta({
              description: "What a reversal takes back.",
            }),
          }),
        )
        .meta({ description: "Newest first; entries are never changed." }),
    }),
  }),
  spendPoints: operation({
    id: "spendPoints",
    method: "post",
    path: "/v1/customers/{id}/points/spend",
    summary: "Spends a member's points, never more than there are; the same `ref` once",
    tag: "Points",
    role: "agent",
    params: byId,
    query: z.strictObject({ locale }),
    body: z.strictObject({
      ref: ref.meta({ description: "What they are spent on, such as an order." }),
      points: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
    }),
    answer: PointsChange,
  }),
  reversePoints: operation({
    id: "reversePoints",
    method: "post",
    path: "/v1/customers/{id}/points/reverse",
    summary: "Takes back the points of a purchase, or gives back points that were spent",
    tag: "Points",
    role: "agent",
    params: byId,
    query: z.strictObject({ locale }),
    body: z.strictObject({
      of: z.enum(["earn", "spend"]),
      ref: z.string().min(1).max(200).meta({
        description: "The purchase, or what the points were spent on.",
      }),
    }),
    answer: PointsChange,
  }),
} as const;
