import { type RawBuilder, sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/**
 * What is so now that people are told of, as rows of `kind`, `about` and `words`: connections that stand still, those
 * whose first load is done, programs that were compared with their targets, and what is put aside.
 */
export function happening({ tenant }: TenantTransaction): RawBuilder<unknown> {
  return sql`
    select 'standing' as kind, id as about, problem as words from connections
      where tenant_id = ${tenant} and state <> 'active'
    union all select 'loaded', id, null from connections
      where tenant_id = ${tenant} and load_began_at is not null and synced_at is not null
    union all select 'evaluated', program || ' ' || due_on, words from evaluations
      where tenant_id = ${tenant}
    union all select 'aside', 'enrolment-' || id, null from enrolments
      where tenant_id = ${tenant} and aside_at is not null
    union all select 'aside', 'delivery-' || id, null from inbox
      where tenant_id = ${tenant} and aside_at is not null`;
}
