import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { asSystem, type TenantTransaction } from "../database/tenant-transaction.ts";

/** Our app in an account at a vendor, and the connection that came of it. */
export interface Installation {
  readonly connector: string;
  /** The vendor's id of the account. */
  readonly account: string;
  readonly connectionId: string;
  /** What its people call the account. */
  readonly name: string;
  readonly installedAt: Instant;
  /** Since when the app is no longer in the account. */
  readonly endedAt: Instant | null;
  /** Who may change settings in the vendor's pages, as the vendor names them; who installed it is the first. */
  readonly administrators: readonly string[];
  /** What of the fields of our own could not be made in the account. */
  readonly problem: string | null;
}

/** Whose an account is. */
export interface AccountOwner {
  readonly account: string;
  readonly tenant: number;
  readonly connection: string;
  /** Whether the app is in the account now. */
  readonly installed: boolean;
}

/**
 * Finds whose accounts are, of all tenants: an account where the app is installed has one owner; one where it was
 * installed before may have several, of which the one that used it last is given.
 */
export async function findAccounts(
  db: Database,
  connector: string,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, AccountOwner>> {
  if (accounts.length === 0) return new Map();
  const owners = await asSystem(db, (tx) =>
    tx.rows(sql<AccountOwner>`
      select distinct on (account) account, tenant_id as tenant, connection_id as connection,
        ended_at is null as installed
      from installations where connector = ${connector} and account = any(${[...accounts]}::text[])
      order by account, ended_at is null desc, greatest(installed_at, ended_at) desc, tenant_id`),
  );
  return new Map(owners.map((each) => [each.account, each]));
}

const COLUMNS = sql`connector, account, connection_id as "connectionId", name, installed_at as "installedAt",
  ended_at as "endedAt", administrators, problem`;

/** A tenant's installations, by connector and account. */
export function listInstallations(tx: TenantTransaction): Promise<readonly Installation[]> {
  return tx.rows(sql<Installation>`
    select ${COLUMNS} from installations where tenant_id = ${tx.tenant} order by connector, account`);
}

/** The installation that a connection came of; of several the latest. Nothing for one that was filled in by hand. */
export async function readInstallation(
  tx: TenantTransaction,
  connectionId: string,
): Promise<Installation | undefined> {
  const [found] = await tx.rows(sql<Installation>`
    select ${COLUMNS} from installations where tenant_id = ${tx.tenant} and connection_id = ${connectionId}
    order by installed_at desc limit 1`);
  return found;
}

/** What is kept of an installation when it happens. */
export type NewInstallation = Pick<
  Installation,
  "connector" | "account" | "connectionId" | "name" | "installedAt"
> & {
  /** Becomes an administrator, beside those there are. */
  readonly by?: string | undefined;
};

/**
 * Keeps an installation, again for one that is known. Fails with PostgreSQL's 23505 where the app is installed in
 * the account for another tenant.
 */
export async function putInstallation(
  tx: TenantTransaction,
  { connector, account, connectionId, name, installedAt, by }: NewInstallation,
): Promise<void> {
  const administrators = by === undefined ? [] : [by];
  await tx.run(sql`
    insert into installations as i (tenant_id, connector, account, connection_id, name, installed_at, administrators)
    values (${tx.tenant}, ${connector}, ${account}, ${connectionId}, ${name}, ${installedAt}, ${administrators}::text[])
    on conflict (tenant_id, connector, account) do update set name = excluded.name,
      installed_at = excluded.installed_at, ended_at = null, problem = null,
      administrators = case when excluded.administrators <@ i.administrators then i.administrators
        else i.administrators || excluded.administrators end`);
}

/** Notes that the app is no longer in the account of a connection. */
export async function endInstallation(
  tx: TenantTransaction,
  connectionId: string,
  at: Instant,
): Promise<void> {
  await tx.run(sql`
    update installations set ended_at = ${at}
    where tenant_id = ${tx.tenant} and connection_id = ${connectionId} and ended_at is null`);
}

/** Notes what could not be made in the account of a connection; nothing once it could. */
export async function noteInstallation(
  tx: TenantTransaction,
  connectionId: string,
  problem: string | null,
): Promise<void> {
  await tx.run(sql`
    update installations set problem = ${problem}
    where tenant_id = ${tx.tenant} and connection_id = ${connectionId} and ended_at is null`);
}

/** Says who may change settings in the vendor's pages, in place of who could before. */
export async function setAdministrators(
  tx: TenantTransaction,
  connectionId: string,
  administrators: readonly string[],
): Promise<void> {
  await tx.run(sql`
    update installations set administrators = ${[...new Set(administrators)]}::text[]
    where tenant_id = ${tx.tenant} and connection_id = ${connectionId}`);
}
