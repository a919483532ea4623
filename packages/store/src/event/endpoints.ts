import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** How events are written: Standard Webhooks, or CloudEvents 1.0 in structured mode. */
export const EVENT_FORMATS = ["standard-webhooks", "cloudevents"] as const;
export type EventFormat = (typeof EVENT_FORMATS)[number];

/** What an administrator says of an address that is told of events. */
export interface EndpointSettings {
  readonly url: string;
  readonly description: string;
  /** The types it wants; all of them where it is null. */
  readonly types: readonly string[] | null;
  readonly format: EventFormat;
  /** Whether what is about one customer arrives in the order in which it happened, each after the one before. */
  readonly ordered: boolean;
}

/** An address that is told of events. */
export interface Endpoint extends EndpointSettings {
  readonly id: string;
  /** Nothing is sent to one that is disabled, and nothing that happens meanwhile is kept for it. */
  readonly state: "active" | "disabled";
  /** Why it is disabled. */
  readonly problem: string | null;
  /** Sealed by the vault. */
  readonly secret: string;
  /** Signs beside the present one until its time is over. */
  readonly previousSecret: string | null;
  readonly previousUntil: Instant | null;
  /** Since when every attempt has failed. */
  readonly failingSince: Instant | null;
  /** Nothing is sent before this moment. */
  readonly resumeAt: Instant | null;
  readonly createdAt: Instant;
}

const COLUMNS = sql`id, url, description, types, format, ordered, state, problem, secret,
  previous_secret as "previousSecret", previous_until as "previousUntil", failing_since as "failingSince",
  resume_at as "resumeAt", created_at as "createdAt"`;

/** A tenant's endpoints, by id. */
export function listEndpoints(tx: TenantTransaction): Promise<readonly Endpoint[]> {
  return tx.rows(
    sql<Endpoint>`select ${COLUMNS} from endpoints where tenant_id = ${tx.tenant} order by id`,
  );
}

/** One endpoint. */
export async function readEndpoint(
  tx: TenantTransaction,
  id: string,
): Promise<Endpoint | undefined> {
  const [found] = await tx.rows(
    sql<Endpoint>`select ${COLUMNS} from endpoints where tenant_id = ${tx.tenant} and id = ${id}`,
  );
  return found;
}

/** Creates an endpoint with its first secret, or changes what is said of one that keeps its own; says which. */
export async function putEndpoint(
  tx: TenantTransaction,
  endpoint: EndpointSettings & { readonly id: string; readonly secret: string },
  now: Instant,
): Promise<"created" | "changed"> {
  const { id, url, description, types, format, ordered, secret } = endpoint;
  const [row] = await tx.rows(sql<{ created: boolean }>`
    insert into endpoints (tenant_id, id, url, description, types, format, ordered, state, secret, created_at)
    values (${tx.tenant}, ${id}, ${url}, ${description}, ${types}::text[], ${format}, ${ordered}, 'active', ${secret}, ${now})
    on conflict (tenant_id, id) do update set url = excluded.url, description = excluded.description,
      types = excluded.types, format = excluded.format, ordered = excluded.ordered
    returning created_at = ${now}::timestamptz and secret = ${secret} as created`);
  return row?.created ? "created" : "changed";
}

/** Takes an endpoint away with everything that was to be sent to it; says whether it was there. */
export async function deleteEndpoint(tx: TenantTransaction, id: string): Promise<boolean> {
  const gone = await tx.run(
    sql`delete from endpoints where tenant_id = ${tx.tenant} and id = ${id}`,
  );
  return gone > 0;
}

/** Gives an endpoint a new secret; the one before signs too until a moment. */
export async function rotateSecret(
  tx: TenantTransaction,
  id: string,
  to: { readonly secret: string; readonly previousUntil: Instant },
): Promise<boolean> {
  const changed = await tx.run(sql`
    update endpoints set previous_secret = secret, previous_until = ${to.previousUntil}, secret = ${to.secret}
    where tenant_id = ${tx.tenant} and id = ${id}`);
  return changed > 0;
}

/** Disables an endpoint for a reason that people read, or lets it go on; says whether that changed anything. */
export async function setEndpointState(
  tx: TenantTransaction,
  id: string,
  problem: string | null,
): Promise<boolean> {
  const state = problem === null ? "active" : "disabled";
  const changed = await tx.run(sql`
    update endpoints set state = ${state}, problem = ${problem}, failing_since = null, resume_at = null
    where tenant_id = ${tx.tenant} and id = ${id} and state <> ${state}`);
  return changed > 0;
}

/** Notes how an endpoint does: since when it fails, and until when it wants to be left alone. */
export async function noteEndpoint(
  tx: TenantTransaction,
  id: string,
  health: { readonly failingSince: Instant | null; readonly resumeAt: Instant | null },
): Promise<void> {
  await tx.run(sql`
    update endpoints set failing_since = ${health.failingSince}, resume_at = ${health.resumeAt}
    where tenant_id = ${tx.tenant} and id = ${id}
      and (failing_since, resume_at) is distinct from (${health.failingSince}::timestamptz, ${health.resumeAt}::timestamptz)`);
}
