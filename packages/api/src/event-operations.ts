import { EVENT_TYPES, EventMessage, Instant } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";
import { NumberedPageQuery, pageOf } from "./schemas.ts";

const none = z.strictObject({});
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
  error: "write a name in small letters, digits and hyphens, such as web-shop",
});
const byId = z.strictObject({ id });
const EVENT_TYPE = z
  .string()
  .regex(/^[a-z0-9_.]+$/, { error: "write a type such as message.sent.v1" })
  .meta({ description: `One of ${EVENT_TYPES.join(", ")}, or a type of a program's own.` });

/** What is said of an address that is told of events. */
export const EndpointBody = z.strictObject({
  url: z.url({
    protocol: /^https?$/,
    error: "write a full address, such as https://shop.example/hooks",
  }),
  description: z.string().max(500).default(""),
  types: z
    .array(EVENT_TYPE)
    .min(1)
    .nullable()
    .default(null)
    .meta({ description: "The types it wants; all of them where it is null." }),
  format: z.enum(["standard-webhooks", "cloudevents"]).default("standard-webhooks").meta({
    description: "Standard Webhooks, or CloudEvents 1.0 in structured mode; both are signed.",
  }),
  ordered: z
    .boolean()
    .default(false)
    .meta({ description: "Whether a customer's events wait for the ones before." }),
});

/** An address that is told of events, without its secret. */
export const EndpointView = z
  .strictObject({
    id,
    url: z.string(),
    description: z.string(),
    types: z.array(z.string()).nullable(),
    format: EndpointBody.shape.format.unwrap(),
    ordered: z.boolean(),
    state: z.enum(["active", "disabled"]),
    problem: z.string().nullable().meta({ description: "Why it is disabled." }),
    failingSince: Instant.nullable(),
    resumeAt: Instant.nullable().meta({ description: "Nothing is sent to it before." }),
    createdAt: Instant,
  })
  .meta({ id: "Endpoint" });
export type EndpointView = z.infer<typeof EndpointView>;

const secret = z
  .string()
  .meta({ description: "What its signatures are made with (Standard Webhooks); shown only now." });

/** What came of telling an endpoint of an event. */
export const EventDeliveryView = z
  .strictObject({
    eventId: z.int(),
    message: EventMessage,
    state: z.enum(["pending", "delivered", "failed"]),
    dueAt: Instant.nullable(),
    settledAt: Instant.nullable(),
    attempts: z.array(
      z.strictObject({
        attempt: z.int(),
        at: Instant,
        status: z.int().nullable(),
        milliseconds: z.int(),
        problem: z.string().nullable(),
        answer: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "EventDelivery" });
export type EventDeliveryView = z.infer<typeof EventDeliveryView>;

/** Telling others: what there is to tell, whom, and what came of it. */
export const EVENT_OPERATIONS = {
  listEventTypes: operation({
    id: "listEventTypes",
    method: "get",
    path: "/v1/event-types",
    role: "viewer",
    tag: "Events",
    params: none,
    query: none,
    body: none,
    summary: "The types of event, each with the schema of its data",
    answer: z.strictObject({
      items: z.array(
        z.strictObject({
          type: z.string(),
          title: z.strictObject({ sv: z.string(), en: z.string() }),
          schema: z.record(z.string(), z.unknown()).meta({ description: "A JSON Schema." }),
        }),
      ),
    }),
  }),
  listEndpoints: operation({
    id: "listEndpoints",
    method: "get",
    path: "/v1/endpoints",
    role: "viewer",
    tag: "Events",
    params: none,
    query: none,
    body: none,
    summary: "The addresses that are told of events",
    answer: z.strictObject({ items: z.array(EndpointView) }),
  }),
  putEndpoint: operation({
    id: "putEndpoint",
    method: "put",
    path: "/v1/endpoints/{id}",
    role: "admin",
    tag: "Events",
    params: byId,
    query: none,
    summary: "Adds an endpoint, or changes what is said of one",
    body: EndpointBody,
    answer: z.strictObject({ endpoint: EndpointView, secret: secret.nullable() }),
  }),
  deleteEndpoint: operation({
    id: "deleteEndpoint",
    method: "delete",
    path: "/v1/endpoints/{id}",
    role: "admin",
    tag: "Events",
    params: byId,
    query: none,
    body: none,
    summary: "Takes an endpoint away, with its delivery log",
    answer: z.strictObject({ deleted: z.literal(true) }),
  }),
  setEndpoint: operation({
    id: "setEndpoint",
    method: "post",
    path: "/v1/endpoints/{id}/state",
    role: "admin",
    tag: "Events",
    params: byId,
    query: none,
    summary: "Disables an endpoint, or enables it again",
    body: z.strictObject({ state: z.enum(["active", "disabled"]) }),
    answer: EndpointView,
  }),
  rotateEndpointSecret: operation({
    id: "rotateEndpointSecret",
    method: "post",
    path: "/v1/endpoints/{id}/secret",
    role: "admin",
    tag: "Events",
    params: byId,
    query: none,
    body: none,
    summary: "Gives an endpoint a new secret; for a day the one before signs too",
    answer: z.strictObject({ secret }),
  }),
  pingEndpoint: operation({
    id: "pingEndpoint",
    method: "post",
    path: "/v1/endpoints/{id}/ping",
    role: "marketer",
    tag: "Events",
    params: byId,
    query: none,
    body: none,
    summary: "Sends an endpoint a ping, whatever types it wants",
    answer: z.strictObject({ eventId: z.int() }),
  }),
  listEventDeliveries: operation({
    id: "listEventDeliveries",
    method: "get",
    path: "/v1/endpoints/{id}/deliveries",
    role: "viewer",
    tag: "Events",
    params: byId,
    body: none,
    summary: "An endpoint's delivery log, newest first, with every attempt",
    query: NumberedPageQuery.extend({
      state: z.enum(["pending", "delivered", "failed"]).optional(),
    }),
    answer: pageOf(EventDeliveryView),
  }),
  replayEvents: operation({
    id: "replayEvents",
    method: "post",
    path: "/v1/endpoints/{id}/replay",
    role: "marketer",
    tag: "Events",
    params: byId,
    query: none,
    summary: "Sends events of the last 30 days again: some, a range, or all that failed",
    body: z.union(
      [
        z.strictObject({ eventIds: z.array(z.int().positive()).min(1).max(1_000) }),
        z.strictObject({ from: Instant, to: Instant }),
        z.strictObject({ failedSince: Instant }),
      ],
      { error: "write eventIds, from and to, or failedSince" },
    ),
    answer: z.strictObject({ events: z.int().meta({ description: "How many will be sent." }) }),
  }),
} as const;
