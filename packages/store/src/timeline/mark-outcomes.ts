import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** What became of a contact that is on the timeline. */
export interface InteractionOutcome {
  readonly id: string;
  readonly outcome: string;
}

/** Writes on the timeline what became of messages, such as that one was not delivered. */
export async function markOutcomes(
  tx: TenantTransaction,
  outcomes: readonly InteractionOutcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  const latest = [...new Map(outcomes.map((each) => [each.id, each])).values()];
  await tx.run(sql`
    update interactions i set outcome = r.outcome
    from json_to_recordset(${json(latest)}::json) as r(id text, outcome text)
    where i.tenant_id = ${tx.tenant} and i.id = r.id`);
}
