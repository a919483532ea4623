import type { CALL_OUTCOMES, CallOpportunity, Instant } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** What is told of a call, at once or bit by bit; what is left out is as it was. */
export interface CallNote {
  readonly id: string;
  readonly customerId?: string | undefined;
  /** E.164. */
  readonly phone?: string | undefined;
  readonly direction?: "in" | "out" | undefined;
  readonly team?: string | undefined;
  readonly agent?: string | undefined;
  readonly startedAt: Instant;
  readonly answeredAt?: Instant | undefined;
  readonly endedAt?: Instant | undefined;
  readonly transfers?: number | undefined;
  readonly errand?: string | undefined;
  readonly selfService?: string | undefined;
  readonly selfServiceOutcome?: string | undefined;
  readonly selfServiceAt?: Instant | undefined;
  readonly commandId?: string | undefined;
  readonly outcome?: (typeof CALL_OUTCOMES)[number] | undefined;
  readonly note?: string | undefined;
  readonly registeredAt?: Instant | undefined;
  readonly opportunity?: CallOpportunity | undefined;
}

const TOLD = sql`"id" text, "customerId" text, "phone" text, "direction" text, "team" text, "agent" text,
  "startedAt" timestamptz, "answeredAt" timestamptz, "endedAt" timestamptz, "transfers" int, "errand" text,
  "selfService" text, "selfServiceOutcome" text, "selfServiceAt" timestamptz, "commandId" text, "outcome" text,
  "note" text, "registeredAt" timestamptz, "opportunity" jsonb`;

/** Columns of which what is told last counts. */
const LATEST = [
  ...["customer_id", "phone", "team", "agent", "errand", "self_service", "self_service_outcome"],
  ...["self_service_at", "command_id", "outcome", "note", "opportunity", "sold"],
];
/** Moments of which the earliest that is told counts. */
const EARLIEST = ["started_at", "answered_at", "ended_at", "registered_at"];

/**
 * Notes calls, each id once in a call of this: told again, a call gets what was not known of it. Where nobody
 * says who began it, the customer did. They are written in the order of their ids, so that two writers wait for each other.
 */
export async function noteCalls(tx: TenantTransaction, calls: readonly CallNote[]): Promise<void> {
  if (calls.length === 0) return;
  const kept = [
    ...LATEST.map((name) => sql.raw(`${name} = coalesce(excluded.${name}, c.${name})`)),
    ...EARLIEST.map((name) => sql.raw(`${name} = least(c.${name}, excluded.${name})`)),
  ];
  await tx.run(sql`
    with told as materialized (select * from json_to_recordset(${json(calls)}::json) as r(${TOLD}))
    insert into phone_calls as c (tenant_id, id, customer_id, phone, direction, team, agent, started_at, answered_at,
      ended_at, transfers, errand, self_service, self_service_outcome, self_service_at, command_id, outcome, note,
      registered_at, opportunity, sold)
    select ${tx.tenant}, t.id, t."customerId", t.phone, coalesce(t.direction, 'in'), t.team, t.agent, t."startedAt",
      t."answeredAt", t."endedAt", coalesce(t.transfers, 0), t.errand, t."selfService", t."selfServiceOutcome",
      t."selfServiceAt", t."commandId", t.outcome, t.note, t."registeredAt", t.opportunity,
      case when (t.opportunity ->> 'sold')::boolean then (t.opportunity ->> 'amount')::bigint end
    from told t order by t.id collate "C"
    on conflict (tenant_id, id) do update set ${sql.join(kept)},
      direction = coalesce((select t.direction from told t where t.id = excluded.id), c.direction),
      transfers = greatest(c.transfers, excluded.transfers)`);
}

/** A call as it is known. */
export interface StoredCall {
  readonly id: string;
  readonly customerId: string | null;
  readonly phone: string | null;
  readonly direction: "in" | "out";
  readonly team: string | null;
  readonly agent: string | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly errand: string | null;
  readonly selfService: string | null;
  readonly selfServiceOutcome: "done" | "failed" | "left" | null;
  readonly selfServiceAt: Instant | null;
  readonly registeredAt: Instant | null;
}

/** Calls by id, as they are known, in no order. */
export function readCalls(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<readonly StoredCall[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return tx.rows(sql<StoredCall>`
    select id, customer_id as "customerId", phone, direction, team, agent, started_at as "startedAt",
      ended_at as "endedAt", errand, self_service as "selfService", self_service_outcome as "selfServiceOutcome",
      self_service_at as "selfServiceAt", registered_at as "registeredAt"
    from phone_calls where tenant_id = ${tx.tenant} and id = any(${[...ids]}::text[])`);
}
