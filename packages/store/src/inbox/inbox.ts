import type { InboundRequest, Instant } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A verified delivery, untouched. */
export interface Delivery {
  readonly connectionId: string;
  /** The sender's id of it, or a digest: a repeat is recognised by it. */
  readonly deliveryId: string;
  readonly receivedAt: Instant;
  readonly request: InboundRequest;
}

/** Keeps a delivery as one row. Says whether it was new. */
export async function storeDelivery(tx: TenantTransaction, delivery: Delivery): Promise<boolean> {
  const { method, url, headers, body } = delivery.request;
  const stored = await tx.run(sql`
    insert into inbox (tenant_id, connection_id, received_at, delivery_id, method, url, headers, body)
    values (${tx.tenant}, ${delivery.connectionId}, ${delivery.receivedAt}, ${delivery.deliveryId},
            ${method}, ${url}, ${json(headers)}, ${body})
    on conflict (tenant_id, connection_id, delivery_id) do nothing`);
  return stored > 0;
}

/** Keeps deliveries, a row each, in one statement. Gives how many were new; one named twice is kept once. */
export function storeDeliveries(
  tx: TenantTransaction,
  deliveries: readonly Delivery[],
): Promise<number> {
  const rows = deliveries.map(({ request, ...rest }) => ({
    ...rest,
    ...request,
    receivedAt: rest.receivedAt,
  }));
  return tx.run(sql`
    insert into inbox (tenant_id, connection_id, received_at, delivery_id, method, url, headers, body)
    select ${tx.tenant}, r."connectionId", r."receivedAt", r."deliveryId", r.method, r.url, r.headers, r.body
    from json_to_recordset(${json(rows)}::json) as r("connectionId" text, "receivedAt" timestamptz,
      "deliveryId" text, method text, url text, headers jsonb, body text)
    on conflict (tenant_id, connection_id, delivery_id) do nothing`);
}

/** A delivery that waits to be taken apart. */
export interface WaitingDelivery extends InboundRequest {
  readonly id: number;
  readonly connectionId: string;
}

/** Locks deliveries that nobody else holds, oldest first; reads those of `ids`, where the transaction has them locked. */
export function claimDeliveries(
  tx: TenantTransaction,
  limit: number,
  ids?: readonly number[],
): Promise<readonly WaitingDelivery[]> {
  return tx.rows(sql<WaitingDelivery>`
    select id, connection_id as "connectionId", received_at as "receivedAt", method, url, headers, body
    from inbox
    where tenant_id = ${tx.tenant} and taken_at is null
      ${ids ? sql`and id = any (${ids}::bigint[])` : sql``}
    order by id limit ${limit} ${ids ? sql`` : sql`for update skip locked`}`);
}

/** Marks deliveries as taken apart; what could not be understood stays with them for a person to see. */
export async function markTaken(
  tx: TenantTransaction,
  taken: readonly { readonly id: number; readonly problem?: string }[],
  now: Instant,
): Promise<void> {
  if (taken.length === 0) return;
  await tx.run(sql`
    update inbox i set taken_at = ${now}, downs = 0, problem = r.problem
    from json_to_recordset(${json(taken)}::json) as r(id bigint, problem text)
    where i.tenant_id = ${tx.tenant} and i.id = r.id`);
}
