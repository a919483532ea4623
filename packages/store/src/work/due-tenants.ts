import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { asSystem } from "../database/tenant-transaction.ts";
import { exchangeHead } from "./exchange-head.ts";
import { readHead } from "./read-head.ts";

/** What is due for a tenant. */
export interface DueTenant {
  readonly tenant: number;
  /** Deliveries to take apart, changes to tell, enrolments to take on, effects to hand over, or records to read or write. */
  readonly due: boolean;
  /** Its daily review. */
  readonly review: boolean;
  /** Connections to read. */
  readonly read: boolean;
  /** Events to tell subscribers of. */
  readonly events: boolean;
}

/** What one look over all tenants finds. */
export interface Look {
  readonly tenants: readonly DueTenant[];
  /** When the next enrolment or effect of any tenant falls due; nothing while none waits for a time. */
  readonly next: Instant | undefined;
  /** What time it is for the database, which decides for all processes. */
  readonly databaseTime: Instant;
}

/** Finds the tenants that have something due, in one statement that touches the head of each queue; no demo's. */
export function lookForWork(db: Database, now: Instant): Promise<Look> {
  return asSystem(db, async (tx) => {
    const [waiting, [clock]] = await Promise.all([
      tx.rows(sql<Waiting>`
        select t.tenant_id as tenant,
          exists (select from inbox i where i.tenant_id = t.tenant_id and i.taken_at is null) as delivered,
          exists (select from standing_changes s where s.tenant_id = t.tenant_id) as changed,
          least(
            (select wake_at from enrolments e where e.tenant_id = t.tenant_id and wake_at is not null
              order by wake_at limit 1),
            (select due_at from outbox o where o.tenant_id = t.tenant_id and due_at is not null
              order by due_at limit 1),
            ${exchangeHead(sql`t.tenant_id`)}) as at,
          t.review_at is null or t.review_at <= ${now} as review,
          exists (select from connections c where c.tenant_id = t.tenant_id and c.state <> 'disconnected' and not c.held
            and coalesce(${readHead(sql`c`)} <= ${now}, true)) as read,
          exists (select from endpoints p where p.tenant_id = t.tenant_id and p.state = 'active'
            and (p.resume_at is null or p.resume_at <= ${now})
            and exists (select from event_deliveries d
              where d.tenant_id = p.tenant_id and d.endpoint_id = p.id and d.due_at <= ${now})) as events
        from tenants t where t.demo_now is null order by t.tenant_id`),
      tx.rows(sql<{ at: Instant }>`select clock_timestamp() as at`),
    ]);
    const later = waiting.flatMap(({ at }) => (at !== null && at > now ? [at] : []));
    return {
      tenants: waiting.map((each) => dueOf(each, now)).filter(hasAny),
      next: later.toSorted()[0],
      databaseTime: clock?.at ?? now,
    };
  });
}

/** What of a tenant waits, as the heads of its queues tell. */
interface Waiting extends Pick<DueTenant, "tenant" | "review" | "read" | "events"> {
  readonly delivered: boolean;
  readonly changed: boolean;
  readonly at: Instant | null;
}

function dueOf({ tenant, delivered, changed, at, ...others }: Waiting, now: Instant): DueTenant {
  return { tenant, due: delivered || changed || (at !== null && at <= now), ...others };
}

function hasAny({ due, review, read, events }: DueTenant): boolean {
  return due || review || read || events;
}
