import type pg from "pg";
import type { PeerOutcome } from "./peer.ts";
import { renewalCustomers } from "./renewal-input.ts";

/** The tables somebody would make who writes this by hand: lean, typed, and with what keeps a call from being written twice. */
const TABLES = `
  create table customers (
    id text primary key, ends_on date not null, consented boolean not null, reminded boolean not null,
    state text not null default 'new', due_at timestamptz, replied_at timestamptz);
  create table outbox (
    customer_id text not null references customers, kind text not null, payload jsonb not null,
    created_at timestamptz not null, sent_at timestamptz, primary key (customer_id, kind))`;

/** Makes the tables of a hand-written way and puts the customers in. */
export async function fillPlainTables(pool: pg.Pool, count: number): Promise<void> {
  await pool.query(TABLES);
  await pool.query(
    `insert into customers (id, ends_on, consented, reminded)
     select r.id, r."endsOn", r.consented, r.reminded
     from json_to_recordset($1::json) as r(id text, "endsOn" date, consented boolean, reminded boolean)`,
    [JSON.stringify(renewalCustomers(count))],
  );
  await pool.query("vacuum analyze customers");
}

/** Whom reminders and calls stand in the outbox for, and nothing unless its customer's row says so too. */
export async function plainOutcome(pool: pg.Pool): Promise<PeerOutcome> {
  const { rows } = await pool.query<{ customer_id: string; kind: string }>(
    `select o.customer_id, o.kind from outbox o join customers c on c.id = o.customer_id
     where c.state = 'called' and c.due_at is null order by o.customer_id`,
  );
  const of = (kind: string) =>
    rows.filter((row) => row.kind === kind).map((row) => row.customer_id);
  return { reminders: of("reminder"), calls: of("call") };
}
