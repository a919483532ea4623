import type { Instant } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** How many records or commands have a reason, in words. */
export interface CountedReason {
  readonly reason: string;
  readonly count: number;
}

/** One of the lists that an administrator looks at. */
export interface HealthList {
  readonly count: number;
  /** The commonest first, ten at most. */
  readonly reasons: readonly CountedReason[];
}

/** Something that a connection's other side did not take. */
export interface FailingCommand {
  /** A kind of effect, `update-consent`, `update-record` for what is written back, or `read` for a record that could not be read. */
  readonly kind: string;
  /** Whom it is about; nothing for a record that could not be read. */
  readonly customerId: string | null;
  /** The record, for one that could not be read. */
  readonly record: string | null;
  readonly at: Instant;
  /** In the other side's words. */
  readonly reason: string;
}

/** A record of the other side that is not taken in, or not all of it. */
export interface ExcludedRecord {
  /** Where it stands, such as `contacts 5`. */
  readonly record: string;
  readonly at: Instant;
  readonly reason: string;
}

/** How a connection does (ux.md, 1: three lists). */
export interface ConnectionHealth {
  /** Records of the mirror: they are as the other side told them last. */
  readonly inSync: number;
  /** Records that are not taken in. */
  readonly excluded: HealthList;
  /** The latest of them, newest first. */
  readonly lastExcluded: readonly ExcludedRecord[];
  /** Commands that were refused or are unclear, permissions that could not be written, records that could not be read. */
  readonly failing: HealthList;
  /** The latest of them, newest first. */
  readonly lastFailing: readonly FailingCommand[];
  /** What its reading has told of, by kind. */
  readonly readings: readonly {
    readonly kind: string;
    readonly read: number;
    readonly lastAt: Instant;
  }[];
  /** Records that wait to be read anew. */
  readonly waiting: number;
  /** Of how many records its reading from the beginning has told so far, and how many there are, where that is known. */
  readonly load: { readonly read: number; readonly total: number | null };
  /** When its reading from the beginning began, and when everything had been read last. */
  readonly loadBeganAt: Instant | null;
  readonly syncedAt: Instant | null;
}

/** How many reasons are told of each list, and how many of its latest entries. */
const REASONS = 10;
const LATEST = 20;

/** Reads how a connection does; nothing where there is none of the name. It counts, so it is for people who look. */
export async function readConnectionHealth(
  tx: TenantTransaction,
  connection: string,
): Promise<ConnectionHealth | undefined> {
  const failing = failingOf(tx, connection);
  const [[row], readings, excluded, lastExcluded, failed, lastFailing] = await Promise.all([
    tx.rows(sql<Counts>`
      select c.load_began_at as "loadBeganAt", c.synced_at as "syncedAt", c.load_total as total,
        (select count(*) from customers k where k.tenant_id = c.tenant_id and k.deleted_at is null)
          + (select count(*) from agreements k where k.tenant_id = c.tenant_id)
          + (select count(*) from purchases k where k.tenant_id = c.tenant_id) as "inSync",
        (select count(*) from exclusions k where k.tenant_id = c.tenant_id and k.connection_id = c.id) as excluded,
        (select count(*) from rereads k where k.tenant_id = c.tenant_id and k.connection_id = c.id) as waiting
      from connections c where c.tenant_id = ${tx.tenant} and c.id = ${connection}`),
    tx.rows(sql<ConnectionHealth["readings"][number]>`
      select kind, read, last_at as "lastAt" from readings
      where tenant_id = ${tx.tenant} and connection_id = ${connection} order by kind`),
    tx.rows(sql<CountedReason>`
      select reason, count(*) as count from exclusions
      where tenant_id = ${tx.tenant} and connection_id = ${connection}
      group by reason order by count(*) desc, reason limit ${REASONS}`),
    tx.rows(sql<ExcludedRecord>`
      select trim(object || ' ' || id) as record, at, reason from exclusions
      where tenant_id = ${tx.tenant} and connection_id = ${connection} order by at desc, id limit ${LATEST}`),
    tx.rows(sql<CountedReason & { readonly total: number }>`
      select reason, count(*) as count, sum(count(*)) over () as total from (${failing}) f
      group by reason order by count(*) desc, reason limit ${REASONS}`),
    tx.rows(sql<FailingCommand>`
      select kind, customer_id as "customerId", record, at, reason from (${failing}) f
      order by at desc limit ${LATEST}`),
  ]);
  if (!row) return undefined;
  const { excluded: count, total, ...rest } = row;
  return {
    ...rest,
    excluded: { count, reasons: excluded },
    failing: {
      count: failed[0]?.total ?? 0,
      reasons: failed.map(({ reason, count: times }) => ({ reason, count: times })),
    },
    ...{ lastExcluded, lastFailing, readings },
    load: { read: recordsOf(readings), total },
  };
}

interface Counts extends Pick<ConnectionHealth, "inSync" | "waiting" | "loadBeganAt" | "syncedAt"> {
  readonly excluded: number;
  readonly total: number | null;
}

/** Permissions are told of customers, who are counted already. */
function recordsOf(readings: ConnectionHealth["readings"]): number {
  const records = readings.filter(({ kind }) => kind !== "consent");
  return records.reduce((sum, { read }) => sum + read, 0);
}

function failingOf(tx: TenantTransaction, connection: string): RawBuilder<unknown> {
  return sql`
    select kind, customer_id, null as record, coalesce(settled_at, created_at) as at, coalesce(reason, '?') as reason
      from outbox where tenant_id = ${tx.tenant} and state in ('refused', 'unclear') and connection_id = ${connection}
    union all
    select 'update-consent', customer_id, null, at, problem from consent_writes
      where tenant_id = ${tx.tenant} and connection_id = ${connection} and problem is not null
    union all
    select 'put-call', customer_id, null, at, problem from promise_writes
      where tenant_id = ${tx.tenant} and connection_id = ${connection} and problem is not null
    union all
    select 'update-record', customer_id, null, at, problem from record_writes
      where tenant_id = ${tx.tenant} and connection_id = ${connection} and problem is not null
    union all
    select 'read', null, object || ' ' || id, asked_at, problem from rereads
      where tenant_id = ${tx.tenant} and connection_id = ${connection} and problem is not null`;
}
