import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Somebody who may work in the console. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly createdAt: Instant;
  /** When they were here last; null where they have not been yet. */
  readonly lastSeenAt: Instant | null;
}

const COLUMNS = sql`id, name, email, role, created_at as "createdAt", last_seen_at as "lastSeenAt"`;

/** A tenant's people, by name. */
export function listPeople(tx: TenantTransaction): Promise<readonly Person[]> {
  return tx.rows(sql<Person>`
    select ${COLUMNS} from people where tenant_id = ${tx.tenant} order by name, id`);
}

/** A tenant's people, whom nobody else changes until the transaction is over: rules about all of them hold. */
export async function lockPeople(tx: TenantTransaction): Promise<readonly Person[]> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtext('people'), ${tx.tenant}::int)`);
  return listPeople(tx);
}

/** Adds a person. Says whether there was none with the address. */
export async function addPerson(
  tx: TenantTransaction,
  person: Omit<Person, "lastSeenAt">,
): Promise<boolean> {
  const { id, name, email, role, createdAt } = person;
  const added = await tx.run(sql`
    insert into people (tenant_id, id, name, email, role, created_at)
    values (${tx.tenant}, ${id}, ${name}, ${email}, ${role}, ${createdAt})
    on conflict (tenant_id, lower(email)) do nothing`);
  return added > 0;
}

/** Changes a person's name or role; what is left out stays. Their sessions have the new role at once. */
export async function updatePerson(
  tx: TenantTransaction,
  id: string,
  { name = null, role = null }: { readonly name?: string | null; readonly role?: string | null },
): Promise<void> {
  await tx.run(sql`
    update people set name = coalesce(${name}, name), role = coalesce(${role}, role)
    where tenant_id = ${tx.tenant} and id = ${id}`);
}

/** Takes a person away, with every session and every link of theirs. */
export async function removePerson(tx: TenantTransaction, id: string): Promise<void> {
  await tx.run(sql`delete from people where tenant_id = ${tx.tenant} and id = ${id}`);
}

/** Notes that a person was here. */
export async function notePersonSeen(
  tx: TenantTransaction,
  id: string,
  at: Instant,
): Promise<void> {
  await tx.run(sql`
    update people set last_seen_at = ${at} where tenant_id = ${tx.tenant} and id = ${id}`);
}
