import type { Instant, LocalDate } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** What a report on a whole base last came to. */
export interface KeptReport {
  /** The day whose end it is about. */
  readonly asOf: LocalDate;
  readonly madeAt: Instant;
  /** As it was saved: sums over many customers, never a customer. */
  readonly body: unknown;
}

/** Keeps what a report came to, instead of what it came to before. */
export async function saveReport(
  tx: TenantTransaction,
  report: string,
  { asOf, madeAt, body }: KeptReport,
): Promise<void> {
  await tx.run(sql`
    insert into kept_reports (tenant_id, report, as_of, made_at, body)
    values (${tx.tenant}, ${report}, ${asOf}::date, ${madeAt}::timestamptz, ${json(body)}::jsonb)
    on conflict (tenant_id, report)
      do update set as_of = excluded.as_of, made_at = excluded.made_at, body = excluded.body`);
}

/** What a report last came to; nothing where it was never made. */
export async function readReport(
  tx: TenantTransaction,
  report: string,
): Promise<KeptReport | undefined> {
  const [row] = await tx.rows(sql<KeptReport>`
    select as_of as "asOf", made_at as "madeAt", body from kept_reports
    where tenant_id = ${tx.tenant} and report = ${report}`);
  return row;
}
