-- What the nightly review, and a purchase in real time, compute of each customer, by the tenant's lifecycle plan.

-- A published plan never changes; the newest is in force.
create table lifecycle_plans (
  tenant_id     int not null references tenants on delete cascade,
  version       int not null,
  plan          jsonb not null,
  published_at  timestamptz not null,
  published_by  text not null,
  primary key (tenant_id, version)
);
-- next
call perennial_protect('lifecycle_plans');
-- next
-- The plan in force; none where it is missing.
alter table tenants add column plan_version int;
-- next
-- What was learnt of who leaves: the coefficients that the probability of leaving is computed by. Each fit replaces the one before.
create table churn_models (
  tenant_id  int not null references tenants on delete cascade,
  model      jsonb not null,
  fitted_at  timestamptz not null,
  primary key (tenant_id)
);
-- next
call perennial_protect('churn_models');
-- next
-- One row a customer. Tier, phase, value class and segment stand with the customer. Only what changed is written, so
-- nothing here counts days: ages are computed from dates by whoever reads. Room is left on each page, for a night
-- writes figures first and what follows from them after.
create table standings (
  tenant_id        int not null,
  customer_id      text collate "C" not null,
  -- The plan it was computed by: what changes with the plan is told to nobody.
  plan_version     int,
  -- The date of the computation that last changed something of it.
  as_of            date not null,
  -- Figures of purchases and agreements.
  value            bigint not null default 0,
  purchases        int not null default 0,
  first_purchase   date,
  last_purchase    date,
  -- What was bought for in the last trend window, and in the one before it.
  recent           bigint not null default 0,
  earlier          bigint not null default 0,
  -- When the first own agreement began, how many run, and the latest day of each act that shows a customer is leaving.
  agreement_since  date,
  agreements       int not null default 0,
  cancelled_on     date,
  withdrawn_on     date,
  -- What counts towards tiers in the present period, and what did in the one before it.
  qualifying       double precision,
  qualified        double precision,
  points           bigint,
  -- What follows from them.
  flow             text,
  flow_since       date,
  band             text,
  tier_since       date,
  tier_until       date,
  grace_until      date,
  tier_reason      text,
  next_tier        text,
  remaining        double precision,
  to_keep          double precision,
  phase_since      date,
  -- The probability of leaving in steps, and the risk it amounts to: `risk` follows from it for whom we have.
  churn            double precision,
  leaning          text,
  risk             text,
  -- A tier that a person set, until when, and why.
  override_tier    text,
  override_until   date,
  override_reason  text,
  override_by      text,
  primary key (tenant_id, customer_id)
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
-- next
call perennial_protect('standings');
-- next
create table group_members (
  tenant_id    int not null,
  customer_id  text collate "C" not null,
  group_id     text collate "C" not null,
  since        date not null,
  primary key (tenant_id, customer_id, group_id)
);
-- next
-- A group's members, page by page.
create index group_members_group on group_members (tenant_id, group_id, customer_id);
-- next
call perennial_protect('group_members');
-- next
-- What changed in standings and has not been told to programs yet: written in the transaction that changed it, deleted in
-- the one that told it.
create table standing_changes (
  tenant_id    int not null,
  id           bigint generated always as identity,
  customer_id  text collate "C" not null,
  type         text not null,
  body         jsonb not null,
  at           timestamptz not null,
  primary key (tenant_id, id)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
-- next
create index standing_changes_customer on standing_changes (tenant_id, customer_id);
-- next
call perennial_protect('standing_changes');
-- next
-- Where value classes and bands part: the last customer from the top that belongs to a part, and its value. Of equals the
-- smaller id is above.
create table review_boundaries (
  tenant_id    int not null,
  -- class or band
  kind         text not null,
  -- gold, silver, top or middle
  part         text not null,
  night        date not null,
  value        bigint not null,
  customer_id  text collate "C" not null,
  primary key (tenant_id, kind, part)
);
-- next
call perennial_protect('review_boundaries');
-- next
-- How many customers there were of each flow state, band, value class, tier, phase and segment at the end of a night, and
-- what they bought for in the value window.
create table flow_counts (
  tenant_id  int not null,
  on_day     date not null,
  kind       text collate "C" not null,
  state      text collate "C" not null,
  customers  int not null,
  value      numeric not null,
  primary key (tenant_id, on_day, kind, state)
);
-- next
call perennial_protect('flow_counts');
-- next
-- How many went from one to another on a day; '' is none: a customer that was not known, or is not any more.
create table migration_counts (
  tenant_id   int not null,
  on_day      date not null,
  kind        text collate "C" not null,
  from_state  text collate "C" not null,
  to_state    text collate "C" not null,
  customers   int not null,
  primary key (tenant_id, on_day, kind, from_state, to_state)
) with (fillfactor = 50);
-- next
call perennial_protect('migration_counts');
-- next
-- How the user's own groups develop (V-15): their size at the end of a night, and what their members bought for.
create table group_days (
  tenant_id  int not null,
  on_day     date not null,
  group_id   text collate "C" not null,
  members    int not null,
  value      numeric not null,
  primary key (tenant_id, on_day, group_id)
);
-- next
call perennial_protect('group_days');
-- next
-- How far a night has come: one that was broken off goes on where it was.
create table reviews (
  tenant_id     int not null,
  night         date not null,
  plan_version  int not null,
  -- figures, boundaries, decisions, counts or done
  stage         text not null,
  -- Everybody up to this id has been through the stage.
  last_id       text collate "C",
  -- Whether it is the first by its plan: then nothing of it is told.
  is_baseline   boolean not null,
  customers     int not null default 0,
  changed       int not null default 0,
  told          int not null default 0,
  begun_at      timestamptz not null,
  ended_at      timestamptz,
  primary key (tenant_id, night)
) with (fillfactor = 50);
-- next
call perennial_protect('reviews');
-- next
-- The tables with many rows are written without a reference; they go with their tenant all the same.
create trigger delete_standings after delete on tenants for each row execute function perennial_delete_rows(
  'standings', 'group_members', 'standing_changes', 'review_boundaries', 'flow_counts', 'migration_counts',
  'group_days', 'reviews');
