import type { Agreement, Customer, Interaction, Purchase } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { listCustomers } from "../reading/customers.ts";
import type { PageRequest } from "../reading/page.ts";
import { type RecordTable, selectList } from "../record/record-table.ts";
import { AGREEMENTS, INTERACTIONS, PURCHASES } from "../record/tables.ts";

/** Some customers with all their dealings, for reports on a whole base (D-33). */
export interface HistoryPage {
  /** By id. */
  readonly customers: readonly Customer[];
  /** Of these customers, by customer. */
  readonly agreements: readonly Agreement[];
  /** Of these customers, by customer and time. */
  readonly purchases: readonly Purchase[];
  /** Of these customers, by customer and time. */
  readonly interactions: readonly Interaction[];
  /** Where the next page begins; null where there is none. */
  readonly next: string | null;
}

/** Which customers, and how much of their timeline. */
export interface HistoryPageRequest extends PageRequest {
  /** `signs`: calls and cases alone, which say whether a customer is leaving (M-17); `all`: the whole timeline. */
  readonly contacts: "signs" | "all";
  /** About one customer in so many, always the same ones. @default all of them */
  readonly every?: number | undefined;
}

/**
 * Reads a base page by page, in the order of the customers' ids, so that no report holds more of it than it needs. A
 * page is four statements that travel together, by the indexes of customers.
 */
export async function readHistoryPage(
  tx: TenantTransaction,
  { contacts, ...page }: HistoryPageRequest,
): Promise<HistoryPage> {
  const { items: customers, next } = await listCustomers(tx, page);
  const ids = customers.map(({ id }) => id);
  if (ids.length === 0) return { customers, agreements: [], purchases: [], interactions: [], next };
  const signs = contacts === "signs" ? sql`and t.kind in ('call', 'case')` : sql``;
  const [agreements, purchases, interactions] = await Promise.all([
    rowsOf(tx, AGREEMENTS, { ids, order: sql`t.customer_id, t.starts_on, t.id` }),
    rowsOf(tx, PURCHASES, { ids, order: sql`t.customer_id, t.at, t.id` }),
    rowsOf(tx, INTERACTIONS, { ids, order: sql`t.customer_id, t.at, t.id`, only: signs }),
  ]);
  return { customers, agreements, purchases, interactions, next };
}

interface Wanted {
  readonly ids: readonly string[];
  readonly order: RawBuilder<unknown>;
  readonly only?: RawBuilder<unknown>;
}

async function rowsOf<T>(
  tx: TenantTransaction,
  record: RecordTable<T>,
  { ids, order, only = sql`` }: Wanted,
): Promise<readonly T[]> {
  const rows = await tx.rows(sql<Record<string, unknown>>`
    select ${selectList(record, "t")} from ${sql.table(record.table)} t
    where t.tenant_id = ${tx.tenant} and t.customer_id = any(${ids}::text[]) ${only}
    order by ${order}`);
  return rows.map(record.parse);
}
