import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** What is noted of a step of setting up: that somebody did it, where nothing else shows it, or put it aside. */
export interface SetupMark {
  readonly step: string;
  readonly mark: "done" | "dismissed";
  readonly at: Instant;
  readonly by: string;
}

/** What is noted of the steps of setting up. */
export function listSetupMarks(tx: TenantTransaction): Promise<readonly SetupMark[]> {
  return tx.rows(sql<SetupMark>`
    select step, mark, marked_at as at, marked_by as by
    from setup_marks where tenant_id = ${tx.tenant} order by step, mark`);
}

/** Notes something of a step; what was noted first stays. */
export async function addSetupMark(
  tx: TenantTransaction,
  { step, mark, at, by }: SetupMark,
): Promise<void> {
  await tx.run(sql`
    insert into setup_marks (tenant_id, step, mark, marked_at, marked_by)
    values (${tx.tenant}, ${step}, ${mark}, ${at}, ${by}) on conflict do nothing`);
}

/** Takes a note back. */
export async function removeSetupMark(
  tx: TenantTransaction,
  { step, mark }: Pick<SetupMark, "step" | "mark">,
): Promise<void> {
  await tx.run(sql`
    delete from setup_marks where tenant_id = ${tx.tenant} and step = ${step} and mark = ${mark}`);
}
