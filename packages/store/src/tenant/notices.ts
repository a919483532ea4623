import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { happening } from "./happening.ts";

/** What people are told of: a connection that stands still, a first load that is done, a program's evaluation, something put aside. */
export type NoticeKind = "standing" | "loaded" | "evaluated" | "aside";

/** Something to tell, held by whoever tells it. */
export interface DueNotice {
  readonly kind: NoticeKind;
  /** The connection, the program and the day, or `<kind>-<number>` of what was put aside. */
  readonly about: string;
  /** What was wrong when it began; nothing where there is nothing to say. */
  readonly words: string | null;
  readonly beganAt: Instant;
  /** When it was seen to be over, for what is told to be well again; nothing for what begins. */
  readonly overAt: Instant | null;
  /** How often it has been tried to tell it, this time included. */
  readonly attempts: number;
}

/** Which notices, by their names. */
type NoticeNames = readonly Pick<DueNotice, "kind" | "about">[];

/**
 * Compares what is so now with what was told, and notes what is to be told: what has begun, and what is over of which
 * it was told that it had begun. What began and ended between two looks is told to nobody, nor what is so again before
 * it was told that it was over.
 */
export async function noteHappenings(tx: TenantTransaction, now: Instant): Promise<void> {
  await tx.run(sql`
    insert into notices as n (tenant_id, kind, about, words, began_at, state, due_at)
    select ${tx.tenant}, kind, about, words, ${now}, 'begun', ${now} from (${happening(tx)}) h
    on conflict (tenant_id, kind, about) do update set state = 'told', over_at = null, due_at = null, attempts = 0
      where n.state = 'over'`);
  const isOver = sql`n.tenant_id = ${tx.tenant} and n.kind not in ('loaded', 'evaluated')
    and not exists (select from (${happening(tx)}) h where h.kind = n.kind and h.about = n.about)`;
  await tx.run(sql`delete from notices n where ${isOver} and n.state = 'begun'`);
  await tx.run(sql`
    update notices n set state = 'over', over_at = ${now}, due_at = ${now}, attempts = 0
    where ${isOver} and n.state = 'told'`);
}

/** Takes what is to be told, oldest first; until `until` nobody else does. */
export function claimNotices(
  tx: TenantTransaction,
  { now, until, limit }: { readonly now: Instant; readonly until: Instant; readonly limit: number },
): Promise<readonly DueNotice[]> {
  return tx.rows(sql<DueNotice>`
    update notices n set due_at = ${until}, attempts = n.attempts + 1,
      state = case n.state when 'begun' then 'telling' when 'over' then 'ending' else n.state end
    from (select kind, about from notices where tenant_id = ${tx.tenant} and due_at <= ${now}
      order by due_at, kind, about limit ${limit} for update skip locked) d
    where n.tenant_id = ${tx.tenant} and n.kind = d.kind and n.about = d.about
    returning n.kind, n.about, n.words, n.began_at as "beganAt", n.over_at as "overAt", n.attempts`);
}

/** Notes that claimed notices were told: what is over is forgotten. */
export async function finishNotices(tx: TenantTransaction, told: NoticeNames): Promise<void> {
  const named = names(told);
  await tx.run(sql`
    delete from notices n where n.tenant_id = ${tx.tenant} and n.state = 'ending' and (n.kind, n.about) in (${named})`);
  await tx.run(sql`
    update notices n set state = 'told', due_at = null, attempts = 0
    where n.tenant_id = ${tx.tenant} and n.state = 'telling' and (n.kind, n.about) in (${named})`);
}

/** Has claimed notices that could not be told be told later. */
export async function putBackNotices(
  tx: TenantTransaction,
  notices: NoticeNames,
  dueAt: Instant,
): Promise<void> {
  await tx.run(sql`
    update notices n set due_at = ${dueAt},
      state = case n.state when 'telling' then 'begun' when 'ending' then 'over' else n.state end
    where n.tenant_id = ${tx.tenant} and n.state in ('telling', 'ending') and (n.kind, n.about) in (${names(notices)})`);
}

function names(notices: NoticeNames) {
  return sql`select * from unnest(${notices.map(({ kind }) => kind)}::text[], ${notices.map(({ about }) => about)}::text[])`;
}
