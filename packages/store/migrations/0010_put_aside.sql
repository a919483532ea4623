-- What brings its worker down is put aside after three times, and what is worked off is forgotten in time.

-- Work under way, written before it is begun and gone with the transaction that does it: one that stays behind was
-- brought down by something in it.
create table attempts (
  tenant_id  int not null references tenants on delete cascade,
  id         bigint generated always as identity,
  -- enrolment or delivery
  kind       text not null,
  -- The numbers of what it has taken.
  refs       bigint[] not null,
  begun_at   timestamptz not null,
  primary key (tenant_id, id)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
-- next
call perennial_protect('attempts');
-- next
-- How often a worker went down over it, each time with fewer others beside it; 0 again when it is done.
alter table enrolments add column downs smallint not null default 0;
-- next
-- Since when it is put aside: nobody takes it up before an operator has let it go on.
alter table enrolments add column aside_at timestamptz;
-- next
create index enrolments_aside on enrolments (tenant_id, id) where aside_at is not null;
-- next
alter table inbox add column downs smallint not null default 0;
-- next
alter table inbox add column aside_at timestamptz;
-- next
create index inbox_aside on inbox (tenant_id, id) where aside_at is not null;
-- next
-- Since when nothing but its id is kept, by which a repeat is recognised.
alter table inbox add column forgotten_at timestamptz;
-- next
create index inbox_kept on inbox (tenant_id, taken_at)
  where taken_at is not null and forgotten_at is null and aside_at is null;
-- next
create index inbox_forgotten on inbox (tenant_id, forgotten_at) where forgotten_at is not null;
-- next
alter table signals add column forgotten_at timestamptz;
-- next
create index signals_kept on signals (tenant_id, recorded_at) where forgotten_at is null;
-- next
create index signals_forgotten on signals (tenant_id, forgotten_at) where forgotten_at is not null;
-- next
-- How many days what came in is kept after it was worked off.
alter table tenants add column keep_days int not null default 30 check (keep_days between 1 and 3650);
