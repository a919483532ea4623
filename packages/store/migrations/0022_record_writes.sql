-- What of customers is told back to the system of record, and changes that are found when they wait to be told.

-- What the review computed of a customer and a connection's other side is to know: one row each, however often it changed.
create table record_writes (
  tenant_id      int not null references tenants on delete cascade,
  connection_id  text collate "C" not null,
  customer_id    text collate "C" not null,
  -- What the other side has, as far as we know: what it told before we computed anything, and what was written since.
  told           jsonb not null default '{}',
  -- What it refused: that is not written again before it is other than this.
  refused        jsonb,
  at             timestamptz not null,
  -- Counts how often it was ordered: an answer to what was so before settles nothing.
  asks           int not null default 1,
  -- When to write it; while it is being written, when whoever does so counts as dead; nothing while all is told.
  due_at         timestamptz,
  attempts       int not null default 0,
  -- What the other side said against it.
  problem        text,
  primary key (tenant_id, connection_id, customer_id),
  foreign key (tenant_id, connection_id) references connections on delete cascade
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
-- next
create index record_writes_due on record_writes (tenant_id, connection_id, due_at) where due_at is not null;
-- next
create index record_writes_customer on record_writes (tenant_id, customer_id);
-- next
create index record_writes_failing on record_writes (tenant_id, connection_id, at) where problem is not null;
-- next
call perennial_protect('record_writes');
-- next
-- One look finds what waits to be written or told.
grant select (tenant_id, connection_id, due_at) on record_writes to perennial_system;
-- next
create policy heads on record_writes for select to perennial_system using (true);
-- next
grant select (tenant_id) on standing_changes to perennial_system;
-- next
create policy heads on standing_changes for select to perennial_system using (true);
