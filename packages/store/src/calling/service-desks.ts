import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** How a company answers its calls, as it was saved; whoever reads it parses it. */
export interface StoredServiceDesk {
  readonly settings: unknown;
  readonly savedAt: Instant;
  readonly savedBy: string;
}

/** How a company answers its calls; nothing where nobody has saved it. */
export async function readServiceDesk(
  tx: TenantTransaction,
): Promise<StoredServiceDesk | undefined> {
  const [found] = await tx.rows(sql<StoredServiceDesk>`
    select settings, saved_at as "savedAt", saved_by as "savedBy" from service_desks where tenant_id = ${tx.tenant}`);
  return found;
}

/** Saves how a company answers its calls, for every process from then on. */
export async function saveServiceDesk(
  tx: TenantTransaction,
  { settings, savedAt, savedBy }: StoredServiceDesk,
): Promise<void> {
  await tx.run(sql`
    insert into service_desks (tenant_id, settings, saved_at, saved_by)
    values (${tx.tenant}, ${json(settings)}::jsonb, ${savedAt}, ${savedBy})
    on conflict (tenant_id) do update set settings = excluded.settings, saved_at = excluded.saved_at,
      saved_by = excluded.saved_by`);
  await tx.run(sql`update tenants set revision = revision + 1 where tenant_id = ${tx.tenant}`);
}
