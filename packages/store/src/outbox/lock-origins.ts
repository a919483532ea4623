import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { ENROLMENT_COLUMNS, type StoredEnrolment } from "../enrolment/stored-enrolment.ts";
import type { ProgramState } from "../program/program-store.ts";

/** An enrolment whose effects are about to be judged. */
export interface EffectOrigin extends StoredEnrolment {
  readonly programState: ProgramState | null;
  /** Whether something has happened to it that it has not been advanced by: its effects may be withdrawn yet. */
  readonly hasNews: boolean;
}

/**
 * Locks enrolments that nobody else holds, so that none is advanced while its effects are judged. Those held by
 * another worker are missing from the answer.
 */
export async function lockOrigins(
  tx: TenantTransaction,
  ids: readonly number[],
): Promise<ReadonlyMap<number, EffectOrigin>> {
  const rows = await tx.rows(sql<EffectOrigin>`
    select ${ENROLMENT_COLUMNS}, p.state as "programState",
      not e.ended and e.news is not null as "hasNews"
    from enrolments e left join programs p on p.tenant_id = e.tenant_id and p.id = e.program
    where e.tenant_id = ${tx.tenant} and e.id = any(${ids}::bigint[])
    for no key update of e skip locked`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Waits for enrolments and locks them in the order that `wake` does, before rows of theirs are settled. */
export async function lockInOrder(tx: TenantTransaction, ids: readonly number[]): Promise<void> {
  await tx.run(sql`
    select 1 from enrolments where tenant_id = ${tx.tenant} and id = any(${ids}::bigint[])
    order by id for no key update`);
}
