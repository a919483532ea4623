-- Who listens to what changes on a connection's other side, and how far it has been heard.
create table connection_listens (
  tenant_id      int not null references tenants on delete cascade,
  connection_id  text collate "C" not null,
  -- Made up by whoever listens, for this once; nobody's where it is null.
  holder         text collate "C",
  -- While somebody listens, when they count as dead; else when it is tried again, at once where it is null.
  due_at         timestamptz,
  -- Where the other side goes on telling, in its own words.
  position       text,
  -- Since when the other side tells of changes.
  since          timestamptz,
  -- Why nobody listens: the kind of the connector's error, and in words.
  problem_kind   text,
  problem        text,
  -- How often it could not be heard since it last could.
  failures       int not null default 0,
  primary key (tenant_id, connection_id),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);
-- next
call perennial_protect('connection_listens');
-- next
-- One look finds what nobody listens to, of all tenants.
grant select (tenant_id, connection_id, holder, due_at) on connection_listens to perennial_system;
-- next
create policy heads on connection_listens for select to perennial_system using (true);
-- next
grant select (connector) on connections to perennial_system;
