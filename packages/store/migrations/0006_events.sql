-- What subscribers are told, whom of them, and what came of it.

create table endpoints (
  tenant_id        int not null references tenants on delete cascade,
  id               text collate "C" not null,
  url              text not null,
  description      text not null default '',
  -- The types it wants; all of them where it is null.
  types            text[],
  format           text not null,
  -- Whether what is about one customer arrives in the order in which it happened.
  ordered          boolean not null,
  state            text not null,
  -- Why it is switched off, in words, while it is.
  problem          text,
  -- Sealed by the vault; the previous one signs too until its time is over.
  secret           text not null,
  previous_secret  text,
  previous_until   timestamptz,
  -- Since when every attempt has failed.
  failing_since    timestamptz,
  -- Nothing is sent before this moment: it asked for a pause.
  resume_at        timestamptz,
  created_at       timestamptz not null,
  primary key (tenant_id, id)
);
-- next
call perennial_protect('endpoints');
-- next
create table events (
  tenant_id    int not null references tenants on delete cascade,
  id           bigint generated always as identity,
  type         text not null,
  at           timestamptz not null,
  customer_id  text collate "C",
  data         jsonb not null,
  primary key (tenant_id, id)
);
-- next
create index events_age on events (tenant_id, at);
-- next
call perennial_protect('events');
-- next
-- state: pending -> delivered | failed; a replay makes it pending again.
create table event_deliveries (
  tenant_id     int not null references tenants on delete cascade,
  endpoint_id   text collate "C" not null,
  event_id      bigint not null,
  customer_id   text collate "C",
  state         text not null default 'pending',
  -- When to try it next; while it is being tried, when whoever does so counts as dead.
  due_at        timestamptz,
  -- How often it was tried, in all and since it was last asked for.
  attempts      int not null default 0,
  tries         int not null default 0,
  settled_at    timestamptz,
  primary key (tenant_id, endpoint_id, event_id),
  foreign key (tenant_id, endpoint_id) references endpoints on delete cascade,
  foreign key (tenant_id, event_id) references events on delete cascade
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
-- next
create index event_deliveries_due on event_deliveries (tenant_id, endpoint_id, due_at) where due_at is not null;
-- next
-- Finds an older one about the same customer, for endpoints that want them in order.
create index event_deliveries_order on event_deliveries (tenant_id, endpoint_id, customer_id, event_id)
  where due_at is not null;
-- next
create index event_deliveries_event on event_deliveries (tenant_id, event_id);
-- next
create index event_deliveries_failed on event_deliveries (tenant_id, endpoint_id, event_id) where state = 'failed';
-- next
call perennial_protect('event_deliveries');
-- next
create table event_attempts (
  tenant_id     int not null references tenants on delete cascade,
  endpoint_id   text collate "C" not null,
  event_id      bigint not null,
  attempt       int not null,
  at            timestamptz not null,
  -- Null where there was no answer.
  status        int,
  milliseconds  int not null,
  problem       text,
  -- The beginning of what was answered.
  answer        text,
  primary key (tenant_id, endpoint_id, event_id, attempt),
  foreign key (tenant_id, endpoint_id, event_id) references event_deliveries on delete cascade
);
-- next
call perennial_protect('event_attempts');
