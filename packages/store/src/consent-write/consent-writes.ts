import type { Channel, Consent, Instant, UpdateConsent } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A permission that a connection's other side is to be told of. */
export interface NewConsentWrite {
  readonly connectionId: string;
  readonly consent: Consent;
}

/** The address or number of a customer that a channel's permission is about, for the alias `c` of customers. */
const ADDRESS = sql`case r.channel when 'sms' then c.mobile when 'email' then c.email
  when 'phone' then coalesce(c.mobile, c.phone) when 'post' then c.postal_address end`;

/**
 * Orders that permissions be written back, the latest of each; due at once. There is nothing to write of a customer
 * who has no address on the channel, nor where it was so before: what two systems tell each other must come to an end.
 */
export async function orderConsentWrites(
  tx: TenantTransaction,
  writes: readonly NewConsentWrite[],
  now: Instant,
): Promise<void> {
  if (writes.length === 0) return;
  const rows = latest(writes).map(({ connectionId, consent }) => {
    const { proof: _proof, ...rest } = consent;
    return { connectionId, ...rest, topic: consent.topic ?? "", command: rest };
  });
  await tx.run(sql`
    insert into consent_writes as k (tenant_id, connection_id, customer_id, channel, purpose, topic, command, at, due_at)
    select ${tx.tenant}, r."connectionId", r."customerId", r.channel, r.purpose, r.topic,
      r.command || jsonb_build_object('kind', 'update-consent', 'to', ${ADDRESS}), r.at, ${now}::timestamptz
    from json_to_recordset(${json(rows)}::json) as r("connectionId" text, "customerId" text, channel text,
      purpose text, topic text, at timestamptz, state text, command jsonb)
    join customers c on c.tenant_id = ${tx.tenant} and c.id = r."customerId"
    where ${ADDRESS} is not null and r.state is distinct from (
      select p.state from consents p where p.tenant_id = ${tx.tenant} and p.customer_id = r."customerId"
        and p.channel = r.channel and p.purpose = r.purpose and p.topic = r.topic and p.at < r.at
      order by p.at desc, p.state desc limit 1)
    order by r."customerId", r.channel, r.purpose, r.topic
    on conflict (tenant_id, connection_id, customer_id, channel, purpose, topic) do update
      set command = excluded.command, at = excluded.at, due_at = excluded.due_at, asks = k.asks + 1, attempts = 0,
        problem = null
      where k.at <= excluded.at`);
}

/** The latest of each permission; of two of one moment the withdrawal. */
function latest(writes: readonly NewConsentWrite[]): readonly NewConsentWrite[] {
  const kept = new Map<string, NewConsentWrite>();
  for (const write of writes) {
    const { customerId, channel, purpose, topic } = write.consent;
    const key = JSON.stringify([write.connectionId, customerId, channel, purpose, topic ?? ""]);
    const known = kept.get(key);
    if (!known || isLater(write.consent, known.consent)) kept.set(key, write);
  }
  return [...kept.values()];
}

function isLater(one: Consent, two: Consent): boolean {
  return one.at > two.at || (one.at === two.at && one.state === "withdrawn");
}

/** A permission that somebody has taken upon themselves to write. */
export interface ClaimedConsentWrite {
  readonly customerId: string;
  readonly channel: Channel;
  readonly purpose: Consent["purpose"];
  readonly topic: string;
  readonly command: Omit<UpdateConsent, "id">;
  readonly asks: number;
  readonly attempts: number;
}

/** Takes permissions to write that nobody else holds, oldest first; `until` is when whoever takes them counts as dead. */
export function claimConsentWrites(
  tx: TenantTransaction,
  claim: {
    readonly connectionId: string;
    readonly now: Instant;
    readonly until: Instant;
    readonly limit: number;
  },
): Promise<readonly ClaimedConsentWrite[]> {
  const { connectionId, now, until, limit } = claim;
  return tx.rows(sql<ClaimedConsentWrite>`
    with due as materialized (
      select customer_id, channel, purpose, topic from consent_writes
      where tenant_id = ${tx.tenant} and connection_id = ${connectionId} and due_at <= ${now}
      order by due_at limit ${limit} for update skip locked)
    update consent_writes k set due_at = ${until} from due
    where k.tenant_id = ${tx.tenant} and k.connection_id = ${connectionId} and k.customer_id = due.customer_id
      and k.channel = due.channel and k.purpose = due.purpose and k.topic = due.topic
    returning k.customer_id as "customerId", k.channel, k.purpose, k.topic, k.command, k.asks, k.attempts`);
}

/** What came of one: written where `problem` is null; tried again at `dueAt`, or never where there is none. */
export interface ConsentWriteOutcome
  extends Pick<ClaimedConsentWrite, "customerId" | "channel" | "purpose" | "topic" | "asks"> {
  readonly problem: string | null;
  readonly dueAt?: Instant | undefined;
  /** Whether the attempt does not count: the connection was to blame. */
  readonly uncounted?: boolean | undefined;
}

/** Writes what came of permissions; those that were changed meanwhile are written once more. */
export async function settleConsentWrites(
  tx: TenantTransaction,
  connectionId: string,
  outcomes: readonly ConsentWriteOutcome[],
): Promise<void> {
  const rows = sql`json_to_recordset(${json(outcomes)}::json) as r("customerId" text, channel text, purpose text,
    topic text, asks int, problem text, "dueAt" timestamptz, uncounted boolean)`;
  const same = sql`k.tenant_id = ${tx.tenant} and k.connection_id = ${connectionId}
    and k.customer_id = r."customerId" and k.channel = r.channel and k.purpose = r.purpose and k.topic = r.topic
    and k.asks = r.asks`;
  await Promise.all([
    tx.run(sql`delete from consent_writes k using ${rows} where ${same} and r.problem is null`),
    tx.run(sql`
      update consent_writes k set problem = r.problem, due_at = r."dueAt",
        attempts = k.attempts + case when r.uncounted then 0 else 1 end
      from ${rows} where ${same} and r.problem is not null`),
  ]);
}
