import { Duration, Instant, RecordId } from "@perennial/contract";
import { z } from "zod";
import { operation, streamingOperation } from "./operation.ts";
import {
  ConnectionView,
  DaySummary,
  MappingTrialView,
  OutboxPageQuery,
  OutboxView,
  pageOf,
} from "./schemas.ts";

const none = z.strictObject({});

/** What can be asked about the server: its health, what goes out, its connections and its clock. */
export const SERVER_OPERATIONS = {
  health: operation({
    id: "health",
    method: "get",
    path: "/v1/health",
    summary: "Whether the server is ready",
    tag: "Operation",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({
      status: z.literal("ready"),
      version: z.string(),
      now: Instant,
      demo: z.boolean(),
    }),
  }),
  listOutbox: operation({
    id: "listOutbox",
    method: "get",
    path: "/v1/outbox",
    summary: "What goes out, went out or did not, newest first",
    tag: "Operation",
    role: "viewer",
    params: none,
    query: OutboxPageQuery.extend({ state: z.string().optional(), customer: RecordId.optional() }),
    body: none,
    answer: pageOf(OutboxView),
  }),
  listConnections: operation({
    id: "listConnections",
    method: "get",
    path: "/v1/connections",
    summary: "Connections and their health",
    tag: "Operation",
    role: "viewer",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({ items: z.array(ConnectionView) }),
  }),
  tryWebhookMapping: operation({
    id: "tryWebhookMapping",
    method: "post",
    path: "/v1/connectors/webhook/try-mapping",
    summary: "Shows what a mapping of the webhook connector makes of a delivery; nothing is kept",
    tag: "Operation",
    role: "marketer",
    params: none,
    query: none,
    body: z.strictObject({
      mapping: z.unknown().meta({ description: "The mapping, as in the connection's settings." }),
      sample: z.unknown().meta({ description: "The body: as a text just as sent, or as JSON." }),
      headers: z.record(z.string(), z.string()).default({}),
    }),
    answer: MappingTrialView,
  }),
  getClock: operation({
    id: "getClock",
    method: "get",
    path: "/v1/clock",
    summary: "What time it is here",
    tag: "Demo",
    role: "viewer",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({ now: Instant, demo: z.boolean() }),
  }),
  forwardClock: streamingOperation({
    id: "forwardClock",
    method: "post",
    path: "/v1/clock/forward",
    summary: "Turns the demo's clock and tells each day as it passes",
    tag: "Demo",
    role: "admin",
    params: none,
    query: none,
    body: z.strictObject({ by: Duration }),
    answer: DaySummary,
  }),
} as const;
