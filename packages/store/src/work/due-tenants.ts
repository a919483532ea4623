import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { asSystem } from "../database/tenant-transaction.ts";

/** What is due for a tenant. */
export interface DueTenant {
  readonly tenant: number;
  /** Deliveries to take apart, enrolments to take on, or effects to hand over. */
  readonly due: boolean;
  /** Its daily review. */
  readonly review: boolean;
  /** Events to tell subscribers of. */
  readonly events: boolean;
}

/** What one look over all tenants finds. */
export interface Look {
  readonly tenants: readonly DueTenant[];
  /** What time it is for the database, which decides for all processes. */
  readonly databaseTime: Instant;
}

/** Finds the tenants that have something due, in one statement that touches the head of each queue; no demo's. */
export function lookForWork(db: Database, now: Instant): Promise<Look> {
  return asSystem(db, async (tx) => {
    const [tenants, [clock]] = await Promise.all([
      tx.rows(sql<DueTenant>`
        select * from (
          select t.tenant_id as tenant,
            exists (select from inbox i where i.tenant_id = t.tenant_id and i.taken_at is null)
              or exists (select from enrolments e where e.tenant_id = t.tenant_id and e.wake_at <= ${now})
              or exists (select from outbox o where o.tenant_id = t.tenant_id and o.due_at <= ${now}) as due,
            t.review_at is null or t.review_at <= ${now} as review,
            exists (select from endpoints p where p.tenant_id = t.tenant_id and p.state = 'active'
              and (p.resume_at is null or p.resume_at <= ${now})
              and exists (select from event_deliveries d
                where d.tenant_id = p.tenant_id and d.endpoint_id = p.id and d.due_at <= ${now})) as events
          from tenants t where t.demo_now is null) w
        where w.due or w.review or w.events
        order by w.tenant`),
      tx.rows(sql<{ at: Instant }>`select clock_timestamp() as at`),
    ]);
    return { tenants, databaseTime: clock?.at ?? now };
  });
}
