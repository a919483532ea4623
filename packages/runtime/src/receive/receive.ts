import { createHash } from "node:crypto";
import type { InboundRequest } from "@perennial/contract";
import { asTenant, storeDelivery } from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";

/** What to answer the sender of a delivery. */
export type Received =
  | { readonly status: "stored"; readonly new: boolean }
  | { readonly status: "unknown-connection" }
  | { readonly status: "not-genuine"; readonly reason: string };

/** Which door a delivery came to. */
export interface Door {
  readonly tenant: number;
  readonly connection: string;
}

/**
 * Takes a delivery: verified, kept raw as one row, answered. What it means is found out later, so a
 * mistake in a mapping never refuses one (architecture.md, 5).
 */
export async function receive(
  context: RuntimeContext,
  door: Door,
  request: InboundRequest,
): Promise<Received> {
  const found = await context.connections.get(door.tenant, door.connection);
  const { inbound } = found?.connector ?? {};
  if (!found || !inbound) return { status: "unknown-connection" };
  const now = context.clock.now();
  const verdict = inbound.verify(request, found.settings, now);
  if (!verdict.genuine) return { status: "not-genuine", reason: verdict.reason };
  const deliveryId = verdict.deliveryId ?? digest(request);
  const isNew = await asTenant(context.db, door.tenant, (tx) =>
    storeDelivery(tx, { connectionId: door.connection, deliveryId, receivedAt: now, request }),
  );
  return { status: "stored", new: isNew };
}

function digest(request: InboundRequest): string {
  const text = `${request.method}\n${request.url}\n${request.body}`;
  return `sha256:${createHash("sha256").update(text).digest("base64url")}`;
}
