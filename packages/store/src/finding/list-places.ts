import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** The tiers and segments that customers have, whoever gave them: at most a hundred of each. */
export interface Places {
  readonly tiers: readonly string[];
  readonly segments: readonly string[];
}

/** Finds which tiers and segments there are among a tenant's customers. */
export async function listPlaces(tx: TenantTransaction): Promise<Places> {
  const [row] = await tx.rows(sql<Places>`
    with places as materialized (
      select tier, segment from customers where tenant_id = ${tx.tenant} and deleted_at is null group by 1, 2)
    select array(select distinct tier from places where tier is not null order by 1 limit 100) as tiers,
      array(select distinct segment from places where segment is not null order by 1 limit 100) as segments`);
  return row ?? { tiers: [], segments: [] };
}
