-- The mirror of what programs need from the system of record, and the timeline.

create table customers (
  tenant_id       int not null references tenants on delete cascade,
  id              text collate "C" not null,
  kind            text not null,
  name            text not null,
  first_name      text,
  last_name       text,
  locale          text not null,
  time_zone       text,
  country         text,
  email           text,
  mobile          text,
  phone           text,
  postal_address  text,
  segment         text,
  phase           text,
  value_class     text,
  tier            text,
  do_not_call     boolean not null default false,
  paused_until    timestamptz,
  customer_since  date,
  owner           text,
  attributes      jsonb not null default '{}',
  updated_at      timestamptz not null,
  deleted_at      timestamptz,
  primary key (tenant_id, id)
) with (fillfactor = 85);
-- next
create index customers_mobile on customers (tenant_id, mobile) where mobile is not null;
-- next
create index customers_email on customers (tenant_id, email) where email is not null;
-- next
call perennial_protect('customers');
-- next
create table agreements (
  tenant_id      int not null references tenants on delete cascade,
  id             text collate "C" not null,
  customer_id    text collate "C" not null,
  party          text not null,
  product        text not null,
  kind           text not null,
  status         text not null,
  starts_on      date not null,
  -- The last day it holds, inclusive.
  ends_on        date,
  notice_days    int,
  ordered_at     timestamptz,
  order_channel  text,
  accepted_at    timestamptz,
  signed_at      timestamptz,
  cancelled_at   timestamptz,
  renewal_of     text collate "C",
  yearly_value   bigint,
  currency       text not null,
  attributes     jsonb not null default '{}',
  updated_at     timestamptz not null,
  primary key (tenant_id, id)
) with (fillfactor = 90);
-- next
create index agreements_customer on agreements (tenant_id, customer_id);
-- next
create index agreements_end on agreements (tenant_id, ends_on) where ends_on is not null;
-- next
create index agreements_renewal on agreements (tenant_id, renewal_of) where renewal_of is not null;
-- next
call perennial_protect('agreements');
-- next
create table purchases (
  tenant_id    int not null references tenants on delete cascade,
  id           text collate "C" not null,
  customer_id  text collate "C" not null,
  at           timestamptz not null,
  amount       bigint not null,
  currency     text not null,
  quantity     double precision not null,
  category     text,
  channel      text,
  discount     bigint not null,
  primary key (tenant_id, id)
);
-- next
create index purchases_customer on purchases (tenant_id, customer_id, at);
-- next
call perennial_protect('purchases');
-- next
-- Only ever added to: the latest row for a customer, channel, purpose and topic is in force.
create table consents (
  tenant_id    int not null references tenants on delete cascade,
  customer_id  text collate "C" not null,
  channel      text not null,
  purpose      text not null,
  topic        text not null default '',
  at           timestamptz not null,
  state        text not null,
  source       text not null,
  legal_basis  text not null,
  proof        text,
  primary key (tenant_id, customer_id, channel, purpose, topic, at, state)
);
-- next
call perennial_protect('consents');
-- next
-- The timeline: every contact, automated or by hand (A-01).
create table interactions (
  tenant_id     int not null references tenants on delete cascade,
  id            text collate "C" not null,
  customer_id   text collate "C" not null,
  agreement_id  text collate "C",
  at            timestamptz not null,
  kind          text not null,
  direction     text not null,
  channel       text not null,
  text          text not null,
  outcome       text,
  program       text,
  step          text,
  primary key (tenant_id, id)
);
-- next
create index interactions_customer on interactions (tenant_id, customer_id, at);
-- next
call perennial_protect('interactions');
