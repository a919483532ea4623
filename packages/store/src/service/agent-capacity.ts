import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** How many calls the agents can make on a day, as core/lifecycle reads it (`AgentCapacity`); nothing where it is not set. */
export async function readAgentCapacity(tx: TenantTransaction): Promise<unknown> {
  const [row] = await tx.rows(sql<{ capacity: unknown }>`
    select agent_capacity as capacity from tenants where tenant_id = ${tx.tenant}`);
  return row?.capacity ?? null;
}

/** Sets how many calls the agents can make on a day; with nothing, calls are not paced. */
export async function saveAgentCapacity(tx: TenantTransaction, capacity: unknown): Promise<void> {
  const kept = capacity === null ? null : json(capacity);
  await tx.run(sql`
    update tenants set agent_capacity = ${kept}::jsonb where tenant_id = ${tx.tenant}`);
}
