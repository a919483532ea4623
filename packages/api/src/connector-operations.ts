import { Instant } from "@perennial/contract";
import { z } from "zod";
import { ConnectionFormView } from "./connection-schemas.ts";
import { operation } from "./operation.ts";
import { ConnectionView, NumberedPageQuery, pageOf } from "./schemas.ts";

const none = z.strictObject({});
const tag = "Connections";
const ConnectionId = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
    error: "write small letters, digits and hyphens, such as sms",
  });
const byId = z.strictObject({ id: z.string().min(1).max(100) });
const read = { method: "get", tag, params: byId, query: none, body: none } as const;
const act = { method: "post", tag, params: byId, query: none, body: none } as const;
const both = z.strictObject({ sv: z.string(), en: z.string() });

/** Something that can be connected here. */
export const ConnectorView = z
  .strictObject({
    id: z.string(),
    title: both,
    does: z.array(z.enum(["reads", "receives", "email", "sms", "calls", "tasks", "records"])).meta({
      description:
        "What it is for: `reads` customers and what they have, `receives` what the other side tells, sends `email` or `sms`, puts on a list of `calls`, makes `tasks` or writes `records`.",
    }),
    way: z.enum(["install", "form"]).meta({
      description: "Connected by installing our app at the vendor, or by filling in a form.",
    }),
    ready: z.boolean().meta({
      description: "Whether it can be connected; an app takes credentials that the operator gives.",
    }),
    schema: ConnectionFormView.shape.schema,
    secrets: z.array(z.string()).meta({ description: "Fields that are never shown again." }),
    documentation: z.string().meta({ description: "The vendor's own page." }),
    connections: z.array(z.string()).meta({ description: "Connections that are there already." }),
  })
  .meta({ id: "Connector" });
export type ConnectorView = z.infer<typeof ConnectorView>;

/** How much a connection does, and may do. */
export const ConnectionUseView = z
  .strictObject({
    since: Instant.meta({ description: "The beginning of today, in the company's zone." }),
    sent: z.int().meta({ description: "Messages, calls and tasks that went out by it today." }),
    failed: z
      .int()
      .meta({ description: "Those of today that the other side refused, or that are unclear." }),
    received: z.int().meta({ description: "Deliveries that came in by it today." }),
    notUnderstood: z.int().meta({
      description: "Deliveries of today with something in them that could not be understood.",
    }),
    lastEventAt: Instant.nullable().meta({
      description: "When something last came in or went out.",
    }),
    limits: z
      .array(
        z.strictObject({
          family: z.string().meta({ description: "Which requests the vendor counts together." }),
          size: z.int().meta({ description: "The most requests that can pass together." }),
          free: z.int().meta({ description: "How many of them could pass now." }),
          perSeconds: z.number().meta({ description: "In how many seconds they are counted." }),
          shared: z.boolean().meta({ description: "Whether others share the limit with us." }),
        }),
      )
      .meta({ description: "The vendor's limits of our requests; empty where none is known." }),
    removal: z
      .strictObject({
        deliveries: z.int().meta({ description: "Deliveries kept as they came in." }),
        waiting: z.int().meta({ description: "Of them: those that are not taken in yet." }),
        excluded: z.int().meta({ description: "Notes of records that were left out." }),
      })
      .meta({ description: "What goes with the connection if it is removed." }),
  })
  .meta({ id: "ConnectionUse" });
export type ConnectionUseView = z.infer<typeof ConnectionUseView>;

/** A delivery as it came in. */
export const DeliveryView = z
  .strictObject({
    id: z.int(),
    receivedAt: Instant,
    takenAt: Instant.nullable(),
    state: z.enum(["waiting", "taken", "problem", "aside", "forgotten"]).meta({
      description:
        "`waiting` to be taken in, `taken`, taken with a `problem`, put `aside`, or `forgotten` but for its id.",
    }),
    problem: z
      .string()
      .nullable()
      .meta({ description: "What could not be understood, and where." }),
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string().meta({ description: "How it begins, twenty thousand characters at most." }),
    size: z.int().meta({ description: "The whole of it, in characters." }),
  })
  .meta({ id: "InboundDelivery" });
export type DeliveryView = z.infer<typeof DeliveryView>;

/** A field that comes in and that nothing is made of. */
const UnmappedField = z.strictObject({
  path: z.string().meta({ description: "Where it stands, such as `order.total`." }),
  samples: z.array(z.string()).meta({ description: "Three values at most, as they came." }),
  count: z.int().meta({ description: "In how many of the deliveries looked at it is." }),
});

/** A place that the mapping reads and that nothing came in. */
const UnseenField = z.strictObject({
  path: z.string(),
  like: z.string().nullable().meta({
    description: "A field that did come and is called nearly the same: it may have been renamed.",
  }),
});

/** What can be connected, how it is begun and ended, and what came in. */
export const CONNECTOR_OPERATIONS = {
  listConnectors: operation({
    ...{ id: "listConnectors", method: "get", path: "/v1/connectors", role: "admin", tag },
    summary: "What can be connected here, and what each takes",
    ...{ params: none, query: none, body: none },
    answer: z.strictObject({ items: z.array(ConnectorView) }),
  }),
  createConnection: operation({
    ...{ id: "createConnection", method: "post", path: "/v1/connections", role: "admin", tag },
    summary: "Connects a system: its settings are tried at the other side before they are kept",
    ...{ params: none, query: none },
    body: z.strictObject({
      connector: z.string().min(1).max(100),
      id: ConnectionId.optional().meta({
        description: "What it is called. The connector's by default.",
      }),
      settings: z.record(z.string(), z.unknown()),
    }),
    answer: ConnectionView,
  }),
  checkConnection: operation({
    ...{ ...act, id: "checkConnection", path: "/v1/connections/{id}/check", role: "admin" },
    changes: false,
    summary: "Asks the other side whether the connection works; nothing is changed there",
    answer: z.strictObject({
      works: z.boolean(),
      message: z.string().nullable().meta({ description: "Why not, in the other side's words." }),
    }),
  }),
  pauseConnection: operation({
    ...{ ...act, id: "pauseConnection", path: "/v1/connections/{id}/pause", role: "marketer" },
    summary: "Stops a connection: what would go out by it waits, and it is not read",
    answer: ConnectionView,
  }),
  resumeConnection: operation({
    ...{ ...act, id: "resumeConnection", path: "/v1/connections/{id}/resume", role: "admin" },
    summary: "Lets a connection that stands still go on",
    answer: ConnectionView,
  }),
  removeConnection: operation({
    ...{ ...act, id: "removeConnection", method: "delete", path: "/v1/connections/{id}" },
    role: "admin",
    summary: "Removes a connection with its settings; customers and their history stay",
    answer: z.strictObject({ removed: z.boolean() }),
  }),
  getConnectionUse: operation({
    ...{ ...read, id: "getConnectionUse", path: "/v1/connections/{id}/use", role: "viewer" },
    summary: "What a connection did today and how much room the vendor's limits leave",
    answer: ConnectionUseView,
  }),
  listInbox: operation({
    ...{ ...read, id: "listInbox", path: "/v1/connections/{id}/deliveries", role: "admin" },
    summary: "What came in by a connection, newest first",
    query: NumberedPageQuery.extend({
      only: z.enum(["problem", "all"]).default("problem").meta({
        description: "What was not understood, or all of the last ten thousand deliveries.",
      }),
    }),
    answer: pageOf(DeliveryView),
  }),
  replayDelivery: operation({
    ...{ ...act, id: "replayDelivery", path: "/v1/connections/{id}/deliveries/replay" },
    role: "admin",
    summary: "Takes deliveries in again, as after the mapping was mended; nothing acts twice",
    body: z.strictObject({
      ids: z.array(z.int()).min(1).max(1_000).optional().meta({
        description: "All that were not understood by default, a thousand at a time.",
      }),
    }),
    answer: z.strictObject({
      replayed: z.int().meta({ description: "How many are taken in again." }),
    }),
  }),
  listUnmapped: operation({
    ...{ ...read, id: "listUnmapped", path: "/v1/connections/{id}/unmapped", role: "admin" },
    summary: "What comes in and nothing is made of, and what the mapping reads and does not come",
    answer: z.strictObject({
      looked: z.int().meta({ description: "How many of the latest deliveries were looked at." }),
      known: z
        .boolean()
        .meta({ description: "Whether the connection has a mapping to compare with." }),
      unmapped: z.array(UnmappedField),
      unseen: z.array(UnseenField),
    }),
  }),
} as const;
