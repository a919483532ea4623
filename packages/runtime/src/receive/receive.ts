import type { InboundRequest } from "@perennial/contract";
import { asTenant, listConnections, storeDelivery } from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import { secretsOf } from "../connection/secrets.ts";
import { type DoorAnswer, measuresOf } from "../measure/measures.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { digestOf, nameOf } from "./delivery-name.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** What to answer the sender of a delivery. */
export type Received =
  | { readonly status: "stored"; readonly new: boolean }
  | { readonly status: "unknown-connection" }
  /** It is there and cannot be used now, so that nothing can be verified: to be sent again later. */
  | { readonly status: "broken-connection" }
  | { readonly status: "not-genuine"; readonly reason: string };

/** Which door a delivery came to. */
export interface Door {
  readonly tenant: number;
  readonly connection: string;
}

/**
 * Takes a delivery: verified, kept raw as one row, answered. What it means is found out later, so a
 * mistake in a mapping never refuses one (architecture.md, 5). The secret that proves it is not kept.
 */
export async function receive(
  context: RuntimeContext,
  door: Door,
  request: InboundRequest,
): Promise<Received> {
  const measures = measuresOf(context);
  return measures.work({ name: "receive", tenant: door.tenant }, async () => {
    const found = await context.connections.get(door.tenant, door.connection);
    const received = await take(context, door, { request, found });
    measures.received(found?.connector.manifest.id, answerOf(received));
    return received;
  });
}

function answerOf(received: Received): DoorAnswer {
  return received.status === "stored" && !received.new ? "repeated" : received.status;
}

/** A delivery, and the connection whose door it came to. */
interface Knocking {
  readonly request: InboundRequest;
  readonly found: OpenConnection | undefined;
}

async function take(
  context: RuntimeContext,
  door: Door,
  { request, found }: Knocking,
): Promise<Received> {
  if (!found) return { status: await statusWithout(context, door) };
  const { inbound, settings: schema } = found.connector;
  if (!inbound) return { status: "unknown-connection" };
  const now = context.clock.now();
  const verdict = inbound.verify(request, found.settings, now);
  if (!verdict.genuine) return { status: "not-genuine", reason: verdict.reason };
  const delivery = {
    connectionId: door.connection,
    deliveryId: nameOf(verdict.deliveryId) ?? digestOf(request),
    receivedAt: now,
    request: withoutSecrets(request, secretsOf(schema, found.settings)),
  };
  const isNew = await asTenant(context.db, door.tenant, (tx) => storeDelivery(tx, delivery));
  return { status: "stored", new: isNew };
}

async function statusWithout(
  { db }: RuntimeContext,
  { tenant, connection }: Door,
): Promise<"unknown-connection" | "broken-connection"> {
  const rows = await asTenant(db, tenant, listConnections);
  const known = rows.some((each) => each.id === connection);
  return known ? "broken-connection" : "unknown-connection";
}
