import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { type Page, type PageRequest, toPage } from "../reading/page.ts";
import { type AttemptKind, LINES } from "./line.ts";

/** Something that was put aside. */
export interface PutAside {
  readonly kind: AttemptKind;
  readonly id: number;
  readonly asideAt: Instant;
  /** How often it brought its worker down. */
  readonly attempts: number;
  /** Whom an enrolment is about, and where it stands. */
  readonly customerId: string | null;
  readonly program: string | null;
  readonly step: string | null;
  /** Where a delivery came in. */
  readonly connection: string | null;
}

/** What is put aside, enrolments and then deliveries; `after` is `<kind>-<number>` of the last one seen. */
export async function listPutAside(
  tx: TenantTransaction,
  { after, limit }: PageRequest,
): Promise<Page<PutAside>> {
  const [, kind, id] = /^(enrolment|delivery)-(\d+)$/.exec(after ?? "") ?? [];
  const enrolments = kind === "delivery" ? [] : await asideEnrolments(tx, Number(id ?? 0), limit);
  const room = limit + 1 - enrolments.length;
  const first = kind === "delivery" ? Number(id) : 0;
  const deliveries = room > 0 ? await asideDeliveries(tx, first, room) : [];
  return toPage([...enrolments, ...deliveries], limit, (each) => `${each.kind}-${each.id}`);
}

function asideEnrolments(
  tx: TenantTransaction,
  after: number,
  limit: number,
): Promise<readonly PutAside[]> {
  return tx.rows(sql<PutAside>`
    select 'enrolment' as kind, id, aside_at as "asideAt", downs as attempts, customer_id as "customerId", program, step,
      null as connection
    from enrolments where tenant_id = ${tx.tenant} and aside_at is not null and id > ${after}
    order by id limit ${limit + 1}`);
}

function asideDeliveries(
  tx: TenantTransaction,
  after: number,
  limit: number,
): Promise<readonly PutAside[]> {
  return tx.rows(sql<PutAside>`
    select 'delivery' as kind, id, aside_at as "asideAt", downs as attempts, null as "customerId", null as program,
      null as step, connection_id as connection
    from inbox where tenant_id = ${tx.tenant} and aside_at is not null and id > ${after}
    order by id limit ${limit}`);
}

/** What to let go on. */
export interface Release {
  readonly kind: AttemptKind;
  readonly ids: readonly number[];
  readonly now: Instant;
}

/** Lets what is put aside go on as if nothing had happened; gives the numbers of those that were. */
export async function releasePutAside(
  tx: TenantTransaction,
  { kind, ids, now }: Release,
): Promise<readonly number[]> {
  const { table, enter } = LINES[kind];
  const released = await tx.rows(sql<{ id: number }>`
    update ${table} w set downs = 0, aside_at = null, ${enter(now)}
    where w.tenant_id = ${tx.tenant} and w.id = any (${ids}::bigint[]) and w.aside_at is not null
    returning w.id`);
  return released.map(({ id }) => id);
}
