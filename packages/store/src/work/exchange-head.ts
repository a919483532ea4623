import type { Instant } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";

/**
 * When the next record of a tenant's must be read anew or written back, as part of a statement: through connections
 * that do not stand still, and not before the other side wants to hear from us again.
 */
export function exchangeHead(tenant: RawBuilder<unknown>): RawBuilder<Instant | null> {
  return sql`(select min(greatest(c.resume_at, h.at))
    from connections c cross join lateral (select least(
      (select due_at from rereads r where r.tenant_id = c.tenant_id and r.connection_id = c.id
        order by due_at limit 1),
      (select due_at from consent_writes w where w.tenant_id = c.tenant_id and w.connection_id = c.id
        and due_at is not null order by due_at limit 1),
      (select due_at from promise_writes w where w.tenant_id = c.tenant_id and w.connection_id = c.id
        and due_at is not null order by due_at limit 1),
      (select due_at from record_writes w where w.tenant_id = c.tenant_id and w.connection_id = c.id
        and due_at is not null order by due_at limit 1)) as at) h
    where c.tenant_id = ${tenant} and c.state = 'active' and h.at is not null)`;
}
