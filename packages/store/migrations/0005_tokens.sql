-- OAuth tokens of connections: sealed by the vault as a whole, rotated while the connection is in use.
create table connection_tokens (
  tenant_id      int not null references tenants on delete cascade,
  connection_id  text collate "C" not null,
  sealed         text not null,
  renewed_at     timestamptz not null,
  primary key (tenant_id, connection_id),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);
-- next
call perennial_protect('connection_tokens');
