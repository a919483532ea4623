import type { Instant } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { Page } from "./page.ts";
import type { StoredDecision } from "./programs.ts";

/** Something that happened with a customer, named by its kind and its id there. */
export interface HistoryEntry {
  readonly at: Instant;
  readonly kind: "contact" | "decision" | "purchase" | "consent";
  readonly id: string;
}

/** Whose history, and which part of it. */
export interface HistoryQuery {
  readonly customer: string;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const AFTER =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z) (contact|decision|purchase|consent) (.+)$/s;

/**
 * What happened with a customer, newest first. That a message was sent stands as the contact it is, not as the
 * decision beside it. A cursor that is none of ours begins anew.
 */
export async function listHistory(
  tx: TenantTransaction,
  { customer, after, limit }: HistoryQuery,
): Promise<Page<HistoryEntry>> {
  const of = { tenant: tx.tenant, customer, after, limit };
  const parts = [
    part(of, "contact", {
      from: sql`interactions t`,
      at: sql`t.at`,
      id: sql`t.id`,
      where: sql`true`,
    }),
    part(of, "decision", DECISIONS),
    part(of, "purchase", {
      from: sql`purchases t`,
      at: sql`t.at`,
      id: sql`t.id`,
      where: sql`true`,
    }),
    part(of, "consent", CONSENTS),
  ];
  const rows = await tx.rows(sql<HistoryEntry>`
    select * from (${sql.join(parts, sql` union all `)}) h
    order by at desc, kind desc, id collate "C" desc limit ${limit + 1}`);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const isLast = rows.length <= limit || last === undefined;
  return { items, next: isLast ? null : `${last.at} ${last.kind} ${last.id}` };
}

/** Where entries of a kind are kept, for the alias `t`. */
interface Kept {
  readonly from: RawBuilder<unknown>;
  readonly at: RawBuilder<unknown>;
  readonly id: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
}

const DECISIONS: Kept = {
  from: sql`decisions t`,
  at: sql`t.at`,
  // As wide as any number, so that texts are in the order of numbers.
  id: sql`lpad(t.id::text, 19, '0')`,
  where: sql`not (t.kind = 'sent' and exists (select from interactions i
    where i.tenant_id = t.tenant_id and i.id = t.evidence ->> 'messageId'))`,
};

const CONSENTS: Kept = {
  from: sql`consents t`,
  at: sql`t.at`,
  id: sql`concat_ws('/', t.channel, t.purpose, t.topic, t.state)`,
  where: sql`true`,
};

function part(
  of: HistoryQuery & { readonly tenant: number },
  kind: HistoryEntry["kind"],
  { from, at, id, where }: Kept,
): RawBuilder<unknown> {
  const [, moment, after, last] = AFTER.exec(of.after ?? "") ?? [];
  const before =
    moment === undefined
      ? sql`true`
      : sql`(${at}, ${kind}::text, ${id} collate "C") < (${moment}::timestamptz, ${after}::text, ${last}::text)`;
  return sql`(select ${at} as at, ${kind}::text as kind, ${id} as id from ${from}
    where t.tenant_id = ${of.tenant} and t.customer_id = ${of.customer} and ${where} and ${before}
    order by 1 desc, 3 desc limit ${of.limit + 1})`;
}

/** Decisions by their ids. */
export function readDecisions(
  tx: TenantTransaction,
  ids: readonly number[],
): Promise<readonly StoredDecision[]> {
  return tx.rows(sql<StoredDecision>`
    select id, at, customer_id as "customerId", program, enrolment_id as "enrolmentId", step, kind, reason, evidence
    from decisions where tenant_id = ${tx.tenant} and id = any(${ids}::bigint[])`);
}

/** What took a program to the step that sent a message: the last move before it, by the message's id on the timeline. */
export async function readCauses(
  tx: TenantTransaction,
  customer: string,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, StoredDecision>> {
  if (messageIds.length === 0) return new Map();
  const rows = await tx.rows(sql<StoredDecision & { readonly message: string }>`
    select s.evidence ->> 'messageId' as message, k.*
    from decisions s cross join lateral (
      select m.id, m.at, m.customer_id as "customerId", m.program, m.enrolment_id as "enrolmentId", m.step, m.kind,
        m.reason, m.evidence
      from decisions m where m.tenant_id = ${tx.tenant} and m.customer_id = ${customer}
        and m.enrolment_id = s.enrolment_id and m.id < s.id and m.kind in ('moved', 'entered')
      order by m.id desc limit 1) k
    where s.tenant_id = ${tx.tenant} and s.customer_id = ${customer} and s.kind = 'sent'
      and s.evidence ->> 'messageId' = any(${messageIds}::text[])`);
  return new Map(rows.map(({ message, ...decision }) => [message, decision]));
}
