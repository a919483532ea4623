import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { type Page, toPage } from "../reading/page.ts";

/** A delivery as it came in, for whoever looks after a connection. */
export interface KeptDelivery {
  readonly id: number;
  readonly receivedAt: Instant;
  readonly takenAt: Instant | null;
  /** What could not be understood; null where all was, or nobody has looked yet. */
  readonly problem: string | null;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Its beginning; empty once it was forgotten. */
  readonly body: string;
  /** In characters. */
  readonly size: number;
  readonly forgottenAt: Instant | null;
  /** When it was put aside for bringing its worker down. */
  readonly asideAt: Instant | null;
}

/** Which deliveries are looked at. */
export interface DeliveryQuery {
  readonly connection: string;
  /** `problem` for those that were not understood; `all` for whatever came lately. */
  readonly only: "problem" | "all";
  /** The id of the last one seen. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** How much of a body is shown, in characters. */
const SHOWN = 20_000;
/** How far back deliveries of whatever kind are looked for, in deliveries of all connections. */
const LATELY = 10_000;

/** Deliveries of a connection, newest first. */
export async function listDeliveries(
  tx: TenantTransaction,
  { connection, only, after, limit }: DeliveryQuery,
): Promise<Page<KeptDelivery>> {
  const before = after === undefined ? sql`` : sql`and id < ${Number(after)}`;
  const which =
    only === "problem"
      ? sql`and problem is not null`
      : sql`and id > (select coalesce(max(id), 0) from inbox where tenant_id = ${tx.tenant}) - ${LATELY}`;
  const rows = await tx.rows(sql<KeptDelivery>`
    select id, received_at as "receivedAt", taken_at as "takenAt", problem, method, url, headers,
      left(body, ${SHOWN}) as body, length(body) as size, forgotten_at as "forgottenAt", aside_at as "asideAt"
    from inbox where tenant_id = ${tx.tenant} and connection_id = ${connection} ${which} ${before}
    order by id desc limit ${limit + 1}`);
  return toPage(rows, limit, ({ id }) => String(id));
}

/** Which deliveries are to be taken in again. */
export interface ReplayQuery {
  readonly connection: string;
  /** @default all that were not understood, a thousand at most */
  readonly ids?: readonly number[] | undefined;
}

const MOST_AT_ONCE = 1_000;

/**
 * Has deliveries taken in again as if they had just come; what they told before acts no second time. Those that were
 * forgotten or put aside stay. Gives how many.
 */
export function replayDeliveries(
  tx: TenantTransaction,
  { connection, ids }: ReplayQuery,
): Promise<number> {
  const which = ids ? sql`and id = any(${[...ids]}::bigint[])` : sql`and problem is not null`;
  return tx.run(sql`
    update inbox i set taken_at = null, problem = null
    where i.tenant_id = ${tx.tenant} and i.id in (
      select id from inbox where tenant_id = ${tx.tenant} and connection_id = ${connection} ${which}
        and taken_at is not null and forgotten_at is null and aside_at is null
      order by id limit ${MOST_AT_ONCE})`);
}

/** What came in by a connection in a span of time. */
export interface DeliveryCounts {
  readonly received: number;
  readonly notUnderstood: number;
  readonly lastAt: Instant | null;
}

/** Counts what came in by a connection since a moment, among the latest deliveries. */
export async function countDeliveries(
  tx: TenantTransaction,
  { connection, since }: { readonly connection: string; readonly since: Instant },
): Promise<DeliveryCounts> {
  const [row] = await tx.rows(sql<DeliveryCounts>`
    select count(*) filter (where received_at >= ${since}) as received,
      count(*) filter (where received_at >= ${since} and problem is not null) as "notUnderstood",
      max(received_at) as "lastAt"
    from inbox where tenant_id = ${tx.tenant} and connection_id = ${connection}
      and id > (select coalesce(max(id), 0) from inbox where tenant_id = ${tx.tenant}) - ${LATELY}`);
  return row ?? { received: 0, notUnderstood: 0, lastAt: null };
}
