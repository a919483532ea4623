import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** How long what came in is kept after it was worked off, in days, where a tenant says nothing. */
export const KEEP_DAYS = 30;

/**
 * How long the id of what was forgotten is kept, in days: a repeat that comes later is not recognised. Senders repeat
 * a delivery for days, and reviews read what changed since the day before; more than a year covers whoever restores
 * a system of theirs from an old backup.
 */
export const REPEAT_DAYS = 400;

/** What to forget. */
export interface Forgetting {
  readonly now: Instant;
  /** How many rows of a kind at most. */
  readonly limit: number;
}

/** How many rows were touched, of each kind. */
export interface Forgotten {
  readonly deliveries: number;
  readonly signals: number;
  readonly ids: number;
}

/**
 * Forgets the next of what came in and was worked off longer ago than the tenant keeps it, all but its ids; and the
 * ids that no repeat can have any more. What waits, or is put aside, is never touched.
 */
export async function forgetWorkedOff(
  tx: TenantTransaction,
  { now, limit }: Forgetting,
): Promise<Forgotten> {
  const keepDays = await readKeepDays(tx);
  const before = (days: number) => sql`${now}::timestamptz - make_interval(days => ${days}::int)`;
  const [kept, repeats] = [before(keepDays), before(REPEAT_DAYS)];
  const [deliveries, signals, ...ids] = await Promise.all([
    tx.run(sql`
      update inbox set forgotten_at = ${now}, url = '', headers = '{}', body = ''
      where tenant_id = ${tx.tenant} and id = any (array(
        select id from inbox where tenant_id = ${tx.tenant} and taken_at < ${kept} and taken_at is not null
          and forgotten_at is null and aside_at is null
        order by taken_at limit ${limit} for update skip locked))`),
    tx.run(sql`
      update signals set forgotten_at = ${now}, customer_id = null, agreement_id = null, body = '{}'
      where tenant_id = ${tx.tenant} and id = any (array(
        select id from signals where tenant_id = ${tx.tenant} and recorded_at < ${kept} and forgotten_at is null
        order by recorded_at limit ${limit} for update skip locked))`),
    tx.run(sql`
      delete from inbox where tenant_id = ${tx.tenant} and id = any (array(
        select id from inbox where tenant_id = ${tx.tenant} and forgotten_at < ${repeats} and forgotten_at is not null
        order by forgotten_at limit ${limit} for update skip locked))`),
    tx.run(sql`
      delete from signals where tenant_id = ${tx.tenant} and id = any (array(
        select id from signals where tenant_id = ${tx.tenant} and forgotten_at < ${repeats} and forgotten_at is not null
        order by forgotten_at limit ${limit} for update skip locked))`),
    // Numbers of callers who are nobody's.
    tx.run(sql`
      update phone_calls set phone = null where tenant_id = ${tx.tenant} and id = any (array(
        select id from phone_calls where tenant_id = ${tx.tenant} and customer_id is null and phone is not null
          and started_at < ${kept}
        order by started_at limit ${limit} for update skip locked))`),
  ]);
  return { deliveries, signals, ids: ids.reduce((sum, each) => sum + each, 0) };
}

/** For how many days a tenant keeps what came in after it was worked off. */
export async function readKeepDays(tx: TenantTransaction): Promise<number> {
  const [row] = await tx.rows(sql<{ days: number }>`
    select keep_days as days from tenants where tenant_id = ${tx.tenant}`);
  return row?.days ?? KEEP_DAYS;
}

/** Sets for how many days a tenant keeps what came in after it was worked off, from 1 to 3650. */
export async function setKeepDays(tx: TenantTransaction, days: number): Promise<void> {
  await tx.run(sql`update tenants set keep_days = ${days} where tenant_id = ${tx.tenant}`);
}
