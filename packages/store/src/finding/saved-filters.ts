import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** What customers are looked for by, under a name of the user's own. */
export interface SavedFilter {
  readonly id: string;
  readonly name: string;
  /** As whoever saved it wrote it: what is not understood any more is for the reader to say. */
  readonly filter: unknown;
  readonly madeAt: Instant;
  readonly madeBy: string;
  readonly changedAt: Instant;
  readonly changedBy: string;
}

/** Who saves a filter, and when. */
export interface SavedBy {
  readonly by: string;
  readonly at: Instant;
}

/** The most that are kept of a tenant: each is counted when they are listed. */
export const MOST_SAVED_FILTERS = 100;

const COLUMNS = sql`id, name, filter, made_at as "madeAt", made_by as "madeBy", changed_at as "changedAt",
  changed_by as "changedBy"`;

/** All filters of a tenant, by their names. */
export function listSavedFilters(tx: TenantTransaction): Promise<readonly SavedFilter[]> {
  return tx.rows(sql<SavedFilter>`
    select ${COLUMNS} from saved_filters where tenant_id = ${tx.tenant}
    order by lower(name), id limit ${MOST_SAVED_FILTERS}`);
}

/** Saves a filter, over one of its id if there is one; who made it stays. Gives nothing where there is no room for one more. */
export async function putSavedFilter(
  tx: TenantTransaction,
  { id, name, filter }: Pick<SavedFilter, "id" | "name" | "filter">,
  { by, at }: SavedBy,
): Promise<SavedFilter | undefined> {
  const [saved] = await tx.rows(sql<SavedFilter>`
    insert into saved_filters as f (tenant_id, id, name, filter, made_at, made_by, changed_at, changed_by)
    select ${tx.tenant}, ${id}, ${name}, ${json(filter)}::jsonb, ${at}::timestamptz, ${by}, ${at}::timestamptz, ${by}
    where exists (select from saved_filters o where o.tenant_id = ${tx.tenant} and o.id = ${id})
      or (select count(*) from saved_filters o where o.tenant_id = ${tx.tenant}) < ${MOST_SAVED_FILTERS}
    on conflict (tenant_id, id) do update set name = excluded.name, filter = excluded.filter,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by
    returning ${COLUMNS}`);
  return saved;
}

/** Takes a filter away; says whether there was one. */
export async function deleteSavedFilter(tx: TenantTransaction, id: string): Promise<boolean> {
  const gone = await tx.run(sql`
    delete from saved_filters where tenant_id = ${tx.tenant} and id = ${id}`);
  return gone > 0;
}
