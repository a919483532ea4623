import type { LocalDate } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** What customers are counted by from day to day. */
export const COUNTED = [
  "flow",
  "band",
  "class",
  "tier",
  "phase",
  "segment",
  "risk",
  "group",
] as const;

/** How many went from one place to another; an empty text is none. */
export interface Move {
  readonly kind: (typeof COUNTED)[number];
  readonly from: string;
  readonly to: string;
  readonly customers: number;
}

/**
 * Adds moves to the counts of a day (D-15). They are written in one order, so that two that count at once wait for each
 * other rather than lock each other out.
 */
export async function addMoves(
  tx: TenantTransaction,
  day: LocalDate,
  moves: readonly Move[],
): Promise<void> {
  if (moves.length === 0) return;
  await tx.run(sql`
    insert into migration_counts as m (tenant_id, on_day, kind, from_state, to_state, customers)
    select ${tx.tenant}, ${day}::date, r.kind, r."from", r."to", r.customers
    from json_to_recordset(${json(moves)}::json) as r(kind text, "from" text, "to" text, customers int)
    order by r.kind collate "C", r."from" collate "C", r."to" collate "C"
    on conflict (tenant_id, on_day, kind, from_state, to_state)
      do update set customers = m.customers + excluded.customers`);
}
