import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { type Page, type PageRequest, positionOf, toPage } from "../reading/page.ts";

/** How long the audit log is kept, in days: three years. */
export const AUDIT_DAYS = 1_096;

/** Values of fields, by their names. */
export type AuditFields = Readonly<Record<string, unknown>>;

/** Something that somebody changed. */
export interface NewAuditEntry {
  readonly at: Instant;
  readonly who: string;
  readonly role: string;
  /** `console`, `api`, `crm-page` or `cli`. */
  readonly origin: string;
  readonly operation: string;
  /** What it was about; a customer's id stands under `customer`, where whoever forgets them finds it. */
  readonly about: AuditFields;
  readonly before: AuditFields | null;
  readonly after: AuditFields | null;
}

/** An entry as it was kept. */
export interface AuditEntry extends NewAuditEntry {
  readonly id: number;
}

/** Which entries to list. */
export interface AuditQuery extends PageRequest {
  readonly who?: string | undefined;
  readonly operation?: string | undefined;
  /** A word that stands in what it was about. */
  readonly about?: string | undefined;
  /** From then on. */
  readonly from?: Instant | undefined;
  /** Before then. */
  readonly until?: Instant | undefined;
}

/** Keeps an entry. */
export async function addAuditEntry(tx: TenantTransaction, entry: NewAuditEntry): Promise<void> {
  const { at, who, role, origin, operation, about, before, after } = entry;
  await tx.run(sql`
    insert into audit_entries (tenant_id, at, who, role, origin, operation, about, before, after)
    values (${tx.tenant}, ${at}, ${who}, ${role}, ${origin}, ${operation}, ${json(about)},
      ${before && json(before)}, ${after && json(after)})`);
}

/** Entries, newest first. */
export async function listAuditEntries(
  tx: TenantTransaction,
  { who, operation, about, from, until, after, limit }: AuditQuery,
): Promise<Page<AuditEntry>> {
  const rows = await tx.rows(sql<AuditEntry>`
    select id, at, who, role, origin, operation, about, before, after from audit_entries
    where tenant_id = ${tx.tenant} and id < ${positionOf(after, Number.MAX_SAFE_INTEGER)}
      and ${who === undefined ? sql`true` : sql`who = ${who}`}
      and ${operation === undefined ? sql`true` : sql`operation = ${operation}`}
      and ${about === undefined ? sql`true` : sql`strpos(lower(about::text), lower(${about})) > 0`}
      and ${from === undefined ? sql`true` : sql`at >= ${from}`}
      and ${until === undefined ? sql`true` : sql`at < ${until}`}
    order by id desc limit ${limit + 1}`);
  return toPage(rows, limit, ({ id }) => id);
}

/** Who stands in the log and which operations, for lists to choose from. */
export async function readAuditNames(
  tx: TenantTransaction,
): Promise<{ readonly people: readonly string[]; readonly operations: readonly string[] }> {
  const [people, operations] = await Promise.all([distinct(tx, "who"), distinct(tx, "operation")]);
  return { people, operations };
}

/** The values of a column, each found from the one before by its index: the log is long and they are few. */
async function distinct(tx: TenantTransaction, column: "who" | "operation") {
  const name = sql.ref(column);
  const rows = await tx.rows(sql<{ value: string }>`
    with recursive v as (
      (select ${name} as value from audit_entries where tenant_id = ${tx.tenant} order by ${name} limit 1)
      union all
      select (select ${name} from audit_entries where tenant_id = ${tx.tenant} and ${name} > v.value
        order by ${name} limit 1) from v where v.value is not null)
    select value from v where value is not null`);
  return rows.map(({ value }) => value);
}

/** Forgets the oldest entries that were kept for long enough, at most so many; gives how many. */
export function forgetAudit(
  tx: TenantTransaction,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<number> {
  return tx.run(sql`
    delete from audit_entries where tenant_id = ${tx.tenant} and id = any (array(
      select id from audit_entries
      where tenant_id = ${tx.tenant} and at < ${now}::timestamptz - make_interval(days => ${AUDIT_DAYS}::int)
      order by at, id limit ${limit}))`);
}

/** Has entries say no more of customers who are forgotten than that they were about somebody. */
export async function emptyAudit(
  tx: TenantTransaction,
  customers: readonly { readonly id: string; readonly pseudonym: string }[],
): Promise<void> {
  const byId = Object.fromEntries(customers.map(({ id, pseudonym }) => [id, pseudonym]));
  await tx.run(sql`
    update audit_entries
    set about = jsonb_build_object('customer', ${json(byId)}::jsonb ->> (about ->> 'customer')), before = null, after = null
    where tenant_id = ${tx.tenant} and about ? 'customer'
      and about ->> 'customer' = any(${customers.map(({ id }) => id)}::text[])`);
}
