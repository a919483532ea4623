import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** What makes a customer worth a visit, as it was saved; whoever reads it parses it. */
export interface StoredVisitCriteria {
  readonly criteria: unknown;
  readonly savedAt: Instant;
  readonly savedBy: string;
}

/** What makes a customer worth a visit; nothing where nobody has saved it. */
export async function readVisitCriteria(
  tx: TenantTransaction,
): Promise<StoredVisitCriteria | undefined> {
  const [found] = await tx.rows(sql<StoredVisitCriteria>`
    select criteria, saved_at as "savedAt", saved_by as "savedBy" from visit_criteria where tenant_id = ${tx.tenant}`);
  return found;
}

/** Saves what makes a customer worth a visit, for every list from then on. */
export async function saveVisitCriteria(
  tx: TenantTransaction,
  { criteria, savedAt, savedBy }: StoredVisitCriteria,
): Promise<void> {
  await tx.run(sql`
    insert into visit_criteria (tenant_id, criteria, saved_at, saved_by)
    values (${tx.tenant}, ${json(criteria)}::jsonb, ${savedAt}, ${savedBy})
    on conflict (tenant_id) do update set criteria = excluded.criteria, saved_at = excluded.saved_at,
      saved_by = excluded.saved_by`);
}
