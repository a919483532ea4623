import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { type AttemptKind, LINES, WORKER_DOWN } from "./line.ts";

/** How often something may bring its worker down before it is put aside (reliability.md, 7.2 row 42). */
export const MOST_ATTEMPTS = 3;

/** What to take up. */
export interface AttemptClaim {
  readonly kind: AttemptKind;
  readonly now: Instant;
  readonly limit: number;
  /** Attempts of one's own that ended without going down, as far as that could not be said at once. */
  readonly forgiven?: readonly number[];
}

/** What was taken up, locked until the transaction ends. */
export interface TakenUp {
  readonly ids: readonly number[];
  /** Whether there may be more. */
  readonly more: boolean;
  /** What was put aside, because it has brought its worker down too often. */
  readonly aside: readonly number[];
}

interface Due {
  readonly id: number;
  readonly downs: number;
  /** Whether a worker went down that had nothing else in hand. */
  readonly alone: boolean;
}

/**
 * Locks what is due and nobody else holds. What a worker went down over comes in a smaller company each time, at
 * last alone: attempts that still name what is locked here came to no end, since whoever is at work holds it locked.
 */
export async function takeUp(tx: TenantTransaction, claim: AttemptClaim): Promise<TakenUp> {
  const { kind, now, limit, forgiven = [] } = claim;
  const { table, isDue, order } = LINES[kind];
  if (forgiven.length > 0) await Promise.all(forgiven.map((id) => endAttempt(tx, id)));
  // They travel together, and the second sees what has become of the attempts of whoever held them locked before.
  const [locked, open] = await Promise.all([
    tx.rows(sql<Locked>`
      select w.id, w.downs from ${table} w where w.tenant_id = ${tx.tenant} and ${isDue(now)}
      order by ${order} limit ${limit} for update skip locked`),
    tx.rows(sql<OpenAttempt>`
      select to_json(refs) as refs from attempts where tenant_id = ${tx.tenant} and kind = ${kind}`),
  ]);
  if (locked.length === 0) return { ids: [], more: false, aside: [] };
  const due = await countDowns(tx, { kind, locked, open });
  const isPoison = ({ downs, alone }: Due) => alone && downs >= MOST_ATTEMPTS;
  const poison = due.filter(isPoison);
  await putAside(tx, claim, poison);
  const ids = companyOf(
    due.filter((each) => !isPoison(each)),
    limit,
  );
  const more = locked.length === limit || ids.length + poison.length < locked.length;
  return { ids, more, aside: poison.map(({ id }) => id) };
}

interface Locked {
  readonly id: number;
  readonly downs: number;
}

/** What somebody is at, or went down over. */
interface OpenAttempt {
  readonly refs: readonly number[];
}

/** Adds up how often workers went down over what is locked, and takes it off the attempts that came to no end. */
async function countDowns(
  tx: TenantTransaction,
  {
    kind,
    locked,
    open,
  }: {
    readonly kind: AttemptKind;
    readonly locked: readonly Locked[];
    readonly open: readonly OpenAttempt[];
  },
): Promise<readonly Due[]> {
  const due = locked.map((each) => ({ ...each, times: 0, alone: false }));
  const byId = new Map(due.map((each) => [each.id, each]));
  for (const { refs } of open) {
    for (const found of refs.flatMap((ref) => byId.get(ref) ?? [])) {
      found.times += 1;
      found.downs += 1;
      if (refs.length === 1) found.alone = true;
    }
  }
  const broken = due.filter(({ times }) => times > 0);
  if (broken.length === 0) return due;
  const { table } = LINES[kind];
  const ids = broken.map(({ id }) => id);
  await tx.run(sql`
    update ${table} w set downs = b.downs
    from unnest(${ids}::bigint[], ${broken.map(({ downs }) => downs)}::int[]) b(id, downs)
    where w.tenant_id = ${tx.tenant} and w.id = b.id`);
  await tx.run(sql`
    update attempts a set refs = array(select unnest(a.refs) except select unnest(${ids}::bigint[]))
    where a.tenant_id = ${tx.tenant} and a.kind = ${kind} and a.refs && ${ids}::bigint[]`);
  await tx.run(sql`delete from attempts where tenant_id = ${tx.tenant} and refs = '{}'`);
  return due;
}

async function putAside(
  tx: TenantTransaction,
  { kind, now }: AttemptClaim,
  poison: readonly Due[],
): Promise<void> {
  if (poison.length === 0) return;
  const { table, leave } = LINES[kind];
  await tx.run(sql`
    update ${table} w set aside_at = ${now}, ${leave(now)}
    where w.tenant_id = ${tx.tenant} and w.id = any (${poison.map(({ id }) => id)}::bigint[])`);
}

/** Those that go together: all that no worker went down over; else some of those it happened to once; else one. */
function companyOf(due: readonly Due[], limit: number): readonly number[] {
  const sound = due.filter(({ downs }) => downs === 0);
  if (sound.length > 0) return sound.map(({ id }) => id);
  const once = due.filter(({ downs }) => downs === 1);
  const company = once.length > 0 ? once.slice(0, Math.ceil(Math.sqrt(limit))) : due.slice(0, 1);
  return company.map(({ id }) => id);
}

/** What is about to be worked on. */
export interface NewAttempt {
  readonly kind: AttemptKind;
  readonly refs: readonly number[];
  readonly now: Instant;
}

/**
 * Writes down what is about to be worked on, in a transaction of its own that is committed before the work begins and
 * while another has it locked; gives the number of the attempt.
 */
export async function noteAttempt(
  tx: TenantTransaction,
  { kind, refs, now }: NewAttempt,
): Promise<number> {
  // A crash of the database loses it together with the worker's connection, and costs a count at most.
  const [, [begun]] = await Promise.all([
    tx.rows(sql`select set_config('synchronous_commit', 'off', true)`),
    tx.rows(sql<{ id: number }>`
      insert into attempts (tenant_id, kind, refs, begun_at)
      values (${tx.tenant}, ${kind}, ${refs}::bigint[], ${now}) returning id`),
  ]);
  return begun?.id ?? 0;
}

/** Forgets an attempt that came to its end. */
export async function endAttempt(tx: TenantTransaction, id: number): Promise<void> {
  await tx.run(sql`delete from attempts where tenant_id = ${tx.tenant} and id = ${id}`);
}

/**
 * Leaves word with customers' decisions that enrolments are put aside. The database does it by itself: what brought
 * workers down is not read by one more.
 */
export async function tellPutAside(
  tx: TenantTransaction,
  enrolments: readonly number[],
  now: Instant,
): Promise<void> {
  await tx.run(sql`
    insert into decisions (tenant_id, at, customer_id, program, enrolment_id, step, kind, reason, evidence)
    select tenant_id, ${now}::timestamptz, customer_id, program, id, step, 'failed', ${WORKER_DOWN}::text,
      jsonb_build_object('attempts', downs)
    from enrolments where tenant_id = ${tx.tenant} and id = any (${enrolments}::bigint[])`);
}
