import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import { type ListedPromise, readListedPromises } from "../calling/promises.ts";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Promises that the keeper of a call list is to be told of. */
export interface PromiseOrder {
  /** The connection whose list new ones go on; nothing where there is none. */
  readonly keeper: string | undefined;
  /** Those that were given, changed or settled. @default all that are to be kept and are on no list */
  readonly promiseIds?: readonly string[];
  readonly now: Instant;
}

/**
 * Orders that promised calls be on a call list as they stand now; due at once. What is on a list stays on that one, unless its connection
 * was taken out; of what is settled only that is told, for it to be taken off.
 */
export async function orderPromiseWrites(
  tx: TenantTransaction,
  { keeper, promiseIds, now }: PromiseOrder,
): Promise<void> {
  if (promiseIds?.length === 0) return;
  const isNew =
    keeper === undefined ? sql`false` : sql`k.promise_id is null and p.settled_at is null`;
  const wanted =
    promiseIds === undefined
      ? sql`${isNew} and p.expires_at > ${now}`
      : sql`p.id = any(${[...promiseIds]}::text[]) and (k.promise_id is not null or ${isNew})`;
  await tx.run(sql`
    insert into promise_writes as w (tenant_id, connection_id, promise_id, customer_id, at, due_at)
    select ${tx.tenant}, coalesce(k.connection_id, ${keeper ?? null}), p.id, p.customer_id, ${now}, ${now}
    from call_promises p left join lateral (
      select w.promise_id, w.connection_id from promise_writes w
        join connections c on c.tenant_id = w.tenant_id and c.id = w.connection_id and c.state <> 'disconnected'
      where w.tenant_id = ${tx.tenant} and w.promise_id = p.id) k on true
    where p.tenant_id = ${tx.tenant} and ${wanted}
    order by p.id
    on conflict (tenant_id, connection_id, promise_id) do update
      set customer_id = excluded.customer_id, at = excluded.at, due_at = excluded.due_at, asks = w.asks + 1,
        attempts = 0, problem = null`);
}

/** A promise that somebody has taken upon themselves to tell of. */
export interface ClaimedPromiseWrite {
  readonly promiseId: string;
  readonly customerId: string;
  readonly asks: number;
  readonly attempts: number;
  /** Whether the other side may have the entry. */
  readonly isListed: boolean;
  /** The promise as it stands, with whom it was given to; nothing where either is gone. */
  readonly promise: ListedPromise | undefined;
}

/**
 * Takes promises to tell of that nobody else holds, oldest first; `until` is when whoever takes them counts as dead. From now on the
 * other side may have those that are to be kept.
 */
export async function claimPromiseWrites(
  tx: TenantTransaction,
  claim: {
    readonly connectionId: string;
    readonly now: Instant;
    readonly until: Instant;
    readonly limit: number;
  },
): Promise<readonly ClaimedPromiseWrite[]> {
  const { connectionId, now, until, limit } = claim;
  const claimed = await tx.rows(sql<Omit<ClaimedPromiseWrite, "promise">>`
    with due as materialized (
      select promise_id, listed from promise_writes
      where tenant_id = ${tx.tenant} and connection_id = ${connectionId} and due_at <= ${now}
      order by due_at limit ${limit} for update skip locked)
    update promise_writes k set due_at = ${until}, listed = k.listed or exists (
        select from call_promises p
        where p.tenant_id = ${tx.tenant} and p.id = k.promise_id and p.settled_at is null)
    from due where k.tenant_id = ${tx.tenant} and k.connection_id = ${connectionId} and k.promise_id = due.promise_id
    returning k.promise_id as "promiseId", k.customer_id as "customerId", k.asks, k.attempts, due.listed as "isListed"`);
  const ids = claimed.map(({ promiseId }) => promiseId);
  const known = new Map((await readListedPromises(tx, ids)).map((each) => [each.id, each]));
  return claimed.map((each) => ({ ...each, promise: known.get(each.promiseId) }));
}

/** What came of one: told where `problem` is null; tried again at `dueAt`, or never where there is none. */
export interface PromiseWriteOutcome extends Pick<ClaimedPromiseWrite, "promiseId" | "asks"> {
  readonly problem: string | null;
  readonly dueAt?: Instant | undefined;
  /** Whether the attempt does not count: the connection was to blame. */
  readonly uncounted?: boolean | undefined;
  /** Whether the other side has the entry once it was told. */
  readonly isListed: boolean;
}

/** Writes what came of promises; those that were changed meanwhile are told once more. */
export async function settlePromiseWrites(
  tx: TenantTransaction,
  connectionId: string,
  outcomes: readonly PromiseWriteOutcome[],
): Promise<void> {
  const rows = sql`json_to_recordset(${json(outcomes)}::json) as r("promiseId" text, asks int, problem text,
    "dueAt" timestamptz, uncounted boolean, "isListed" boolean)`;
  const same = sql`k.tenant_id = ${tx.tenant} and k.connection_id = ${connectionId}
    and k.promise_id = r."promiseId" and k.asks = r.asks`;
  await Promise.all([
    tx.run(sql`
      delete from promise_writes k using ${rows} where ${same} and r.problem is null and not r."isListed"`),
    tx.run(sql`
      update promise_writes k set problem = r.problem, due_at = r."dueAt",
        attempts = case when r.problem is null then 0 when r.uncounted then k.attempts else k.attempts + 1 end
      from ${rows} where ${same} and (r.problem is not null or r."isListed")`),
  ]);
}

/** Forgets promises of which the other side knows itself what came of them: nobody is told what it told. */
export async function dropPromiseWrites(
  tx: TenantTransaction,
  connectionId: string,
  promiseIds: readonly string[],
): Promise<void> {
  if (promiseIds.length === 0) return;
  await tx.run(sql`
    delete from promise_writes where tenant_id = ${tx.tenant} and connection_id = ${connectionId}
      and promise_id = any(${[...promiseIds]}::text[])`);
}
