import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { Tenant } from "./tenant.ts";

/** What of a tenant can be changed. */
export type TenantChange = Partial<
  Pick<Tenant, "name" | "locale" | "timeZone" | "country" | "currency" | "policy">
>;

/** Changes what a tenant has chosen; what is left out stays. Other processes know of it by its revision. */
export async function changeTenant(tx: TenantTransaction, change: TenantChange): Promise<void> {
  const { name = null, locale = null, timeZone = null, country = null, currency = null } = change;
  const policy = change.policy === undefined ? null : json(change.policy);
  await tx.run(sql`
    update tenants set name = coalesce(${name}, name), locale = coalesce(${locale}, locale),
      time_zone = coalesce(${timeZone}, time_zone), country = coalesce(${country}, country),
      currency = coalesce(${currency}, currency), policy = coalesce(${policy}::jsonb, policy),
      revision = revision + 1
    where tenant_id = ${tx.tenant}`);
}
