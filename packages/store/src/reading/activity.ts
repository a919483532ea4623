import type { Instant } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { OutboxState } from "../outbox/outbox-row.ts";
import type { StoredDecision } from "./programs.ts";

/** What came of what was to reach a customer, and the kinds of decision that say so. */
export const ACTIVITY_OUTCOMES = {
  sent: ["sent"],
  waiting: ["held"],
  skipped: ["skipped", "withdrawn"],
  failed: ["refused", "failed"],
  unclear: ["unclear"],
} as const;
export type ActivityOutcome = keyof typeof ACTIVITY_OUTCOMES;

/** Outcomes that are few among all, and that an index holds. */
const FEW: readonly ActivityOutcome[] = ["failed", "unclear"];

/** How many decisions one request looks through: what finds little goes on from where it came to. */
const MOST_LOOKED_AT = 20_000;

/** Which activity to list, newest first. */
export interface ActivityLogQuery {
  readonly outcome?: ActivityOutcome | undefined;
  readonly channel?: string | undefined;
  readonly program?: string | undefined;
  readonly reason?: string | undefined;
  readonly customer?: string | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  /** The decision the page before came to. */
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Something that was sent or was not, with what is known of it now. */
export interface StoredActivity extends StoredDecision {
  readonly name: string | null;
  readonly outcome: ActivityOutcome;
  /** The effect it is about; none where it has been forgotten. */
  readonly seq: number | null;
  readonly effect: string | null;
  readonly channel: string | null;
  readonly state: OutboxState | null;
  readonly ended: boolean | null;
  readonly dueAt: Instant | null;
  readonly connection: string | null;
  readonly providerId: string | null;
  readonly cost: number | null;
  readonly detail: string | null;
  readonly text: string | null;
}

/** A part of the log; `next` is there as long as there may be more, even where nothing of it was found. */
export interface ActivityPage {
  readonly items: readonly StoredActivity[];
  readonly next: number | null;
  /** Everything after this moment was looked through; null where nothing was left to look through. */
  readonly searchedTo: Instant | null;
}

/** Lists what was sent and what was not, and why. */
export async function listActivity(
  tx: TenantTransaction,
  query: ActivityLogQuery,
): Promise<ActivityPage> {
  const { channel, program, reason, limit } = query;
  const rows = await tx.rows(sql<StoredActivity>`
    select d.*, e.ended, c.name, o.seq, o.effect, coalesce(d.evidence ->> 'channel', o.channel) as channel, o.state,
      o."dueAt", o.connection, o."providerId", o.cost, o.detail, o.text
    from (${lookedAt(tx.tenant, query)}) d
      left join enrolments e on e.tenant_id = ${tx.tenant} and e.id = d."enrolmentId"
      left join customers c on c.tenant_id = ${tx.tenant} and c.id = d."customerId"
      left join lateral (${effectOf(tx.tenant)}) o on true
    where ${program === undefined ? sql`true` : sql`d.program = ${program}`}
      and ${reason === undefined ? sql`true` : sql`d.reason = ${reason}`}
      and ${channel === undefined ? sql`true` : sql`coalesce(d.evidence ->> 'channel', o.channel) = ${channel}`}
    order by d.id desc limit ${limit + 1}`);
  const items = rows.slice(0, limit).map((row) => ({ ...row, outcome: outcomeOf(row.kind) }));
  if (rows.length > limit) {
    const last = items.at(-1);
    return { items, next: last?.id ?? null, searchedTo: last?.at ?? null };
  }
  const [end] = await tx.rows(sql<{ id: number; at: Instant }>`
    select id, at from (${lookedAt(tx.tenant, query)}) d offset ${MOST_LOOKED_AT - 1} limit 1`);
  return { items, next: end?.id ?? null, searchedTo: end?.at ?? null };
}

/** The decisions that one request looks through. */
function lookedAt(tenant: number, query: ActivityLogQuery): RawBuilder<unknown> {
  const { outcome, customer, from, to, after = Number.MAX_SAFE_INTEGER } = query;
  return sql`select d.id, d.at, d.customer_id as "customerId", d.program, d.enrolment_id as "enrolmentId", d.step,
      d.kind, d.reason, d.evidence
    from decisions d
    where d.tenant_id = ${tenant} and d.id < ${after} and ${ofKinds(outcome)}
      and ${customer === undefined ? sql`true` : sql`d.customer_id = ${customer}`}
      and ${from === undefined ? sql`true` : sql`d.id > (${lastBefore(tenant, from)})`}
      and ${to === undefined ? sql`true` : sql`d.id <= (${lastBefore(tenant, to)})`}
    order by d.id desc limit ${MOST_LOOKED_AT}`;
}

/** Decisions are numbered in the order of time but for moments that crossed in two workers. */
function lastBefore(tenant: number, moment: Instant): RawBuilder<unknown> {
  return sql`select coalesce(max(b.id), 0) from decisions b where b.tenant_id = ${tenant} and b.at < ${moment}`;
}

/** Written out, so that the index of the few is known to hold them. */
function ofKinds(outcome: ActivityOutcome | undefined): RawBuilder<unknown> {
  const outcomes = Object.keys(ACTIVITY_OUTCOMES).filter(isOutcome);
  const wanted = outcome === undefined ? outcomes : [outcome];
  const kinds = sql.join(wanted.flatMap((each) => ACTIVITY_OUTCOMES[each]).map(sql.lit));
  const isFew = outcome !== undefined && FEW.includes(outcome);
  return sql`d.kind in (${kinds})${isFew ? sql` and d.kind in ('refused', 'failed', 'unclear')` : sql``}`;
}

function isOutcome(name: string): name is ActivityOutcome {
  return Object.hasOwn(ACTIVITY_OUTCOMES, name);
}

function outcomeOf(kind: string): ActivityOutcome {
  const outcomes = Object.keys(ACTIVITY_OUTCOMES).filter(isOutcome);
  const found = outcomes.find((each) =>
    ACTIVITY_OUTCOMES[each].some((known: string) => known === kind),
  );
  return found ?? "skipped";
}

/** The effect that a decision `d` is about: the one its message is named by, or the last its step had asked for by then. */
function effectOf(tenant: number): RawBuilder<unknown> {
  return sql`select x.seq, x.kind as effect, x.state, x.due_at as "dueAt", x.connection_id as connection,
      x.provider_id as "providerId", x.cost, x.reason as detail,
      case x.kind when 'call' then 'phone' else x.effect ->> 'channel' end as channel,
      coalesce(x.command ->> 'text', x.command ->> 'script', x.command ->> 'title') as text
    from outbox x
    where x.tenant_id = ${tenant} and x.enrolment_id = d."enrolmentId" and x.effect ->> 'step' = d.step
      and x.seq > 0 and x.created_at <= d.at
    order by (x.seq::text = substring(d.evidence ->> 'messageId' from '-([0-9]+)$')) desc nulls last, x.seq desc limit 1`;
}
