import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import { emptyAudit } from "../audit/audit-entries.ts";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { eraseLoyalty } from "../loyalty/move-loyalty.ts";

/** A customer who is to be forgotten, and the name under which figures go on counting them. */
export interface ForgottenCustomer {
  readonly id: string;
  /** Says nothing of who it was. */
  readonly pseudonym: string;
}

/** What is known of customers' addresses, and which enrolments of theirs run: what to see to before they are gone. */
export interface KnownOfCustomers {
  readonly addresses: readonly string[];
  readonly running: readonly number[];
}

/** Reads what has to be seen to before customers are forgotten. */
export async function readForForgetting(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<KnownOfCustomers> {
  const [addresses, running] = await Promise.all([
    tx.rows(sql<{ address: string }>`
      select distinct a.address from customers c
        cross join lateral (values (c.email), (c.mobile), (c.phone), (c.postal_address)) as a(address)
        where c.tenant_id = ${tx.tenant} and c.id = any(${[...ids]}::text[]) and a.address <> ''
      union
      select contact_point from sends
        where tenant_id = ${tx.tenant} and customer_id = any(${[...ids]}::text[]) and contact_point <> ''`),
    tx.rows(sql<{ id: number }>`
      select id from enrolments
      where tenant_id = ${tx.tenant} and customer_id = any(${[...ids]}::text[]) and not ended order by id`),
  ]);
  return { addresses: addresses.map((each) => each.address), running: running.map(({ id }) => id) };
}

/** What of an order to a connector says nothing of a person. */
const PLAIN = [
  "kind",
  "seq",
  "step",
  "class",
  "channel",
  "keep",
  "priority",
  "callSeq",
  "reason",
  "template",
];

/** Tables of which nothing is kept. */
const OF_A_CUSTOMER = [
  ...["purchases", "interactions", "consents", "consent_writes", "record_writes", "events"],
  ...["referrals", "redemptions", "standings", "group_members", "standing_changes"],
  ...["hand_overs", "call_promises", "visit_standings"],
];

/**
 * Forgets customers: every copy of what was known of them goes (GDPR, 17). What counts stays under a pseudonym, without
 * texts, addresses and evidence. Their enrolments must have ended. Doing it again changes nothing.
 */
export async function eraseCustomers(
  tx: TenantTransaction,
  customers: readonly ForgottenCustomer[],
  { now, addresses }: { readonly now: Instant; readonly addresses: readonly string[] },
): Promise<void> {
  if (customers.length === 0) return;
  const ids = customers.map(({ id }) => id);
  const agreements = await tx.rows(sql<{ id: string }>`
    delete from agreements where tenant_id = ${tx.tenant} and customer_id = any(${ids}::text[]) returning id`);
  const invitations = await tx.rows(sql<{ id: string }>`
    delete from invitations where tenant_id = ${tx.tenant} and customer_id = any(${ids}::text[]) returning id`);
  const keys = [...ids, ...[...agreements, ...invitations].map(({ id }) => id)];
  const drop = (table: string) =>
    tx.run(sql`
      delete from ${sql.table(table)} where tenant_id = ${tx.tenant} and customer_id = any(${ids}::text[])`);
  await Promise.all([
    ...OF_A_CUSTOMER.map(drop),
    eraseLoyalty(tx, ids),
    withdrawPromised(tx, customers, now),
    emptyCalls(tx, ids, addresses),
    tx.run(sql`
      update referrals set friend_id = null where tenant_id = ${tx.tenant} and friend_id = any(${ids}::text[])`),
    // Where value classes part, until the next night draws the line anew.
    tx.run(sql`
      update review_boundaries set customer_id = ${pseudonymOf(customers)}
      where tenant_id = ${tx.tenant} and customer_id = any(${ids}::text[])`),
    tx.run(sql`delete from customers where tenant_id = ${tx.tenant} and id = any(${ids}::text[])`),
    emptyEffects(tx, customers, now),
    emptyDecisions(tx, customers),
    emptyAudit(tx, customers),
    dropNames(tx, { ids, keys }),
    emptyDeliveries(tx, [...ids, ...addresses], now),
    tx.run(sql`
      update signals set forgotten_at = coalesce(forgotten_at, ${now}), customer_id = null, agreement_id = null,
        body = '{}'
      where tenant_id = ${tx.tenant} and customer_id = any(${ids}::text[])`),
  ]);
}

/** What may be on somebody else's call list is taken off, by a pseudonym; the rest goes. */
async function withdrawPromised(
  tx: TenantTransaction,
  customers: readonly ForgottenCustomer[],
  now: Instant,
): Promise<void> {
  const theirs = sql`tenant_id = ${tx.tenant} and customer_id = any(${customers.map(({ id }) => id)}::text[])`;
  await tx.run(sql`delete from promise_writes where ${theirs} and not listed`);
  await tx.run(sql`
    update promise_writes set customer_id = ${pseudonymOf(customers)}, at = ${now}, due_at = ${now}, asks = asks + 1,
      attempts = 0, problem = null
    where ${theirs}`);
}

/** Calls go on counting for their teams, without whom they were with and what was said. */
async function emptyCalls(
  tx: TenantTransaction,
  ids: readonly string[],
  addresses: readonly string[],
): Promise<void> {
  const empty = (is: ReturnType<typeof sql>) =>
    tx.run(sql`
      update phone_calls set customer_id = null, phone = null, note = null, opportunity = null, command_id = null
      where tenant_id = ${tx.tenant} and ${is}`);
  await empty(sql`customer_id = any(${[...ids]}::text[])`);
  await empty(sql`phone = any(${[...addresses]}::text[]) and phone is not null`);
}

/** The pseudonym of a row's customer. */
function pseudonymOf(customers: readonly ForgottenCustomer[]) {
  const byId = Object.fromEntries(customers.map(({ id, pseudonym }) => [id, pseudonym]));
  return sql`(${json(byId)}::jsonb ->> customer_id)`;
}

/** What is under way is not sent again; an answer to it finds nobody who waits for it. */
async function emptyEffects(
  tx: TenantTransaction,
  customers: readonly ForgottenCustomer[],
  now: Instant,
): Promise<void> {
  const ids = customers.map(({ id }) => id);
  const pseudonym = pseudonymOf(customers);
  const isOpen = sql`state in ('pending', 'claimed', 'unknown') and kind <> 'withdraw-call'`;
  await Promise.all([
    tx.run(sql`
      update outbox set customer_id = ${pseudonym}, command = case when kind = 'withdraw-call' then command end,
        effect = (select jsonb_object_agg(f.key, f.value) from jsonb_each(effect) f
          where f.key = any(${PLAIN}::text[])),
        state = case when ${isOpen} then 'skipped' else state end,
        due_at = case when ${isOpen} then null else due_at end,
        token = case when ${isOpen} then null else token end,
        settled_at = case when ${isOpen} then ${now}::timestamptz else settled_at end,
        provider_id = null,
        reason = case when ${isOpen} then 'customer-gone' when state = 'skipped' then reason end
      where tenant_id = ${tx.tenant} and customer_id = any(${ids}::text[])`),
    tx.run(sql`
      update sends set customer_id = ${pseudonym}, contact_point = '', occurrence = null
      where tenant_id = ${tx.tenant} and customer_id = any(${ids}::text[])`),
    tx.run(sql`
      update enrolments set customer_id = ${pseudonym}, agreement_id = null, invitation_id = null, key = ${pseudonym} || ':' || id,
        variables = '{}', news = null, wake_at = null, timer_at = null
      where tenant_id = ${tx.tenant} and customer_id = any(${ids}::text[])`),
  ]);
}

async function emptyDecisions(
  tx: TenantTransaction,
  customers: readonly ForgottenCustomer[],
): Promise<void> {
  const ids = customers.map(({ id }) => id);
  await tx.run(sql`
    update decisions set customer_id = ${pseudonymOf(customers)}, evidence = '{}'
    where tenant_id = ${tx.tenant} and customer_id = any(${ids}::text[])`);
}

/**
 * Where nothing is kept but who it was: at programs' doors, and among records left out. Records that are to be read
 * stay: another kind of record may have the same number, and of the person there is nothing left to read.
 */
async function dropNames(
  tx: TenantTransaction,
  { ids, keys }: { readonly ids: readonly string[]; readonly keys: readonly string[] },
): Promise<void> {
  await Promise.all([
    tx.run(sql`
      delete from considered k using programs p
      where p.tenant_id = ${tx.tenant} and k.tenant_id = p.tenant_id and k.program = p.id
        and k.key = any(${keys}::text[])`),
    tx.run(sql`
      delete from exclusions t using connections c
      where c.tenant_id = ${tx.tenant} and t.tenant_id = c.tenant_id and t.connection_id = c.id
        and t.id = any(${ids}::text[])`),
    tx.run(sql`
      update rereads t set problem = null from connections c
      where c.tenant_id = ${tx.tenant} and t.tenant_id = c.tenant_id and t.connection_id = c.id
        and t.id = any(${ids}::text[]) and t.problem is not null`),
  ]);
}

/**
 * Deliveries that were worked off and name somebody, by id or address, keep nothing but their own ids; so do those that
 * are put aside, which nobody will let go on then. What waits is emptied in its time: a tombstone lets nothing of it in.
 */
async function emptyDeliveries(
  tx: TenantTransaction,
  names: readonly string[],
  now: Instant,
): Promise<void> {
  const patterns = patternsOf(names);
  await tx.run(sql`
    update inbox set forgotten_at = ${now}, taken_at = coalesce(taken_at, ${now}), aside_at = null, url = '',
      headers = '{}', body = '', problem = null
    where tenant_id = ${tx.tenant} and (taken_at is not null or aside_at is not null) and forgotten_at is null
      and (body ~* any(${patterns}::text[]) or url ~* any(${patterns}::text[]))`);
}

/** As many names as one pattern looks for: PostgreSQL keeps 32 patterns ready, and makes any more anew for each row. */
const IN_A_PATTERN = 200;

/** Patterns that find any of some names as words of their own. */
function patternsOf(names: readonly string[]): readonly string[] {
  const groups = Map.groupBy(names.keys(), (index) => Math.floor(index / IN_A_PATTERN));
  return [...groups.values()].map((group) => {
    const own = group.map((index) => quoted(names[index] ?? ""));
    return `(^|[^[:alnum:]])(${own.join("|")})($|[^[:alnum:]])`;
  });
}

/** A text as a pattern that means just that. */
function quoted(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, "\\$&");
}
