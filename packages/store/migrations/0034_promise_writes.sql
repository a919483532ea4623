-- Promised calls that a call list with somebody else is to have, or to have no more.
create table promise_writes (
  tenant_id      int not null references tenants on delete cascade,
  connection_id  text collate "C" not null,
  promise_id     text collate "C" not null,
  customer_id    text collate "C" not null,
  at             timestamptz not null,
  -- Counts how often it was asked for: an answer to what it was before settles nothing.
  asks           int not null default 1,
  -- When to tell it; while it is being told, when whoever does so counts as dead; nothing once it was told or refused.
  due_at         timestamptz,
  attempts       int not null default 0,
  -- What the other side said against it.
  problem        text,
  -- Whether the other side may have the entry.
  listed         boolean not null default false,
  primary key (tenant_id, connection_id, promise_id),
  foreign key (tenant_id, connection_id) references connections on delete cascade
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
-- next
create index promise_writes_due on promise_writes (tenant_id, connection_id, due_at) where due_at is not null;
-- next
create index promise_writes_customer on promise_writes (tenant_id, customer_id);
-- next
create index promise_writes_promise on promise_writes (tenant_id, promise_id);
-- next
create index promise_writes_failing on promise_writes (tenant_id, connection_id, at) where problem is not null;
-- next
call perennial_protect('promise_writes');
-- next
-- One look finds what waits to be told, of all tenants.
grant select (tenant_id, connection_id, due_at) on promise_writes to perennial_system;
-- next
create policy heads on promise_writes for select to perennial_system using (true);
