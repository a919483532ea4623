import type { LocalDate, RecordId } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A tier that a person set for a customer, whatever the rules say (product.md, 19). */
export interface TierOverrideKept {
  readonly tier: string;
  /** The last day it holds; null until it is taken back. */
  readonly until: LocalDate | null;
  readonly reason: string;
  /** Who set it. */
  readonly by: string;
}

/** Sets a customer's tier by hand, in place of what was set before. The next computation of the customer goes by it. */
export async function setTierOverride(
  tx: TenantTransaction,
  customerId: RecordId,
  set: TierOverrideKept & { readonly on: LocalDate },
): Promise<void> {
  const { tier, until, reason, by, on } = set;
  await tx.run(sql`
    insert into standings (tenant_id, customer_id, as_of, override_tier, override_until, override_reason, override_by)
    values (${tx.tenant}, ${customerId}, ${on}::date, ${tier}, ${until}::date, ${reason}, ${by})
    on conflict (tenant_id, customer_id) do update set override_tier = excluded.override_tier,
      override_until = excluded.override_until, override_reason = excluded.override_reason,
      override_by = excluded.override_by`);
}

/** Takes back the tier that was set by hand, and gives what it was; nothing where none was. */
export async function clearTierOverride(
  tx: TenantTransaction,
  customerId: RecordId,
): Promise<TierOverrideKept | undefined> {
  const before = await readTierOverride(tx, customerId);
  if (before === undefined) return undefined;
  await tx.run(sql`
    update standings set override_tier = null, override_until = null, override_reason = null, override_by = null
    where tenant_id = ${tx.tenant} and customer_id = ${customerId}`);
  return before;
}

/** The tier that was set by hand, also where its time is over; nothing where none was set. The row is locked. */
export async function readTierOverride(
  tx: TenantTransaction,
  customerId: RecordId,
): Promise<TierOverrideKept | undefined> {
  const [found] = await tx.rows(sql<TierOverrideKept>`
    select override_tier as tier, override_until as until, coalesce(override_reason, '') as reason,
      coalesce(override_by, '') as by
    from standings where tenant_id = ${tx.tenant} and customer_id = ${customerId} and override_tier is not null
    for update`);
  return found;
}
