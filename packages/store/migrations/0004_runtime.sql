-- Connections, what came in through them, and what goes out.

create table connections (
  tenant_id   int not null references tenants on delete cascade,
  id          text collate "C" not null,
  connector   text not null,
  -- Fields marked secret are sealed by the vault.
  settings    jsonb not null,
  state       text not null,
  -- Why it stands still, in words, while it does.
  problem     text,
  cursor      text,
  synced_at   timestamptz,
  -- No command goes out before this moment: the other side asked for a pause.
  resume_at   timestamptz,
  primary key (tenant_id, id)
);
-- next
call perennial_protect('connections');
-- next
-- Verified deliveries, raw: one row each, taken apart later.
create table inbox (
  tenant_id      int not null references tenants on delete cascade,
  id             bigint generated always as identity,
  connection_id  text collate "C" not null,
  received_at    timestamptz not null,
  -- The sender's id of the delivery, or a digest of it: a repeat is recognised.
  delivery_id    text collate "C" not null,
  method         text not null,
  url            text not null,
  headers        jsonb not null,
  body           text not null,
  taken_at       timestamptz,
  -- What could not be understood, for a person to see.
  problem        text,
  primary key (tenant_id, id),
  unique (tenant_id, connection_id, delivery_id)
);
-- next
create index inbox_waiting on inbox (tenant_id, id) where taken_at is null;
-- next
call perennial_protect('inbox');
-- next
-- Signals that have acted: each id acts once.
create table signals (
  tenant_id     int not null references tenants on delete cascade,
  id            text collate "C" not null,
  type          text not null,
  at            timestamptz not null,
  recorded_at   timestamptz not null,
  customer_id   text collate "C",
  agreement_id  text collate "C",
  body          jsonb not null,
  primary key (tenant_id, id)
);
-- next
call perennial_protect('signals');
-- next
-- Effects: written in the transaction that decided on them, performed by the deliver loop.
-- state: pending -> claimed -> done | refused | skipped; claimed -> pending (certainly not done)
-- or unknown (maybe done) -> done | pending | unclear (for a person to decide).
create table outbox (
  tenant_id      int not null references tenants on delete cascade,
  enrolment_id   bigint not null,
  seq            int not null,
  customer_id    text collate "C" not null,
  kind           text not null,
  effect         jsonb not null,
  state          text not null default 'pending',
  -- When to look at it next: due, held until, retried at, or to be resolved at.
  due_at         timestamptz,
  created_at     timestamptz not null,
  attempts       int not null default 0,
  -- A provider's key counts from the first attempt, the time to settle from the latest.
  first_attempted_at timestamptz,
  attempted_at   timestamptz,
  -- How often it was sent again without proof that the attempt before had failed.
  resends        int not null default 0,
  -- Which worker holds it: a later write counts only with the same token.
  token          uuid,
  -- Why the program took it back while it was under way: it is not tried again.
  withdrawn      text,
  -- What was rendered at the first claim. Every later attempt sends the same to the letter, for some compare it
  -- with what they had under that id; jsonb would put its fields in another order.
  command        json,
  connection_id  text collate "C",
  settled_at     timestamptz,
  provider_id    text,
  cost           double precision,
  reason         text,
  primary key (tenant_id, enrolment_id, seq)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
-- next
create index outbox_due on outbox (tenant_id, due_at) where due_at is not null;
-- next
create index outbox_customer on outbox (tenant_id, customer_id);
-- next
-- The few that a person must see to, among the many that are done.
create index outbox_problems on outbox (tenant_id, state, enrolment_id, seq) where state in ('refused', 'unclear');
-- next
call perennial_protect('outbox');
-- next
-- The ledger of messages to people, written with the claim: what caps and duplicates are judged by.
create table sends (
  tenant_id      int not null references tenants on delete cascade,
  customer_id    text collate "C" not null,
  enrolment_id   bigint not null,
  seq            int not null,
  at             timestamptz not null,
  channel        text not null,
  class          text not null,
  topic          text,
  -- Without spaces, e-mail in small letters: two spellings of an address are one.
  contact_point  text not null,
  -- Why it was lawful.
  basis          text not null,
  program        text not null,
  step           text not null,
  -- Set where a message may be sent once only, whoever asks: the month of a club mail, an order's thanks.
  occurrence     text collate "C",
  outcome        text not null,
  primary key (tenant_id, customer_id, enrolment_id, seq)
);
-- next
create unique index sends_once on sends (tenant_id, customer_id, occurrence) where occurrence is not null;
-- next
-- Two customers at one address do not get the same advertising twice.
create index sends_contact on sends (tenant_id, contact_point, at);
-- next
call perennial_protect('sends');
