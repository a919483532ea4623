import { LocalDate, RecordId } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";
import { pageOf } from "./schemas.ts";

const none = z.strictObject({});
const locale = z.enum(["sv", "en"]).default("sv");
const name = z.string().trim().min(1).max(100);
const uses = z.int().min(1).max(1_000_000_000).nullable();

/** A voucher with its code (product.md, 21). */
export const VoucherView = z
  .strictObject({
    code: z.string(),
    offer: z.string(),
    batch: z.string(),
    customerId: RecordId.nullable().meta({ description: "Null: whoever has the code." }),
    issuedOn: LocalDate,
    from: LocalDate.meta({ description: "The first day it can be used." }),
    until: LocalDate.nullable().meta({ description: "The last day it can be used." }),
    uses: z.int().meta({ description: "How often it was used." }),
    usesMost: z.int().nullable().meta({ description: "How often in all; null without limit." }),
    usesEach: z.int().nullable().meta({ description: "How often by one customer." }),
  })
  .meta({ id: "Voucher" });

const Recipients = z.union([
  z.strictObject({ customers: z.array(RecordId).min(1).max(10_000) }),
  z.strictObject({ group: z.string().min(1) }),
  z.strictObject({ segment: z.string().min(1) }),
  z.strictObject({ tier: z.string().min(1) }),
  z.strictObject({
    anybody: z.int().min(1).max(10_000).meta({
      description: "So many codes, for whoever has them.",
    }),
  }),
]);

/** How the vouchers of one offer were used (V-18). */
export const OfferRedemptionView = z
  .strictObject({
    offer: z.string(),
    issued: z.int().meta({ description: "Vouchers issued." }),
    used: z.int().meta({ description: "Of them, those used at least once." }),
    share: z.number().meta({ description: "Used by issued, 0 to 1." }),
    uses: z.int().meta({ description: "How often they were used in all." }),
    expired: z.int().meta({ description: "Vouchers whose last day passed and that nobody used." }),
    ended: z.int().meta({
      description:
        "Vouchers whose last day passed, or that have none and were issued more than three months ago.",
    }),
    endedUsed: z.int().meta({ description: "Of those, how many were used." }),
    isLow: z.boolean().meta({
      description: "At least 50 have ended, and fewer than half of those were used (V-18).",
    }),
    alert: z.string().nullable().meta({ description: "The same in a sentence." }),
  })
  .meta({ id: "OfferRedemption" });

/** What can be asked and done about vouchers. */
export const VOUCHER_OPERATIONS = {
  issueVouchers: operation({
    id: "issueVouchers",
    method: "post",
    path: "/v1/vouchers",
    summary:
      "Issues vouchers with codes; the same `batch` again gives who has one already the same code",
    tag: "Vouchers",
    role: "marketer",
    params: none,
    query: none,
    body: z.strictObject({
      offer: name.meta({ description: "Which offer they are for." }),
      batch: name.meta({ description: "What they are issued for, such as a campaign." }),
      to: Recipients,
      uses: uses.default(1).meta({ description: "How often each can be used in all." }),
      usesEach: uses.default(null).meta({ description: "How often by one customer." }),
      from: LocalDate.optional().meta({ description: "Today, where it is missing." }),
      until: LocalDate.optional(),
    }),
    answer: z.strictObject({
      batch: z.string(),
      issued: z.int().meta({
        description: "How many of those asked for have a voucher of the batch now.",
      }),
    }),
  }),
  listVouchers: operation({
    id: "listVouchers",
    method: "get",
    path: "/v1/vouchers",
    summary: "Vouchers of a batch or of a customer, by code",
    tag: "Vouchers",
    role: "agent",
    params: none,
    query: z.strictObject({
      after: z.string().max(20).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(50),
      batch: name.optional(),
      customer: RecordId.optional(),
    }),
    body: none,
    answer: pageOf(VoucherView),
  }),
  redeemVoucher: operation({
    id: "redeemVoucher",
    method: "post",
    path: "/v1/vouchers/redeem",
    summary: "Uses a voucher; the same `ref` again is accepted and counts once",
    tag: "Vouchers",
    role: "agent",
    params: none,
    query: z.strictObject({ locale }),
    body: z.strictObject({
      code: z.string().min(1).max(50).meta({ description: "As it was typed." }),
      customerId: RecordId,
      ref: z.string().min(1).max(100).meta({ description: "What it is used for: the order." }),
      purchaseId: RecordId.optional(),
      amount: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional().meta({
        description: "What the customer saves by it, in minor units.",
      }),
    }),
    answer: z.strictObject({
      accepted: z.boolean(),
      isRepeat: z.boolean().meta({ description: "Accepted before, and counted then." }),
      offer: z.string().nullable(),
      reason: z
        .enum([
          "unknown-code",
          "not-yet",
          "too-late",
          "other-customer",
          "used-up",
          "used-by-customer",
        ])
        .nullable(),
      sentence: z.string().nullable().meta({ description: "Why it was not taken." }),
    }),
  }),
  getRedemptions: operation({
    id: "getRedemptions",
    method: "get",
    path: "/v1/vouchers/redemptions",
    summary: "How each offer's vouchers were used, with those that are used too little (V-18)",
    tag: "Vouchers",
    role: "viewer",
    params: none,
    query: z.strictObject({ locale }),
    body: none,
    answer: z.strictObject({ items: z.array(OfferRedemptionView) }),
  }),
} as const;
