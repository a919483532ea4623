import type { Instant, LocalDate } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A call that was promised, and what came of the promise. */
export interface StoredPromise {
  readonly id: string;
  readonly customerId: string;
  readonly agreementId: string | null;
  readonly date: LocalDate;
  /** Times of the day in the tenant's zone. */
  readonly from: string;
  readonly to: string;
  readonly notBefore: Instant;
  readonly dueBy: Instant;
  readonly expiresAt: Instant;
  readonly about: string;
  readonly phone: string | null;
  readonly agent: string | null;
  readonly agreedAt: Instant;
  readonly settledAt: Instant | null;
  readonly settledAs: "kept" | "called-off" | null;
}

/** The columns of a promise under the names of `StoredPromise`, for the alias `p`. */
export const PROMISE_COLUMNS = sql`
  p.id, p.customer_id as "customerId", p.agreement_id as "agreementId", p.on_date as date, p.from_time as "from",
  p.to_time as "to", p.not_before as "notBefore", p.due_by as "dueBy", p.expires_at as "expiresAt", p.about, p.phone,
  p.agent, p.agreed_at as "agreedAt", p.settled_at as "settledAt", p.settled_as as "settledAs"`;

/** A promise as it is given. */
export type NewPromise = Omit<StoredPromise, "settledAt" | "settledAs">;

/** Keeps promises; one that is told anew is as it was told last, unless it is settled. Ids must be unique within a call. */
export async function addPromises(
  tx: TenantTransaction,
  promises: readonly NewPromise[],
): Promise<void> {
  if (promises.length === 0) return;
  await tx.run(sql`
    insert into call_promises (tenant_id, id, customer_id, agreement_id, on_date, from_time, to_time, not_before, due_by,
      expires_at, about, phone, agent, agreed_at)
    select ${tx.tenant}, r.id, r."customerId", r."agreementId", r.date, r."from", r."to", r."notBefore", r."dueBy",
      r."expiresAt", r.about, r.phone, r.agent, r."agreedAt"
    from json_to_recordset(${json(promises)}::json) as r(id text, "customerId" text, "agreementId" text, date date,
      "from" text, "to" text, "notBefore" timestamptz, "dueBy" timestamptz, "expiresAt" timestamptz, about text,
      phone text, agent text, "agreedAt" timestamptz)
    order by r.id collate "C"
    on conflict (tenant_id, id) do update set agreement_id = excluded.agreement_id, on_date = excluded.on_date,
      from_time = excluded.from_time, to_time = excluded.to_time, not_before = excluded.not_before,
      due_by = excluded.due_by, expires_at = excluded.expires_at, about = excluded.about, phone = excluded.phone,
      agent = excluded.agent where call_promises.settled_at is null`);
}

/** A call that may keep promises: made with a customer, begun at a moment. */
export interface KeepingCall {
  readonly customerId: string;
  readonly at: Instant;
}

/**
 * Settles promises of customers whom a call has reached: those that could be kept then, or were missed before it, and gives their ids. A
 * promise that was made in a call is not kept by that call.
 */
export async function keepPromises(
  tx: TenantTransaction,
  calls: readonly KeepingCall[],
): Promise<readonly string[]> {
  if (calls.length === 0) return [];
  const kept = await tx.rows(sql<{ id: string }>`
    update call_promises p set settled_at = r.at, settled_as = 'kept'
    from json_to_recordset(${json(calls)}::json) as r("customerId" text, at timestamptz)
    where p.tenant_id = ${tx.tenant} and p.customer_id = r."customerId" and p.settled_at is null
      and p.not_before <= r.at and p.agreed_at < r.at
    returning p.id`);
  return kept.map(({ id }) => id);
}

/** Settles one promise by hand; one that is settled stays as it is. Gives it as it then is; nothing where there is none. */
export async function settlePromise(
  tx: TenantTransaction,
  id: string,
  { as, at }: { readonly as: "kept" | "called-off"; readonly at: Instant },
): Promise<StoredPromise | undefined> {
  await tx.run(sql`
    update call_promises set settled_at = ${at}, settled_as = ${as}
    where tenant_id = ${tx.tenant} and id = ${id} and settled_at is null`);
  const [found] = await readPromises(tx, [id]);
  return found;
}

/** Calls off the promises of customers who want no more calls, and gives their ids. */
export async function callOffPromises(
  tx: TenantTransaction,
  customerIds: readonly string[],
  at: Instant,
): Promise<readonly string[]> {
  if (customerIds.length === 0) return [];
  const off = await tx.rows(sql<{ id: string }>`
    update call_promises set settled_at = ${at}, settled_as = 'called-off'
    where tenant_id = ${tx.tenant} and customer_id = any(${[...customerIds]}::text[]) and settled_at is null
    returning id`);
  return off.map(({ id }) => id);
}

/** Promises by id, in no order. */
export function readPromises(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<readonly StoredPromise[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return tx.rows(sql<StoredPromise>`
    select ${PROMISE_COLUMNS} from call_promises p
    where p.tenant_id = ${tx.tenant} and p.id = any(${[...ids]}::text[])`);
}

/** A promise with whom it was given to. */
export interface ListedPromise extends StoredPromise {
  readonly name: string;
  /** The number to call: the one that was asked for, or one on the record. */
  readonly number: string | null;
}

/** Which promises to look for. */
export interface PromiseQuery {
  readonly customer?: string | undefined;
  /** Only those to be kept from before this moment on. */
  readonly notBefore?: Instant | undefined;
  /** Only those that were due before this moment. */
  readonly dueBefore?: Instant | undefined;
  readonly limit: number;
}

/** Promises by id with whom they were given to, in no order; without those whose customers are gone. */
export function readListedPromises(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<readonly ListedPromise[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return tx.rows(sql<ListedPromise>`
    select ${PROMISE_COLUMNS}, c.name, coalesce(p.phone, c.mobile, c.phone) as number
    from call_promises p join customers c on c.tenant_id = p.tenant_id and c.id = p.customer_id
    where p.tenant_id = ${tx.tenant} and p.id = any(${[...ids]}::text[]) and c.deleted_at is null`);
}

/** Promises that are not kept yet, the first due first. */
export function listPromises(
  tx: TenantTransaction,
  { customer, notBefore, dueBefore, limit }: PromiseQuery,
): Promise<readonly ListedPromise[]> {
  return tx.rows(sql<ListedPromise>`
    select ${PROMISE_COLUMNS}, c.name, coalesce(p.phone, c.mobile, c.phone) as number
    from call_promises p join customers c on c.tenant_id = p.tenant_id and c.id = p.customer_id
    where p.tenant_id = ${tx.tenant} and p.settled_at is null and c.deleted_at is null
      and ${customer === undefined ? sql`true` : sql`p.customer_id = ${customer}`}
      and ${notBefore === undefined ? sql`true` : sql`p.not_before <= ${notBefore}`}
      and ${dueBefore === undefined ? sql`true` : sql`p.due_by <= ${dueBefore}`}
    order by p.not_before, p.id limit ${limit}`);
}
