import {
  Agreement,
  CALL_OUTCOMES,
  CHANNELS,
  Consent,
  Instant,
  RecordId,
} from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";
import { StandingView } from "./standing-schemas.ts";

const none = z.strictObject({});
const byId = z.strictObject({ id: RecordId });
const locale = z.enum(["sv", "en"]).default("sv");

/** A call that waits to be made: whom, why and what to say (L-17). */
export const OpenCallView = z
  .strictObject({
    commandId: z.string().meta({ description: "Send it with the outcome of the call." }),
    customerId: RecordId,
    agreementId: RecordId.nullable(),
    name: z.string(),
    phone: z.string(),
    reason: z.string(),
    offer: z.string().nullable(),
    script: z.string().nullable(),
    priority: z.int(),
    listedAt: Instant,
    expiresAt: Instant.nullable(),
  })
  .meta({ id: "OpenCall" });
export type OpenCallView = z.infer<typeof OpenCallView>;

/** What staff see on a customer's record in the CRM (architecture.md, 7). */
export const CustomerCardView = z
  .strictObject({
    customer: z.strictObject({
      id: RecordId,
      name: z.string(),
      phase: z.string().nullable(),
      tier: z.string().nullable(),
      valueClass: z.string().nullable(),
      segment: z.string().nullable(),
      churnRisk: z
        .union([z.string(), z.number()])
        .nullable()
        .meta({ description: "The customer's attribute `churnRisk`, where it is kept." }),
      owner: z.string().nullable(),
      customerSince: z.string().nullable(),
      doNotCall: z.boolean(),
      pausedUntil: Instant.nullable().meta({ description: "No marketing before this moment." }),
    }),
    standing: StandingView.nullable().meta({
      description: "Where the customer stands; null where no lifecycle plan is in force.",
    }),
    agreements: z.array(
      Agreement.pick({ id: true, party: true, product: true, kind: true, status: true })
        .extend({
          start: z.string(),
          end: z.string().nullable(),
          daysLeft: z.int().nullable().meta({ description: "Until its last day; null if open." }),
          renewalOf: RecordId.nullable(),
        })
        .meta({ id: "CardAgreement" }),
    ),
    programs: z.array(
      z.strictObject({
        enrolmentId: z.int(),
        program: z.string(),
        name: z.string(),
        agreementId: RecordId.nullable(),
        stage: z.string().nullable(),
        step: z.string().nullable(),
        enteredAt: Instant,
        summary: z.string().meta({ description: "Where the customer stands, in a sentence." }),
        next: z
          .strictObject({ at: Instant, sentence: z.string() })
          .nullable()
          .meta({ description: "What comes next and when, unless something happens before." }),
      }),
    ),
    contacts: z
      .array(
        z.strictObject({
          at: Instant,
          channel: z.string(),
          direction: z.enum(["in", "out"]),
          text: z.string(),
          sentence: z.string(),
          why: z.string().nullable().meta({ description: "What decided it, in a sentence." }),
        }),
      )
      .meta({ description: "The latest contacts, newest first." }),
    decisions: z
      .array(z.strictObject({ at: Instant, program: z.string(), sentence: z.string() }))
      .meta({ description: "The latest decisions, newest first: what was not sent as well." }),
    calls: z.array(OpenCallView),
    consents: z.array(
      z.strictObject({
        channel: z.enum(CHANNELS),
        purpose: Consent.shape.purpose,
        topic: z.string().nullable(),
        state: Consent.shape.state,
        at: Instant,
        source: z.string(),
      }),
    ),
  })
  .meta({ id: "CustomerCard" });
export type CustomerCardView = z.infer<typeof CustomerCardView>;

/** What staff see and do on a customer's record in the CRM. */
export const CARD_OPERATIONS = {
  getCustomerCard: operation({
    id: "getCustomerCard",
    method: "get",
    path: "/v1/customers/{id}/card",
    summary: "A customer at a glance: where in its life, what was sent and why, what comes next",
    tag: "Customers",
    role: "viewer",
    params: byId,
    query: z.strictObject({ locale }),
    body: none,
    answer: CustomerCardView,
  }),
  pauseCustomer: operation({
    id: "pauseCustomer",
    method: "post",
    path: "/v1/customers/{id}/pause",
    summary: "Holds all marketing to a customer until a moment, or lets it go on (V-08)",
    tag: "Customers",
    role: "agent",
    params: byId,
    query: none,
    body: z.strictObject({
      until: Instant.nullable().meta({ description: "Null lets it go on at once." }),
    }),
    answer: z.strictObject({
      pausedUntil: Instant.nullable(),
      told: z.boolean().meta({
        description: "Whether the CRM was told too; where it was not, the log says why.",
      }),
    }),
  }),
  stopProgram: operation({
    id: "stopProgram",
    method: "post",
    path: "/v1/customers/{id}/stop",
    summary: "Takes a customer out of a program",
    tag: "Customers",
    role: "agent",
    params: byId,
    query: none,
    body: z.strictObject({ program: z.string().min(1) }),
    answer: z.strictObject({ stopped: z.boolean(), reason: z.string().nullable() }),
  }),
  noteCall: operation({
    id: "noteCall",
    method: "post",
    path: "/v1/customers/{id}/calls",
    summary: "Notes how a call with a customer ended (A-06)",
    tag: "Customers",
    role: "agent",
    params: byId,
    query: none,
    body: z.strictObject({
      outcome: z.enum(CALL_OUTCOMES),
      note: z.string().max(10_000).optional(),
      commandId: z.string().max(100).optional().meta({ description: "Of the open call." }),
      id: z
        .string()
        .regex(/^[\w-]{8,64}$/)
        .optional()
        .meta({ description: "Of your own choosing: sent again, it is noted once." }),
    }),
    answer: z.strictObject({ noted: z.literal(true) }),
  }),
  listCalls: operation({
    id: "listCalls",
    method: "get",
    path: "/v1/calls",
    summary: "Calls that wait to be made, the most urgent first; at most 200",
    tag: "Customers",
    role: "viewer",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({ items: z.array(OpenCallView) }),
  }),
} as const;
