import type { Instant } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { OutboxState } from "../outbox/outbox-row.ts";
import { type Page, type PageRequest, toPage } from "./page.ts";

/** An effect as it stands in the outbox. */
export interface StoredEffect {
  readonly enrolmentId: number;
  readonly seq: number;
  readonly customerId: string;
  readonly kind: string;
  readonly state: string;
  readonly step: string | null;
  readonly dueAt: Instant | null;
  readonly createdAt: Instant;
  readonly settledAt: Instant | null;
  readonly attempts: number;
  readonly connection: string | null;
  readonly providerId: string | null;
  readonly reason: string | null;
  readonly text: string | null;
}

/** Effects, those of the newest enrolments first; `after` is `<enrolment>-<number>` of the last one seen. */
export async function listOutbox(
  tx: TenantTransaction,
  query: PageRequest & {
    readonly state?: string | undefined;
    readonly customer?: string | undefined;
  },
): Promise<Page<StoredEffect>> {
  const { state, customer, after, limit } = query;
  const [, enrolment, seq] = /^(\d+)-(-?\d+)$/.exec(after ?? "") ?? [];
  const before =
    enrolment === undefined
      ? sql`true`
      : sql`(enrolment_id, seq) < (${Number(enrolment)}, ${Number(seq)})`;
  const rows = await tx.rows(sql<StoredEffect>`
    select enrolment_id as "enrolmentId", seq, customer_id as "customerId", kind, state,
      effect ->> 'step' as step, due_at as "dueAt", created_at as "createdAt", settled_at as "settledAt",
      attempts, connection_id as connection, provider_id as "providerId", reason, command ->> 'text' as text
    from outbox
    where tenant_id = ${tx.tenant} and ${before}
      and ${inState(state)}
      and ${customer === undefined ? sql`true` : sql`customer_id = ${customer}`}
    order by enrolment_id desc, seq desc limit ${limit + 1}`);
  return toPage(rows, limit, (each) => `${each.enrolmentId}-${each.seq}`);
}

/** States of which the next look is due: the index on it holds them, and nothing that is done. */
const LIVE: ReadonlySet<string> = new Set<OutboxState>(["pending", "claimed", "unknown"]);

function inState(state: string | undefined): RawBuilder<unknown> {
  if (state === undefined) return sql`true`;
  if (LIVE.has(state)) return sql`state = ${state} and due_at is not null`;
  return sql`state = ${state}`;
}
