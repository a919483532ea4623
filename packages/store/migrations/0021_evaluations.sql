-- When programs went live, and what they came to against their own targets.

-- When it first let anybody in; it stays, whatever becomes of the program.
alter table programs add column live_at timestamptz;
-- next
update programs set live_at = changed_at where state in ('active', 'paused', 'finishing');
-- next
-- One look at a program: its targets and what was achieved between two days.
create table evaluations (
  tenant_id  int not null references tenants on delete cascade,
  program    text collate "C" not null,
  due_on     date not null,
  version    int not null,
  from_at    timestamptz not null,
  until_at   timestamptz not null,
  -- One entry a target: what it was to be and what it came to.
  results    jsonb not null,
  -- The same in words, for people.
  words      text not null,
  made_at    timestamptz not null,
  primary key (tenant_id, program, due_on)
);
-- next
call perennial_protect('evaluations');
