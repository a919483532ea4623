import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { SessionOrigin } from "./origin.ts";

/** A session that begins. */
export interface NewSession extends SessionOrigin {
  readonly id: string;
  /** SHA-256 of what the browser renews it with by itself; null where it may not. */
  readonly renewal: string | null;
  readonly beganAt: Instant;
  readonly endsAt: Instant;
}

/** What a session's requests carry from now on. */
export interface NewBearer {
  /** SHA-256 of it. */
  readonly digest: string;
  readonly sessionId: string;
  readonly expiresAt: Instant;
}

/** Who asks: by a token itself, or in a session. */
export interface SignedIn extends SessionOrigin {
  /** Null for a token that is used as it is. */
  readonly sessionId: string | null;
  /** When the session ends for good; null for a token that is used as it is. */
  readonly endsAt: Instant | null;
  /** When the token that is used as it is was used last, as far as it was noted. */
  readonly usedAt: Instant | null;
}

/** Begins a session. */
export async function addSession(tx: TenantTransaction, session: NewSession): Promise<void> {
  const { id, renewal, personId, tokenId, connector, account, who, role } = session;
  await tx.run(sql`
    insert into sessions (tenant_id, id, renewal, person_id, token_id, connector, account, who, role, began_at, ends_at)
    values (${tx.tenant}, ${id}, ${renewal}, ${personId}, ${tokenId}, ${connector}, ${account}, ${who}, ${role},
      ${session.beganAt}, ${session.endsAt})`);
}

/** Gives a session another bearer; those before hold for as long as they did. */
export async function addBearer(
  tx: TenantTransaction,
  { digest, sessionId, expiresAt }: NewBearer,
): Promise<void> {
  await tx.run(sql`
    insert into session_bearers (tenant_id, digest, session_id, expires_at)
    values (${tx.tenant}, ${digest}, ${sessionId}, ${expiresAt})`);
}

/**
 * A session as it is now: with the role that its person or its token has now; of whoever came from a vendor's pages
 * only while our app is installed there, and as an administrator only while they are one.
 */
const SESSION = sql`
  select s.id as "sessionId", s.person_id as "personId", s.token_id as "tokenId", s.connector, s.account,
    coalesce(p.name, t.label, s.who) as who, coalesce(p.role, t.role, case when s.role = 'admin' and s.account is not null
      and not exists (select from unnest(i.administrators) a where lower(a) = lower(s.who)) then 'agent' else s.role end)
      as role, s.ends_at as "endsAt", null::timestamptz as "usedAt"
  from sessions s
  left join people p on p.tenant_id = s.tenant_id and p.id = s.person_id
  left join api_tokens t on t.tenant_id = s.tenant_id and t.id = s.token_id
  left join installations i on i.tenant_id = s.tenant_id and i.connector = s.connector and i.account = s.account
    and i.ended_at is null`;

/** Who a token or a session's bearer belongs to, in one look; nothing for one that does not hold, or no longer. */
export async function findBearer(
  tx: TenantTransaction,
  digest: string,
  now: Instant,
): Promise<SignedIn | undefined> {
  const [found] = await tx.rows(sql<SignedIn>`
    select null as "sessionId", null as "personId", id as "tokenId", null as connector, null as account, label as who,
      role, null::timestamptz as "endsAt", last_used_at as "usedAt"
    from api_tokens where tenant_id = ${tx.tenant} and digest = ${digest}
    union all
    ${SESSION}
    join session_bearers b on b.tenant_id = s.tenant_id and b.session_id = s.id
    where s.tenant_id = ${tx.tenant} and b.tenant_id = ${tx.tenant} and b.digest = ${digest}
      and b.expires_at > ${now} and s.ends_at > ${now} and (s.account is null or i.account is not null)`);
  return found;
}

/** Whose session a browser renews by itself; nothing for one that has ended. */
export async function findRenewal(
  tx: TenantTransaction,
  renewal: string,
  now: Instant,
): Promise<SignedIn | undefined> {
  const [found] = await tx.rows(sql<SignedIn>`
    ${SESSION}
    where s.tenant_id = ${tx.tenant} and s.renewal = ${renewal} and s.renewal is not null and s.ends_at > ${now}
      and (s.account is null or i.account is not null)`);
  return found;
}

/** Ends a session at once. */
export async function endSession(tx: TenantTransaction, id: string): Promise<void> {
  await tx.run(sql`delete from sessions where tenant_id = ${tx.tenant} and id = ${id}`);
}

/** Forgets what has run out: sessions, bearers and codes. Gives how many. */
export async function sweepSessions(tx: TenantTransaction, now: Instant): Promise<number> {
  const gone = await Promise.all([
    tx.run(sql`delete from sessions where tenant_id = ${tx.tenant} and ends_at <= ${now}`),
    tx.run(
      sql`delete from session_bearers where tenant_id = ${tx.tenant} and expires_at <= ${now}`,
    ),
    tx.run(sql`delete from launch_codes where tenant_id = ${tx.tenant} and expires_at <= ${now}`),
  ]);
  return gone.reduce((sum, each) => sum + each, 0);
}
