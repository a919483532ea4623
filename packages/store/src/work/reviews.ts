import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A review that is under way: whoever does it counts as dead from this moment on. */
export interface HeldReview {
  readonly until: Instant;
}

/** Takes the daily review upon oneself if it is due. Says whether it was: one of many that ask is told so. */
export async function claimReview(
  tx: TenantTransaction,
  { now, until }: HeldReview & { readonly now: Instant },
): Promise<boolean> {
  const claimed = await tx.run(sql`
    update tenants set review_at = ${until}
    where tenant_id = ${tx.tenant} and (review_at is null or review_at <= ${now})`);
  return claimed > 0;
}

/**
 * Says when a review that one holds is due again: later while it is under way, or its next time once it is over.
 * Says whether one still held it: not where somebody has asked for another meanwhile.
 */
export async function passReview(
  tx: TenantTransaction,
  { until }: HeldReview,
  next: Instant,
): Promise<boolean> {
  const passed = await tx.run(sql`
    update tenants set review_at = ${next} where tenant_id = ${tx.tenant} and review_at = ${until}`);
  return passed > 0;
}

/** Has the daily review done at once, and once more if one is under way. */
export async function requestReview(tx: TenantTransaction): Promise<void> {
  await tx.run(sql`update tenants set review_at = null where tenant_id = ${tx.tenant}`);
}
