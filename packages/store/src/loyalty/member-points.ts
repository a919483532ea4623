import type { Instant, LocalDate, RecordId } from "@perennial/contract";
import {
  balanceAt,
  type PointsBalance,
  type PointsEntry,
  type PointsOutcome,
  type PointsRefusal,
  reversePoints,
  spendPoints,
} from "@perennial/lifecycle";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A member's points and how they came about. */
export interface MemberPoints {
  readonly balance: PointsBalance;
  /** Oldest first: the statement. */
  readonly entries: readonly PointsEntry[];
}

/** What came of changing a member's points: the balance after it, or why nothing was changed. */
export type PointsChanged =
  | { readonly accepted: true; readonly balance: PointsBalance }
  | { readonly accepted: false; readonly reason: PointsRefusal };

/** When points are changed: the day in the tenant's zone, and the moment. */
export interface PointsMoment {
  readonly on: LocalDate;
  readonly now: Instant;
}

/** Reads a member's ledger, and the balance on a day; nothing where the member never had any points is a balance of 0. */
export async function readMemberPoints(
  tx: TenantTransaction,
  customerId: RecordId,
  day: LocalDate,
): Promise<MemberPoints> {
  const rows = await tx.rows(sql<StoredEntry>`
    select kind, ref, points, on_day as "on", from_day as "from", last_day as last from points_entries
    where tenant_id = ${tx.tenant} and customer_id = ${customerId}
    order by on_day, kind, ref`);
  const entries = rows.map(entryOf);
  return { balance: balanceAt(entries, day), entries };
}

/**
 * Spends a member's points, never more than there are: whoever else spends of the same member's at the same time waits.
 * What they are spent on (`ref`) is spent on once.
 */
export function spendMemberPoints(
  tx: TenantTransaction,
  customerId: RecordId,
  spending: PointsMoment & { readonly ref: string; readonly points: number },
): Promise<PointsChanged> {
  return change(tx, customerId, spending, (entries) => spendPoints(entries, spending));
}

/**
 * Takes back what a purchase earned, also where it has been spent, or gives back what was spent. The balance may go below
 * 0 by the former alone.
 */
export function reverseMemberPoints(
  tx: TenantTransaction,
  customerId: RecordId,
  reversal: PointsMoment & { readonly of: "earn" | "spend"; readonly ref: string },
): Promise<PointsChanged> {
  return change(tx, customerId, reversal, (entries) => reversePoints(entries, reversal));
}

async function change(
  tx: TenantTransaction,
  customerId: RecordId,
  { on, now }: PointsMoment,
  decide: (entries: readonly PointsEntry[]) => PointsOutcome,
): Promise<PointsChanged> {
  await tx.rows(sql`
    select from customers where tenant_id = ${tx.tenant} and id = ${customerId} for no key update`);
  const { entries } = await readMemberPoints(tx, customerId, on);
  const outcome = decide(entries);
  if (!outcome.accepted) return outcome;
  await addEntries(tx, customerId, { entries: outcome.entries, now });
  return { accepted: true, balance: balanceAt([...entries, ...outcome.entries], on) };
}

async function addEntries(
  tx: TenantTransaction,
  customerId: RecordId,
  { entries, now }: { readonly entries: readonly PointsEntry[]; readonly now: Instant },
): Promise<void> {
  const given = <Value>(value: (entry: PointsEntry) => Value) => entries.map(value);
  // What ran out may have been entered by the night at the same moment.
  await tx.run(sql`
    insert into points_entries (tenant_id, customer_id, kind, ref, points, on_day, recorded_at)
    select ${tx.tenant}, ${customerId}, r.kind, r.ref, r.points, r.on_day, ${now}::timestamptz
    from unnest(${given(storedKind)}::text[], ${given(({ ref }) => ref)}::text[],
      ${given(({ points }) => points)}::bigint[], ${given(({ on }) => on)}::date[]) as r(kind, ref, points, on_day)
    on conflict do nothing`);
}

interface StoredEntry {
  readonly kind: "earn" | "return" | "spend" | "expire" | "reverse-earn" | "reverse-spend";
  readonly ref: string;
  readonly points: number;
  readonly on: LocalDate;
  readonly from: LocalDate | null;
  readonly last: LocalDate | null;
}

function storedKind(entry: PointsEntry): StoredEntry["kind"] {
  return entry.kind === "reverse" ? `reverse-${entry.of}` : entry.kind;
}

function entryOf({ kind, ref, points, on, from, last }: StoredEntry): PointsEntry {
  switch (kind) {
    case "earn":
      return { kind, ref, points, on, from: from ?? on, last: last ?? on };
    case "reverse-earn":
      return { kind: "reverse", of: "earn", ref, points, on };
    case "reverse-spend":
      return { kind: "reverse", of: "spend", ref, points, on };
    default:
      return { kind, ref, points, on };
  }
}
