import type { EndpointView, EventDeliveryView } from "@perennial/api";
import { EVENT_CATALOGUE, EVENT_TYPES } from "@perennial/contract";
import { eventMessage, rotateEndpointSecret, saveEndpoint } from "@perennial/runtime";
import {
  asTenant,
  deleteEndpoint,
  type Endpoint,
  listEndpoints,
  listEventDeliveries,
  publishPing,
  readEndpoint,
  replayEvents,
  type StoredEventDelivery,
  setEndpointState,
} from "@perennial/store";
import { z } from "zod";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { mutable } from "./customer-handlers.ts";
import { notFound } from "./problem.ts";

type EventOperation =
  | "listEventTypes"
  | "listEndpoints"
  | "putEndpoint"
  | "deleteEndpoint"
  | "setEndpoint"
  | "rotateEndpointSecret"
  | "pingEndpoint"
  | "listEventDeliveries"
  | "replayEvents";

/** Telling others: whom, of what, and what came of it. */
export function eventHandlers(context: ServerContext): Pick<Handlers, EventOperation> {
  const { db, clock } = context;
  const demand = async (tenant: number, id: string): Promise<Endpoint> => {
    const found = await asTenant(db, tenant, (tx) => readEndpoint(tx, id));
    if (!found) throw noEndpoint(id);
    return found;
  };
  return {
    listEventTypes: async () => ({ items: EVENT_TYPES.map(eventType) }),
    listEndpoints: ({ caller }) =>
      asTenant(db, caller.tenant, async (tx) => ({
        items: (await listEndpoints(tx)).map(endpointView),
      })),
    putEndpoint: async ({ params: { id }, body, caller: { tenant } }) => {
      const secret = await saveEndpoint(context, tenant, { id, ...body });
      return { endpoint: endpointView(await demand(tenant, id)), secret: secret ?? null };
    },
    deleteEndpoint: async ({ params: { id }, caller }) => {
      const deleted = await asTenant(db, caller.tenant, (tx) => deleteEndpoint(tx, id));
      if (!deleted) throw noEndpoint(id);
      return { deleted: true };
    },
    setEndpoint: async ({ params: { id }, body, caller: { tenant, name } }) => {
      const problem = body.state === "active" ? null : `Disabled by ${name}.`;
      await asTenant(db, tenant, (tx) => setEndpointState(tx, id, problem));
      context.ring(tenant);
      return endpointView(await demand(tenant, id));
    },
    rotateEndpointSecret: async ({ params: { id }, caller }) => {
      const secret = await rotateEndpointSecret(context, caller.tenant, id);
      if (secret === undefined) throw noEndpoint(id);
      return { secret };
    },
    pingEndpoint: async ({ params: { id }, caller: { tenant } }) => {
      const eventId = await asTenant(db, tenant, (tx) => publishPing(tx, id, clock.now()));
      if (eventId === undefined) throw noEndpoint(id);
      context.ring(tenant);
      return { eventId };
    },
    listEventDeliveries: async ({ params: { id }, query, caller: { tenant } }) => {
      await demand(tenant, id);
      const page = await asTenant(db, tenant, (tx) => listEventDeliveries(tx, id, query));
      return mutable({ ...page, items: page.items.map((each) => deliveryView(tenant, each)) });
    },
    replayEvents: async ({ params: { id }, body, caller: { tenant } }) => {
      await demand(tenant, id);
      const now = clock.now();
      const events = await asTenant(db, tenant, (tx) =>
        replayEvents(tx, id, { replay: body, now }),
      );
      context.ring(tenant);
      return { events };
    },
  };
}

function noEndpoint(id: string) {
  return notFound("endpoint", id);
}

function eventType(type: (typeof EVENT_TYPES)[number]) {
  const { title, data } = EVENT_CATALOGUE[type];
  const schema = z.toJSONSchema(data) as Record<string, unknown>;
  return { type, title, schema };
}

function endpointView(endpoint: Endpoint): EndpointView {
  const { id, url, description, types, format, ordered } = endpoint;
  const { state, problem, failingSince, resumeAt, createdAt } = endpoint;
  const settings = { id, url, description, types: types && [...types], format, ordered };
  return { ...settings, state, problem, failingSince, resumeAt, createdAt };
}

function deliveryView(tenant: number, delivery: StoredEventDelivery): EventDeliveryView {
  const { eventId, type, at, customerId, data, attempts, ...rest } = delivery;
  const event = { id: eventId, type, at, customerId, data };
  return { eventId, message: eventMessage(tenant, event), ...rest, attempts: [...attempts] };
}
