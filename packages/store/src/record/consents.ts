import type { Consent } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { publishing } from "../event/publish-events.ts";

/** Adds consents and withdrawals; those already known are left alone. Nothing is ever overwritten. */
export async function addConsents(
  tx: TenantTransaction,
  consents: readonly Consent[],
): Promise<void> {
  if (consents.length === 0) return;
  await tx.run(sql`
    with kept as (
      insert into consents (tenant_id, customer_id, channel, purpose, topic, at, state, source, legal_basis, proof)
      select ${tx.tenant}, r."customerId", r.channel, r.purpose, coalesce(r.topic, ''), r.at, r.state, r.source,
        r."legalBasis", r.proof
      from json_to_recordset(${json(consents)}::json) as r("customerId" text, channel text,
        purpose text, topic text, at timestamptz, state text, source text, "legalBasis" text, proof text)
      order by r."customerId", r.at
      on conflict do nothing
      returning customer_id, channel, purpose, topic, at, state, source)
    ${publishing(
      tx,
      sql`select 'consent.changed.v1' as type, at, customer_id, jsonb_build_object('customerId', customer_id,
        'channel', channel, 'purpose', purpose, 'topic', topic, 'state', state, 'source', source) as data from kept`,
    )}`);
}

/** The consents of customers, oldest first; of a consent and a withdrawal of one moment the withdrawal comes last. */
export async function readConsents(
  tx: TenantTransaction,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Consent[]>> {
  if (customerIds.length === 0) return new Map();
  // "offset 0" keeps the customers' few rows from being searched for in the whole table.
  const rows = await tx.rows(sql<Consent & { topic: string; proof: string | null }>`
    select k.customer_id as "customerId", k.channel, k.purpose, k.topic, k.at, k.state, k.source,
      k.legal_basis as "legalBasis", k.proof
    from unnest(${[...new Set(customerIds)]}::text[]) as c(id) cross join lateral (
      select * from consents s where s.tenant_id = ${tx.tenant} and s.customer_id = c.id offset 0) k
    order by k.at, k.state`);
  const consents = rows.map(
    ({ topic, proof, ...rest }): Consent => ({
      ...rest,
      ...(topic !== "" && { topic }),
      ...(proof !== null && { proof }),
    }),
  );
  return Map.groupBy(consents, (each) => each.customerId);
}
