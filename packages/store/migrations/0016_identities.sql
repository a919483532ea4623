-- Who became one with whom, who was forgotten, and what counts once.

-- Records that were merged away, and the one that each belongs to in the end: no survivor is merged away itself.
create table merges (
  tenant_id  int not null references tenants on delete cascade,
  from_id    text collate "C" not null,
  into_id    text collate "C" not null,
  at         timestamptz not null,
  primary key (tenant_id, from_id)
);
-- next
create index merges_into on merges (tenant_id, into_id);
-- next
call perennial_protect('merges');
-- next
-- People who were forgotten, as keyed hashes of their records' ids: no copy that was under way brings them back.
create table tombstones (
  tenant_id  int not null references tenants on delete cascade,
  digest     text collate "C" not null,
  -- When they asked for it.
  at         timestamptz not null,
  -- Since when the system of record has somebody of that id anew.
  anew_at    timestamptz,
  primary key (tenant_id, digest)
);
-- next
call perennial_protect('tombstones');
-- next
-- What counts once and has been used, by its digest: invitations, and what a vendor's automation asked for in vain.
create table spent (
  tenant_id   int not null references tenants on delete cascade,
  digest      text collate "C" not null,
  -- When it would no longer count by itself, and need not be remembered.
  expires_at  timestamptz not null,
  primary key (tenant_id, digest)
);
-- next
create index spent_age on spent (tenant_id, expires_at);
-- next
call perennial_protect('spent');
-- next
-- Which of an account's former tenants used it last.
grant select (installed_at) on installations to perennial_system;
