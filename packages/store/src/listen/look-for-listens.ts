import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { asSystem } from "../database/tenant-transaction.ts";

/** What is looked for among all tenants' connections. */
export interface ListensWanted {
  /** The connectors that can listen, by id. */
  readonly connectors: readonly string[];
  readonly now: Instant;
  /** What this process listens as. */
  readonly holders: readonly string[];
}

/** What one look over all tenants finds; no demo's. */
export interface ListensFound {
  /** What nobody listens to and may be tried now. */
  readonly due: readonly { readonly tenant: number; readonly connection: string }[];
  /** Those of `holders` that still hold what they listen to, and whose connection does not stand still. */
  readonly held: readonly string[];
}

/** Finds connections that nobody listens to, and what one must not listen to any longer. */
export async function lookForListens(db: Database, wanted: ListensWanted): Promise<ListensFound> {
  const { connectors, now, holders } = wanted;
  const rows = await asSystem(db, (tx) =>
    tx.rows(sql<{ tenant: number; connection: string; holder: string | null; due: boolean }>`
      select c.tenant_id as tenant, c.id as connection, l.holder, coalesce(l.due_at <= ${now}, true) as due
      from connections c join tenants t on t.tenant_id = c.tenant_id
        left join connection_listens l on l.tenant_id = c.tenant_id and l.connection_id = c.id
      where c.connector = any(${[...connectors]}::text[]) and c.state = 'active' and not c.held and t.demo_now is null
        and (coalesce(l.due_at <= ${now}, true) or l.holder = any(${[...holders]}::text[]))
      order by l.due_at nulls first, c.tenant_id, c.id`),
  );
  const isMine = new Set(holders);
  return {
    due: rows.filter(({ due }) => due).map(({ tenant, connection }) => ({ tenant, connection })),
    held: rows.flatMap(({ holder }) => (holder !== null && isMine.has(holder) ? [holder] : [])),
  };
}
