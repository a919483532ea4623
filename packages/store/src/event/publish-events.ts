import type { Instant } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Something that happened and that subscribers may want to know. */
export interface NewEvent {
  readonly type: string;
  readonly at: Instant;
  readonly customerId?: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Publishes events in the transaction in which they happen: to whoever wants them now, and to nobody later. */
export async function publishEvents(
  tx: TenantTransaction,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await tx.run(sql`
    with told as (select r.* from json_to_recordset(${json(events)}::json)
      as r(type text, at timestamptz, "customerId" text, data jsonb))
    ${publishing(tx, sql`select type, at, "customerId" as customer_id, data from told`)}`);
}

/**
 * The end of a statement that publishes what a query gives as `type`, `at`, `customer_id` and `data`. Rows without
 * a type are no events. It costs one look at an index where nobody subscribes.
 */
export function publishing(
  tx: TenantTransaction,
  source: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`, wanted as (
      select id, types from endpoints where tenant_id = ${tx.tenant} and state = 'active'),
    made as (
      insert into events (tenant_id, type, at, customer_id, data)
      select ${tx.tenant}, s.type, s.at, s.customer_id, s.data from (${source}) s
      where exists (select from wanted) and s.type is not null
        and exists (select from wanted w where w.types is null or s.type = any (w.types))
      returning id, type, at, customer_id)
    insert into event_deliveries (tenant_id, endpoint_id, event_id, customer_id, due_at)
    select ${tx.tenant}, w.id, m.id, m.customer_id, m.at
    from made m join wanted w on w.types is null or m.type = any (w.types)`;
}

/** Publishes a ping to one endpoint alone, whatever types it wants; nothing where there is no such endpoint. */
export async function publishPing(
  tx: TenantTransaction,
  endpoint: string,
  now: Instant,
): Promise<number | undefined> {
  const [made] = await tx.rows(sql<{ id: number }>`
    with made as (
      insert into events (tenant_id, type, at, data)
      select ${tx.tenant}, 'ping.v1', ${now}, jsonb_build_object('endpoint', id)
      from endpoints where tenant_id = ${tx.tenant} and id = ${endpoint}
      returning id)
    insert into event_deliveries (tenant_id, endpoint_id, event_id, due_at)
    select ${tx.tenant}, ${endpoint}, id, ${now} from made returning event_id as id`);
  return made?.id;
}
