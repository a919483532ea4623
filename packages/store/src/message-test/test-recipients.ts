import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** The channels a message can be sent by for a look. */
export type TestChannel = "email" | "sms";

/** Somebody of the company's who gets messages to look at. */
export interface TestRecipient {
  readonly id: string;
  readonly channel: TestChannel;
  /** In small letters, or E.164. */
  readonly address: string;
  readonly name: string;
  readonly addedAt: Instant;
  readonly addedBy: string;
  /** When the code was typed in that was sent there; null while nothing else may be sent to it. */
  readonly verifiedAt: Instant | null;
}

/** The code that waits to be typed in. */
export interface WaitingCode {
  /** Null where none waits. */
  readonly digest: string | null;
  readonly sentAt: Instant | null;
  /** How often a wrong one was typed in. */
  readonly misses: number;
}

const COLUMNS = sql`id, channel, address, name, added_at as "addedAt", added_by as "addedBy", verified_at as "verifiedAt"`;

/** A tenant's test recipients, by channel and address. */
export function listTestRecipients(tx: TenantTransaction): Promise<readonly TestRecipient[]> {
  return tx.rows(sql<TestRecipient>`
    select ${COLUMNS} from test_recipients where tenant_id = ${tx.tenant} order by channel, address`);
}

/** Keeps a test recipient; one with the address already is kept as it was, under its new name. Gives it with its code. */
export async function putTestRecipient(
  tx: TenantTransaction,
  recipient: Omit<TestRecipient, "verifiedAt">,
): Promise<TestRecipient & WaitingCode> {
  const { id, channel, address, name, addedAt, addedBy } = recipient;
  const [kept] = await tx.rows(sql<TestRecipient & WaitingCode>`
    insert into test_recipients (tenant_id, id, channel, address, name, added_at, added_by)
    values (${tx.tenant}, ${id}, ${channel}, ${address}, ${name}, ${addedAt}, ${addedBy})
    on conflict (tenant_id, channel, address) do update set name = excluded.name
    returning ${COLUMNS}, code_digest as digest, code_sent_at as "sentAt", code_misses as misses`);
  if (kept) return kept;
  return { ...recipient, verifiedAt: null, digest: null, sentAt: null, misses: 0 };
}

/** Locks a test recipient and gives it with the code that waits; nothing where there is none. */
export async function lockTestRecipient(
  tx: TenantTransaction,
  id: string,
): Promise<(TestRecipient & WaitingCode) | undefined> {
  const [found] = await tx.rows(sql<TestRecipient & WaitingCode>`
    select ${COLUMNS}, code_digest as digest, code_sent_at as "sentAt", code_misses as misses
    from test_recipients where tenant_id = ${tx.tenant} and id = ${id} for update`);
  return found;
}

/** Keeps that a code was sent, in place of the one before; it has to be typed in whatever was before. */
export async function noteCodeSent(
  tx: TenantTransaction,
  { id, digest, at }: { readonly id: string; readonly digest: string; readonly at: Instant },
): Promise<void> {
  await tx.run(sql`
    update test_recipients set code_digest = ${digest}, code_sent_at = ${at}, code_misses = 0
    where tenant_id = ${tx.tenant} and id = ${id}`);
}

/** Keeps that the right code was typed in, or counts a wrong one. */
export async function noteCodeTyped(
  tx: TenantTransaction,
  { id, verifiedAt }: { readonly id: string; readonly verifiedAt: Instant | null },
): Promise<void> {
  await tx.run(
    verifiedAt === null
      ? sql`update test_recipients set code_misses = code_misses + 1 where tenant_id = ${tx.tenant} and id = ${id}`
      : sql`update test_recipients set verified_at = ${verifiedAt}, code_digest = null, code_misses = 0
          where tenant_id = ${tx.tenant} and id = ${id}`,
  );
}

/** Takes a test recipient away. Says whether there was one. */
export async function removeTestRecipient(tx: TenantTransaction, id: string): Promise<boolean> {
  const removed = await tx.run(
    sql`delete from test_recipients where tenant_id = ${tx.tenant} and id = ${id}`,
  );
  return removed > 0;
}
