import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** What waits, at a moment. */
export interface DueCounts {
  /** Effects whose moment has come. */
  readonly due: number;
  /** Enrolments that take a step before the day is over. */
  readonly today: number;
}

/** Counts what is due now, and what takes a step before a moment. */
export async function countDue(
  tx: TenantTransaction,
  { now, until }: { readonly now: Instant; readonly until: Instant },
): Promise<DueCounts> {
  const [row] = await tx.rows(sql<DueCounts>`
    select
      (select count(*)::int from outbox where tenant_id = ${tx.tenant} and due_at is not null
        and due_at <= ${now}) as due,
      (select count(*)::int from enrolments where tenant_id = ${tx.tenant} and wake_at is not null
        and wake_at <= ${until}) as today`);
  return row ?? { due: 0, today: 0 };
}

/** Effects of one kind that came to a bad end for one reason. */
export interface OutboxProblem {
  readonly state: "refused" | "unclear";
  readonly reason: string | null;
  /** The program whose effects they are; the one with most of them. */
  readonly program: string | null;
  readonly count: number;
}

/** What was refused, or is unclear, since a moment: the commonest first, at most twenty. */
export function countOutboxProblems(
  tx: TenantTransaction,
  since: Instant,
): Promise<readonly OutboxProblem[]> {
  return tx.rows(sql<OutboxProblem>`
    select o.state, o.reason, count(*)::int as count,
      mode() within group (order by (select program from enrolments e
        where e.tenant_id = ${tx.tenant} and e.id = o.enrolment_id)) as program
    from outbox o
    where o.tenant_id = ${tx.tenant} and o.state in ('refused', 'unclear')
      and coalesce(o.settled_at, o.attempted_at, o.created_at) >= ${since}
    group by o.state, o.reason order by count desc, o.state, o.reason limit 20`);
}
