-- A company's people are told by e-mail when something needs them, and when it is well again.

-- Who is told: e-mail addresses; nobody where there are none.
alter table tenants add column notify text[] not null default '{}';
-- next
-- What happened that people are told of: once when it begins, and once when it is over.
create table notices (
  tenant_id  int not null references tenants on delete cascade,
  -- standing, loaded or aside
  kind       text not null,
  -- The connection, or what was put aside.
  about      text collate "C" not null,
  -- What was wrong when it began, in words.
  words      text,
  began_at   timestamptz not null,
  -- When it was seen to be over.
  over_at    timestamptz,
  -- begun, telling, told, over, ending: what is to be told, by whom it is being told, or that it was.
  state      text not null,
  -- When to tell it; while it is being told, when whoever does so counts as dead; nothing once it was.
  due_at     timestamptz,
  -- How often it could not be told since it last could.
  attempts   int not null default 0,
  primary key (tenant_id, kind, about)
) with (fillfactor = 80);
-- next
create index notices_due on notices (tenant_id, due_at) where due_at is not null;
-- next
call perennial_protect('notices');
