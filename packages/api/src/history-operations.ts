import {
  CHANNELS,
  Consent,
  Currency,
  Instant,
  LocalDate,
  MinorAmount,
  RecordId,
} from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";
import { NumberedPageQuery, pageOf } from "./schemas.ts";

const none = z.strictObject({});
const byId = z.strictObject({ id: RecordId });
const locale = z.enum(["sv", "en"]).default("sv");

/** Something a customer bought or returned. */
export const PurchaseView = z
  .strictObject({
    id: RecordId,
    at: Instant,
    amount: MinorAmount.meta({
      description: "What was paid, in minor units; below 0 for a return.",
    }),
    currency: Currency,
    quantity: z.number(),
    category: z.string().nullable(),
    channel: z.string().nullable(),
    discount: MinorAmount.meta({ description: "What the price was lowered by, in minor units." }),
  })
  .meta({ id: "PurchaseLine" });

/** One line of what has happened with a customer. */
export const HistoryLineView = z
  .strictObject({
    id: z.string(),
    at: Instant,
    kind: z.enum(["contact", "decision", "purchase", "consent"]),
    tone: z.enum(["in", "out", "waiting", "stopped", "failed", "neutral"]).meta({
      description:
        "in: from the customer; out: to the customer; waiting, stopped or failed: what did not go out; neutral: all else.",
    }),
    sentence: z.string(),
    text: z.string().nullable().meta({ description: "What was written or said, word for word." }),
    why: z.string().nullable().meta({ description: "What decided it, in a sentence." }),
    channel: z.string().nullable(),
    program: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
    agreementId: RecordId.nullable(),
    amount: MinorAmount.nullable(),
    currency: Currency.nullable(),
    isInner: z.boolean().meta({
      description: "Whether it is a step inside a program, which the customer did not notice.",
    }),
  })
  .meta({ id: "HistoryLine" });
export type HistoryLineView = z.infer<typeof HistoryLineView>;

/** A permission or the end of one, as it was told. */
export const ConsentEntryView = z
  .strictObject({
    channel: z.enum(CHANNELS),
    purpose: Consent.shape.purpose,
    topic: z.string().nullable(),
    state: Consent.shape.state,
    at: Instant,
    source: z.string().meta({ description: "Where it was said, such as `web-form` or `console`." }),
    legalBasis: Consent.shape.legalBasis,
    proof: z.string().nullable(),
    isInForce: z.boolean().meta({ description: "Whether it is the latest word in its matter." }),
  })
  .meta({ id: "ConsentEntry" });

/** Where a value of a customer comes from. */
export const FieldOriginView = z
  .strictObject({
    field: z.string(),
    name: z.strictObject({ sv: z.string(), en: z.string() }),
    value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
    said: z.strictObject({ sv: z.string(), en: z.string() }).nullable().meta({
      description: "What the value is called here, where it is a code; null for all else.",
    }),
    source: z.enum(["record", "plan", "here"]).meta({
      description:
        "record: the system of record told it; plan: computed here by the lifecycle plan; here: a person set it here.",
    }),
    at: Instant.nullable().meta({
      description:
        "When the system of record last changed the customer; null for what is computed.",
    }),
    on: LocalDate.nullable().meta({
      description: "The day on which something computed last changed; null for all else.",
    }),
  })
  .meta({ id: "FieldOrigin" });
export type FieldOriginView = z.infer<typeof FieldOriginView>;

/** One customer in full: what happened, what was bought, what is allowed and where it all comes from. */
export const HISTORY_OPERATIONS = {
  listHistory: operation({
    id: "listHistory",
    method: "get",
    path: "/v1/customers/{id}/history",
    summary:
      "Everything that happened with a customer, newest first: what came and went, what was held or skipped, and why",
    tag: "Customers",
    role: "viewer",
    params: byId,
    query: z.strictObject({
      after: z.string().max(500).optional().meta({ description: "The page before's `next`." }),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      locale,
    }),
    body: none,
    answer: pageOf(HistoryLineView),
  }),
  listPurchases: operation({
    id: "listPurchases",
    method: "get",
    path: "/v1/customers/{id}/purchases",
    summary: "What a customer bought and returned, newest first",
    tag: "Customers",
    role: "viewer",
    params: byId,
    query: NumberedPageQuery,
    body: none,
    answer: pageOf(PurchaseView),
  }),
  listConsents: operation({
    id: "listConsents",
    method: "get",
    path: "/v1/customers/{id}/consents",
    summary: "Every permission a customer gave or withdrew, newest first",
    tag: "Customers",
    role: "viewer",
    params: byId,
    query: none,
    body: none,
    answer: z.strictObject({ items: z.array(ConsentEntryView) }),
  }),
  noteConsent: operation({
    id: "noteConsent",
    method: "post",
    path: "/v1/customers/{id}/consents",
    summary: "Notes that a customer gave or withdrew a permission; it holds at once",
    tag: "Customers",
    role: "agent",
    params: byId,
    query: none,
    body: z.strictObject({
      channel: z.enum(CHANNELS),
      purpose: Consent.shape.purpose,
      topic: z.string().min(1).max(100).optional(),
      state: Consent.shape.state,
      proof: z.string().trim().min(1).max(2_000).meta({
        description: "How the customer said it: on the phone, in a letter, in the shop.",
      }),
    }),
    answer: z.strictObject({ noted: z.literal(true) }),
  }),
  getCustomerOrigin: operation({
    id: "getCustomerOrigin",
    method: "get",
    path: "/v1/customers/{id}/origin",
    summary: "What is known of a customer, and where each value comes from",
    tag: "Customers",
    role: "viewer",
    params: byId,
    query: z.strictObject({ locale }),
    body: none,
    answer: z.strictObject({
      items: z.array(FieldOriginView),
      connections: z
        .array(
          z.strictObject({
            id: z.string(),
            connector: z.string(),
            state: z.string(),
            syncedAt: Instant.nullable().meta({ description: "When it was last read to its end." }),
          }),
        )
        .meta({ description: "The connections that customers come through." }),
      value: z
        .strictObject({
          sentence: z.string(),
          lines: z.array(z.string()),
        })
        .nullable()
        .meta({
          description: "How the customer's value was reckoned; null without value classes.",
        }),
    }),
  }),
} as const;
