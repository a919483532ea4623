import type { Decision } from "@perennial/lifecycle";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A decision and whom it is about. */
export interface NewDecision extends Decision {
  readonly customerId: string;
  readonly program: string;
  readonly enrolmentId?: number;
}

/** Keeps decisions; they are never changed. */
export async function addDecisions(
  tx: TenantTransaction,
  decisions: readonly NewDecision[],
): Promise<void> {
  if (decisions.length === 0) return;
  await tx.run(sql`
    insert into decisions (tenant_id, at, customer_id, program, enrolment_id, step, kind, reason, evidence)
    select ${tx.tenant}, r.at, r."customerId", r.program, r."enrolmentId", r.step, r.kind, r.reason, r.evidence
    from json_to_recordset(${json(decisions)}::json) as r(at timestamptz, "customerId" text,
      program text, "enrolmentId" bigint, step text, kind text, reason text, evidence jsonb)`);
}
