import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A row as it is kept, by its columns. */
export type StoredRow = Readonly<Record<string, unknown>>;

/** Every table that has rows about a customer by id, beside the customer itself. */
export const TABLES_OF_A_CUSTOMER = [
  ...["agreements", "purchases", "consents", "interactions", "invitations", "referrals"],
  ...["redemptions", "standings", "group_members", "standing_changes"],
  ...["points_entries", "vouchers", "voucher_uses", "enrolments", "decisions", "outbox", "sends"],
  ...["signals", "events", "consent_writes", "record_writes"],
  ...["phone_calls", "hand_overs", "call_promises", "promise_writes", "visit_standings"],
  "review_boundaries",
];

/** What subscribers were told of a customer. */
export const DELIVERIES = "event_deliveries";

/**
 * Reads everything that is kept of a customer, by table: what whoever asks has a right to see (GDPR, 15). Deliveries as
 * they came in are not among it: they name people in words of their own, and what they said is in the records.
 */
export async function readEverythingOf(
  tx: TenantTransaction,
  id: string,
): Promise<Readonly<Record<string, readonly StoredRow[]>>> {
  const read = async (table: string, is: ReturnType<typeof sql>) => {
    const rows = await tx.rows(sql<{ row: StoredRow }>`
      select to_jsonb(t) - 'tenant_id' as row from ${sql.table(table)} t
      where t.tenant_id = ${tx.tenant} and ${is} order by 1`);
    return [table, rows.map(({ row }) => row)] as const;
  };
  const parts = await Promise.all([
    read("customers", sql`t.id = ${id}`),
    ...TABLES_OF_A_CUSTOMER.map((table) => read(table, sql`t.customer_id = ${id}`)),
    // Found by their events, of which alone there is an index.
    read(
      DELIVERIES,
      sql`t.event_id = any (array(select id from events where tenant_id = ${tx.tenant} and customer_id = ${id}))`,
    ),
    read("audit_entries", sql`t.about ? 'customer' and t.about ->> 'customer' = ${id}`),
  ]);
  return Object.fromEntries(parts.filter(([, rows]) => rows.length > 0));
}
