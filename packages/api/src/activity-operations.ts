import { CHANNELS, Instant, RecordId } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";
import { NumberedPageQuery } from "./schemas.ts";

const none = z.strictObject({});
const locale = z.enum(["sv", "en"]).default("sv");
const byId = z.strictObject({
  id: z
    .string()
    .regex(/^\d{1,15}-\d{1,9}$/, { error: "give the `effect` of a line of the activity" }),
});
const OUTCOMES = ["sent", "waiting", "skipped", "failed", "unclear"] as const;

/** One thing that was to go out, and what came of it. */
export const ActivityView = z
  .strictObject({
    id: z.int(),
    at: Instant,
    outcome: z.enum(OUTCOMES).meta({
      description:
        "sent; waiting until a moment; skipped for a reason; failed for certain; unclear whether it arrived.",
    }),
    customer: z.strictObject({ id: RecordId, name: z.string() }),
    program: z.strictObject({ id: z.string(), name: z.string() }),
    step: z.string().nullable(),
    channel: z.string().nullable(),
    kind: z.string().nullable().meta({ description: "message, call, task, update or note." }),
    reason: z.string().nullable().meta({ description: "The stable code of why." }),
    sentence: z.string(),
    text: z.string().nullable(),
    connection: z.string().nullable(),
    providerId: z.string().nullable().meta({ description: "What the provider calls it." }),
    cost: z.number().nullable().meta({
      description:
        "What the provider charged, in minor units of the company's currency; null where it did not say.",
    }),
    effect: z.string().nullable().meta({ description: "Name it to try again or to settle it." }),
    can: z.enum(["retry", "resolve"]).nullable().meta({
      description:
        "retry: it certainly was not done and can be tried again; resolve: somebody must find out whether it was.",
    }),
  })
  .meta({ id: "Activity" });
export type ActivityView = z.infer<typeof ActivityView>;

/** What was sent and what was not, and what to do about what went wrong. */
export const ACTIVITY_OPERATIONS = {
  listActivity: operation({
    id: "listActivity",
    method: "get",
    path: "/v1/activity",
    summary: "Every message and call that was sent, held, skipped or failed, newest first, and why",
    tag: "Activity",
    role: "viewer",
    params: none,
    query: NumberedPageQuery.extend({
      outcome: z.enum(OUTCOMES).optional(),
      channel: z.enum(CHANNELS).optional(),
      program: z.string().max(100).optional(),
      reason: z.string().max(100).optional(),
      customer: RecordId.optional(),
      from: Instant.optional(),
      to: Instant.optional(),
      locale,
    }),
    body: none,
    answer: z.strictObject({
      items: z.array(ActivityView),
      next: z.string().nullable().meta({
        description:
          "The next page's `after`; there as long as there is more to look through, even where little of it was found.",
      }),
      searchedTo: Instant.nullable().meta({
        description: "Everything after this moment was looked through; null where all of it was.",
      }),
    }),
  }),
  listReasons: operation({
    id: "listReasons",
    method: "get",
    path: "/v1/activity/reasons",
    summary: "Every reason for which something is not sent, in words",
    tag: "Activity",
    role: "viewer",
    params: none,
    query: z.strictObject({ locale }),
    body: none,
    answer: z.strictObject({
      items: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    }),
  }),
  retryEffect: operation({
    id: "retryEffect",
    method: "post",
    path: "/v1/activity/{id}/retry",
    summary: "Tries something again that certainly was not done; never what may have been",
    tag: "Activity",
    role: "marketer",
    params: byId,
    query: none,
    body: none,
    answer: z.strictObject({ queued: z.literal(true) }),
  }),
  resolveEffect: operation({
    id: "resolveEffect",
    method: "post",
    path: "/v1/activity/{id}/resolution",
    summary: "Says what came of something of which nobody knew whether it was done",
    tag: "Activity",
    role: "marketer",
    params: byId,
    query: none,
    body: z.strictObject({
      found: z.enum(["sent", "not-sent", "send"]).meta({
        description:
          "sent: it arrived; not-sent: it did not and shall not; send: it did not and shall be sent now.",
      }),
    }),
    answer: z.strictObject({ resolved: z.literal(true) }),
  }),
} as const;
