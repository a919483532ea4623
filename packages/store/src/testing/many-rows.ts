import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** What differs from row to row, of the first row of a table: `n` is the number of the copy. */
const COPIES: readonly (readonly [table: string, differs: string])[] = [
  ["customers", "'id', 'x' || n, 'mobile', '+4671' || n, 'email', n || '@example.se'"],
  [
    "agreements",
    "'id', 'x' || n, 'customer_id', 'x' || n, 'renewal_of', 'y' || n, 'ends_on', date '2027-01-01' + n % 700",
  ],
  ["purchases", "'id', 'x' || n, 'customer_id', 'x' || n"],
  ["consents", "'customer_id', 'x' || n"],
  ["interactions", "'id', 'x' || n, 'customer_id', 'x' || n"],
  [
    "enrolments",
    "'id', 1000000 + n, 'customer_id', 'x' || n, 'agreement_id', 'x' || n, 'wake_at', timestamptz '2030-01-01' + n * interval '1 s'",
  ],
  ["considered", "'key', 'x' || n"],
  ["decisions", "'id', 1000000 + n, 'customer_id', 'x' || n, 'enrolment_id', 1000000 + n"],
  [
    "inbox",
    "'id', 1000000 + n, 'delivery_id', 'x' || n, 'taken_at', timestamptz '2026-02-27', 'forgotten_at', case when n % 2 = 0 then timestamptz '2026-02-27' end",
  ],
  [
    "signals",
    "'id', 'x' || n, 'customer_id', 'x' || n, 'forgotten_at', case when n % 2 = 0 then timestamptz '2026-02-27' end",
  ],
  [
    "outbox",
    "'enrolment_id', 1000000 + n, 'customer_id', 'x' || n, 'state', 'done', 'due_at', null",
  ],
  [
    "sends",
    "'customer_id', 'x' || n, 'enrolment_id', 1000000 + n, 'contact_point', '+4671' || n, 'occurrence', null",
  ],
  ["events", "'id', 1000000 + n, 'customer_id', 'x' || n, 'at', timestamptz '2027-01-01'"],
  [
    "event_deliveries",
    "'event_id', 1000000 + n, 'customer_id', 'x' || n, 'state', 'delivered', 'due_at', null",
  ],
  ["event_attempts", "'event_id', 1000000 + n"],
  ["rereads", "'id', 'x' || n, 'due_at', timestamptz '2030-01-01'"],
  ["exclusions", "'id', 'x' || n"],
  ["consent_writes", "'customer_id', 'x' || n, 'due_at', null"],
  ["record_writes", "'customer_id', 'x' || n, 'due_at', null"],
  ["promise_writes", "'promise_id', 'x' || n, 'customer_id', 'x' || n, 'due_at', null"],
  ["points_entries", "'customer_id', 'x' || n"],
  ["vouchers", "'code', 'x' || n, 'customer_id', 'x' || n, 'slot', 'x' || n"],
  ["voucher_uses", "'code', 'x' || n, 'customer_id', 'x' || n"],
  ["standings", "'customer_id', 'x' || n"],
  ["group_members", "'customer_id', 'x' || n"],
  ["standing_changes", "'id', 1000000 + n, 'customer_id', 'x' || n"],
  ["flow_counts", "'on_day', date '1990-01-01' + n"],
  ["group_days", "'on_day', date '1990-01-01' + n"],
  ["migration_counts", "'on_day', date '1990-01-01' + n"],
  ["reviews", "'night', date '1990-01-01' + n"],
  [
    "sessions",
    "'id', 'x' || n, 'renewal', 'x' || n, 'person_id', null, 'ends_at', timestamptz '2031-01-01' + n * interval '1 s'",
  ],
  [
    "session_bearers",
    "'digest', 'x' || n, 'expires_at', timestamptz '2031-01-01' + n * interval '1 s'",
  ],
  [
    "audit_entries",
    "'id', 1000000 + n, 'at', timestamptz '2030-01-01' + n * interval '1 s', 'about', jsonb_build_object('customer', 'x' || n)",
  ],
  [
    "phone_calls",
    "'id', 'x' || n, 'customer_id', case when n % 2 = 0 then 'x' || n end, 'phone', '+4671' || n, 'ended_at', timestamptz '2026-02-27', 'started_at', timestamptz '2030-01-01' + n * interval '1 s'",
  ],
  [
    "hand_overs",
    "'id', 1000000 + n, 'call_id', 'x' || n, 'customer_id', 'x' || n, 'at', timestamptz '2030-01-01' + n * interval '1 s'",
  ],
  [
    "call_promises",
    "'id', 'x' || n, 'customer_id', 'x' || n, 'settled_at', timestamptz '2026-02-27', 'not_before', timestamptz '2030-01-01' + n * interval '1 s', 'agreed_at', timestamptz '2026-02-27' + n * interval '1 s'",
  ],
  ["suppressions", "'digest', 'x' || n"],
];

/** The tables that have many rows once `copyMany` was there. */
export const BIG_TABLES: readonly string[] = COPIES.map(([table]) => table);

/** Copies rows of a filled tenant many times, at rest and about others, as a company has them after years. */
export async function copyMany(tx: TenantTransaction, count: number): Promise<void> {
  for (const [table, differs] of COPIES) {
    const name = sql.table(table);
    await tx.run(sql`
      insert into ${name} overriding system value
      select r.* from (select to_jsonb(f) as row from ${name} f limit 1) t, generate_series(1, ${count}::int) n,
        jsonb_populate_record(null::${name}, t.row || jsonb_build_object(${sql.raw(differs)})) r`);
  }
}
