-- Programs, their published versions, and customers' runs through them.

create table programs (
  tenant_id   int not null references tenants on delete cascade,
  id          text collate "C" not null,
  state       text not null,
  -- The version new enrolments enter; those under way stay on theirs.
  version     int not null,
  -- The tenant's own values for the program's settings.
  settings    jsonb not null default '{}',
  -- The date, in the tenant's zone, up to which its date triggers have been looked at.
  swept_on    date,
  changed_at  timestamptz not null,
  primary key (tenant_id, id)
);
-- next
call perennial_protect('programs');
-- next
-- A published version never changes, its texts included.
create table program_versions (
  tenant_id     int not null references tenants on delete cascade,
  program       text collate "C" not null,
  version       int not null,
  -- The files of the program's folder by name, as they were.
  files         jsonb not null,
  digest        text not null,
  published_at  timestamptz not null,
  published_by  text not null,
  primary key (tenant_id, program, version)
);
-- next
call perennial_protect('program_versions');
-- next
create table enrolments (
  tenant_id        int not null references tenants on delete cascade,
  id               bigint generated always as identity,
  program          text collate "C" not null,
  program_version  int not null,
  customer_id      text collate "C" not null,
  agreement_id     text collate "C",
  -- What tells this customer's runs apart: the agreement's id, say.
  key              text collate "C" not null,
  -- How many times this key has entered before.
  round            int not null,
  ended            boolean not null default false,
  step             text,
  stage            text,
  -- The earliest of the timer and the arrival of a stimulus: when a worker must look.
  wake_at          timestamptz,
  timer_at         timestamptz,
  -- How many effects it has asked for: the number of the next one.
  effects          int not null default 0,
  variables        jsonb not null default '{}',
  holdout          boolean not null default false,
  entered_at       timestamptz not null,
  ended_at         timestamptz,
  end_reason       text,
  primary key (tenant_id, id),
  unique (tenant_id, customer_id, program, key, round)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
-- next
create index enrolments_due on enrolments (tenant_id, wake_at) where wake_at is not null;
-- next
call perennial_protect('enrolments');
-- next
-- What has happened to an enrolment and has not been advanced yet, in order.
create table stimuli (
  tenant_id     int not null references tenants on delete cascade,
  enrolment_id  bigint not null,
  seq           bigint generated always as identity,
  body          jsonb not null,
  primary key (tenant_id, enrolment_id, seq)
);
-- next
call perennial_protect('stimuli');
-- next
-- Who was at a program's door by a date of theirs, let in or turned away, once for each date.
create table considered (
  tenant_id   int not null references tenants on delete cascade,
  program     text collate "C" not null,
  key         text collate "C" not null,
  occurrence  text collate "C" not null,
  at          timestamptz not null,
  primary key (tenant_id, program, key, occurrence)
);
-- next
call perennial_protect('considered');
-- next
-- Everything that was decided about a customer, and why: what was done and what was not.
create table decisions (
  tenant_id     int not null references tenants on delete cascade,
  id            bigint generated always as identity,
  at            timestamptz not null,
  customer_id   text collate "C" not null,
  program       text collate "C" not null,
  enrolment_id  bigint,
  step          text,
  kind          text not null,
  reason        text,
  evidence      jsonb not null default '{}',
  primary key (tenant_id, id)
);
-- next
create index decisions_customer on decisions (tenant_id, customer_id, id);
-- next
call perennial_protect('decisions');
