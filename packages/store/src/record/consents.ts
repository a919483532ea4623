import type { Consent } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Adds consents and withdrawals; those already known are left alone. Nothing is ever overwritten. */
export async function addConsents(
  tx: TenantTransaction,
  consents: readonly Consent[],
): Promise<void> {
  if (consents.length === 0) return;
  await tx.run(sql`
    insert into consents (tenant_id, customer_id, channel, purpose, topic, at, state, source, legal_basis, proof)
    select ${tx.tenant}, r."customerId", r.channel, r.purpose, coalesce(r.topic, ''), r.at, r.state, r.source,
      r."legalBasis", r.proof
    from json_to_recordset(${json(consents)}::json) as r("customerId" text, channel text,
      purpose text, topic text, at timestamptz, state text, source text, "legalBasis" text, proof text)
    order by r."customerId", r.at
    on conflict do nothing`);
}

/** The consents of customers, oldest first; of a consent and a withdrawal of one moment the withdrawal comes last. */
export async function readConsents(
  tx: TenantTransaction,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Consent[]>> {
  const rows = await tx.rows(sql<Consent & { topic: string; proof: string | null }>`
    select customer_id as "customerId", channel, purpose, topic, at, state, source,
      legal_basis as "legalBasis", proof
    from consents where tenant_id = ${tx.tenant} and customer_id = any(${customerIds}::text[])
    order by at, state`);
  const consents = rows.map(
    ({ topic, proof, ...rest }): Consent => ({
      ...rest,
      ...(topic !== "" && { topic }),
      ...(proof !== null && { proof }),
    }),
  );
  return Map.groupBy(consents, (each) => each.customerId);
}
