import type { ConnectorErrorKind, Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A connection that one listens to: nobody else does until one counts as dead. */
export interface HeldListen {
  readonly connection: string;
  /** Made up by whoever listens, for this once. */
  readonly holder: string;
}

/** A connection that one has taken upon oneself to listen to. */
export interface ClaimedListen extends HeldListen {
  /** Where the other side goes on telling; null where it begins anew. */
  readonly position: string | null;
  /** How often it could not be heard since it last could. */
  readonly failures: number;
}

/** Takes a connection to listen to, unless somebody does, it stands still, or it is not time to try again. */
export async function claimListen(
  tx: TenantTransaction,
  { connection, holder }: HeldListen,
  { now, until }: { readonly now: Instant; readonly until: Instant },
): Promise<ClaimedListen | undefined> {
  const [claimed] = await tx.rows(sql<ClaimedListen>`
    insert into connection_listens as k (tenant_id, connection_id, holder, due_at)
    select c.tenant_id, c.id, ${holder}, ${until}::timestamptz from connections c
    where c.tenant_id = ${tx.tenant} and c.id = ${connection} and c.state = 'active' and not c.held
    on conflict (tenant_id, connection_id) do update set holder = excluded.holder, due_at = excluded.due_at, since = null
    where k.due_at is null or k.due_at <= ${now}
    returning connection_id as connection, holder, position, failures`);
  return claimed;
}

/** Says that one goes on listening, until a later moment. Says whether one still held it. */
export async function prolongListen(
  tx: TenantTransaction,
  { connection, holder }: HeldListen,
  until: Instant,
): Promise<boolean> {
  const prolonged = await tx.run(sql`
    update connection_listens set due_at = ${until}
    where tenant_id = ${tx.tenant} and connection_id = ${connection} and holder = ${holder}`);
  return prolonged > 0;
}

/** Notes that the other side tells of changes now: what was wrong before is not any more. Says whether one still held it. */
export async function noteListening(
  tx: TenantTransaction,
  { connection, holder }: HeldListen,
  since: Instant,
): Promise<boolean> {
  const noted = await tx.run(sql`
    update connection_listens set since = ${since}, problem_kind = null, problem = null, failures = 0
    where tenant_id = ${tx.tenant} and connection_id = ${connection} and holder = ${holder}`);
  return noted > 0;
}

/**
 * Remembers how far was heard, in the transaction that keeps what was: null forgets it, and without one it stays. Says whether one still
 * listens and the connection does not stand still; where not, nothing of it is to be kept.
 */
export async function keepPosition(
  tx: TenantTransaction,
  { connection, holder }: HeldListen,
  position: string | null | undefined,
): Promise<boolean> {
  const kept = await tx.run(sql`
    update connection_listens l set position = ${position === undefined ? sql`l.position` : sql`${position}::text`}
    from connections c
    where l.tenant_id = ${tx.tenant} and l.connection_id = ${connection} and l.holder = ${holder}
      and c.tenant_id = l.tenant_id and c.id = l.connection_id and c.state = 'active' and not c.held`);
  return kept > 0;
}

/** What came of listening. */
export interface ListenEnd {
  /** When it is tried again; at once without one. */
  readonly next: Instant | null;
  readonly failures: number;
  /** Why it could not be heard; nothing where it was only ended. */
  readonly problem: { readonly kind: ConnectorErrorKind; readonly words: string } | null;
}

/** Says that one listens no more. Says whether one still held it. */
export async function endListen(
  tx: TenantTransaction,
  { connection, holder }: HeldListen,
  { next, failures, problem }: ListenEnd,
): Promise<boolean> {
  const ended = await tx.run(sql`
    update connection_listens set holder = null, since = null, due_at = ${next}::timestamptz, failures = ${failures},
      problem_kind = ${problem?.kind ?? null}::text, problem = ${problem?.words ?? null}::text
    where tenant_id = ${tx.tenant} and connection_id = ${connection} and holder = ${holder}`);
  return ended > 0;
}

/** Has a connection listened to anew and at once: whoever listens was told of other settings, and ends. */
export async function listenAnew(tx: TenantTransaction, connection: string): Promise<void> {
  await tx.run(sql`
    update connection_listens set holder = null, since = null, due_at = null, failures = 0
    where tenant_id = ${tx.tenant} and connection_id = ${connection}`);
}

/** Has all that somebody listened to listened to anew: whoever did is gone. */
export async function recoverListens(tx: TenantTransaction): Promise<void> {
  await tx.run(sql`
    update connection_listens set holder = null, since = null, due_at = null
    where tenant_id = ${tx.tenant} and holder is not null`);
}

/** How listening to a connection does. */
export interface ListenHealth {
  /** Since when the other side tells of changes; null while it does not. */
  readonly since: Instant | null;
  /** Why it could not be heard: the kind of the connector's error, and in words. */
  readonly problemKind: ConnectorErrorKind | null;
  readonly problem: string | null;
  /** Where there is a problem, when it is tried again. */
  readonly nextAt: Instant | null;
}

/** Reads how listening to a connection does; nothing where nobody ever did. */
export async function readListening(
  tx: TenantTransaction,
  connection: string,
): Promise<ListenHealth | undefined> {
  const [health] = await tx.rows(sql<ListenHealth>`
    select since, problem_kind as "problemKind", problem, case when problem is not null then due_at end as "nextAt"
    from connection_listens where tenant_id = ${tx.tenant} and connection_id = ${connection}`);
  return health;
}
