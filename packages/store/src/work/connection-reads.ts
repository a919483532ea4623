import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { readHead } from "./read-head.ts";

/** A reading of a connection that is under way: whoever does it counts as dead from this moment on. */
export interface HeldRead {
  readonly connection: string;
  readonly until: Instant;
}

/** A connection that one has taken upon oneself to read. */
export interface ClaimedRead extends HeldRead {
  /** How often it could not be read since it last could. */
  readonly failures: number;
}

/** What is to be taken. */
export interface ReadClaim {
  readonly now: Instant;
  /** When whoever reads counts as dead. */
  readonly until: Instant;
  /** One connection, whether it is due or not. @default the one that has been due for longest */
  readonly connection?: string | undefined;
}

/**
 * Takes a connection to read that nobody else reads; nothing where there is none. What an administrator took out of
 * its account is never read, nor what somebody paused until they let it go on.
 */
export async function claimRead(
  tx: TenantTransaction,
  { now, until, connection }: ReadClaim,
): Promise<ClaimedRead | undefined> {
  const head = readHead(sql`c`);
  const wanted =
    connection === undefined
      ? sql`(${head} is null or ${head} <= ${now})`
      : sql`c.id = ${connection} and (c.read_until is null or c.read_until <= ${now})`;
  const [claimed] = await tx.rows(sql<ClaimedRead>`
    with due as materialized (
      select c.id from connections c
      where c.tenant_id = ${tx.tenant} and c.state <> 'disconnected' and not c.held and ${wanted}
      order by c.read_at nulls first, c.id limit 1 for update ${connection === undefined ? sql`skip locked` : sql``})
    update connections k set read_at = ${until}, read_until = ${until} from due
    where k.tenant_id = ${tx.tenant} and k.id = due.id
    returning k.id as connection, k.read_until as until, k.read_failures as failures`);
  return claimed;
}

/** Says that a reading that one holds goes on, until a later moment. Says whether one still held it. */
export async function prolongRead(
  tx: TenantTransaction,
  { connection, until }: HeldRead,
  next: Instant,
): Promise<boolean> {
  const passed = await tx.run(sql`
    update connections set read_until = ${next}, read_at = case when read_at is null then null else ${next}::timestamptz end
    where tenant_id = ${tx.tenant} and id = ${connection} and read_until = ${until}`);
  return passed > 0;
}

/** What came of a reading. */
export interface ReadEnd {
  /** When the connection is due again; at once where somebody has asked for it meanwhile. */
  readonly next: Instant;
  readonly failures: number;
}

/** Says that a reading that one holds is over. Says whether one still held it. */
export async function endRead(
  tx: TenantTransaction,
  { connection, until }: HeldRead,
  { next, failures }: ReadEnd,
): Promise<boolean> {
  const ended = await tx.run(sql`
    update connections set read_until = null, read_failures = ${failures},
      read_at = case when read_at is null then null else ${next}::timestamptz end
    where tenant_id = ${tx.tenant} and id = ${connection} and read_until = ${until}`);
  return ended > 0;
}

/** Has a connection read at once, and once more if it is being read. */
export async function requestRead(tx: TenantTransaction, connection: string): Promise<void> {
  await tx.run(sql`
    update connections set read_at = null where tenant_id = ${tx.tenant} and id = ${connection}`);
}

/** Ends the readings under way and has all connections read at once: whoever read them is gone. */
export async function recoverReads(tx: TenantTransaction): Promise<void> {
  await tx.run(sql`
    update connections set read_at = null, read_until = null where tenant_id = ${tx.tenant}`);
}

/** Connections that somebody reads just now and that everything was read of before, by id. */
export async function listReadsUnderWay(
  tx: TenantTransaction,
  now: Instant,
): Promise<readonly string[]> {
  const rows = await tx.rows(sql<{ id: string }>`
    select id from connections
    where tenant_id = ${tx.tenant} and read_until > ${now} and synced_at is not null order by id`);
  return rows.map(({ id }) => id);
}
