-- Telephone calls: who is calling, what is on, what came of it, what was promised in it and told to the next agent.

create index customers_phone on customers (tenant_id, phone) where phone is not null;
-- next
-- Every call, as the telephone system and the agent told it.
create table phone_calls (
  tenant_id             int not null,
  -- The telephone system's, or of the agent's own choosing where there is none.
  id                    text collate "C" not null,
  customer_id           text collate "C",
  -- The other side's number, E.164.
  phone                 text,
  -- in or out
  direction             text not null,
  team                  text,
  agent                 text,
  started_at            timestamptz not null,
  answered_at           timestamptz,
  ended_at              timestamptz,
  -- How often the caller was handed over.
  transfers             int not null default 0,
  errand                text,
  -- The self-service used last before it.
  self_service          text,
  self_service_outcome  text,
  self_service_at       timestamptz,
  -- Of the entry on the call list that led to it.
  command_id            text,
  outcome               text,
  note                  text,
  -- When what came of it was written down; nothing where it never was.
  registered_at         timestamptz,
  -- What could be sold, and what of it was, in minor units.
  opportunity           jsonb,
  sold                  bigint,
  primary key (tenant_id, id)
) with (fillfactor = 85);
-- next
create index phone_calls_started on phone_calls (tenant_id, started_at);
-- next
create index phone_calls_customer on phone_calls (tenant_id, customer_id, started_at) where customer_id is not null;
-- next
-- The few that are on.
create index phone_calls_on on phone_calls (tenant_id, customer_id) where ended_at is null and customer_id is not null;
-- next
create index phone_calls_phone on phone_calls (tenant_id, phone) where phone is not null;
-- next
-- Numbers of callers who are nobody's, until they are forgotten.
create index phone_calls_strangers on phone_calls (tenant_id, started_at) where customer_id is null and phone is not null;
-- next
call perennial_protect('phone_calls');
-- next
-- Notes that go with a customer to the next agent.
create table hand_overs (
  tenant_id    int not null,
  id           bigint generated always as identity,
  call_id      text collate "C" not null,
  customer_id  text collate "C",
  at           timestamptz not null,
  from_agent   text not null,
  -- An agent or a team.
  to_whom      text not null,
  errand       text,
  text         text not null,
  taken_at     timestamptz,
  taken_by     text,
  primary key (tenant_id, id)
);
-- next
create index hand_overs_call on hand_overs (tenant_id, call_id);
-- next
create index hand_overs_customer on hand_overs (tenant_id, customer_id) where customer_id is not null;
-- next
create index hand_overs_at on hand_overs (tenant_id, at);
-- next
call perennial_protect('hand_overs');
-- next
-- Calls that agents have promised.
create table call_promises (
  tenant_id     int not null,
  id            text collate "C" not null,
  customer_id   text collate "C" not null,
  agreement_id  text collate "C",
  on_date       date not null,
  -- The times of the day, as they were said.
  from_time     text not null,
  to_time       text not null,
  -- When it is on the call list: within the hours in which the company calls.
  not_before    timestamptz not null,
  due_by        timestamptz not null,
  expires_at    timestamptz not null,
  about         text not null,
  phone         text,
  agent         text not null,
  agreed_at     timestamptz not null,
  settled_at    timestamptz,
  -- kept or called-off
  settled_as    text,
  primary key (tenant_id, id)
);
-- next
create index call_promises_open on call_promises (tenant_id, not_before) where settled_at is null;
-- next
create index call_promises_customer on call_promises (tenant_id, customer_id);
-- next
create index call_promises_agreed on call_promises (tenant_id, agreed_at);
-- next
call perennial_protect('call_promises');
-- next
create trigger delete_calls after delete on tenants for each row execute function perennial_delete_rows(
  'phone_calls', 'hand_overs', 'call_promises');
-- next
-- How a company answers its calls; the ready one where nothing is kept.
create table service_desks (
  tenant_id  int not null references tenants on delete cascade,
  settings   jsonb not null,
  saved_at   timestamptz not null,
  saved_by   text not null,
  primary key (tenant_id)
);
-- next
call perennial_protect('service_desks');
