-- Our apps on vendors' marketplaces: who installed them, what is to be read anew, what is written back, and who was
-- forgotten.

create table installations (
  tenant_id       int not null references tenants on delete cascade,
  connector       text collate "C" not null,
  -- The vendor's id of the account, such as a portal's number.
  account         text collate "C" not null,
  connection_id   text collate "C" not null,
  -- What its people call it.
  name            text not null,
  installed_at    timestamptz not null,
  -- Since when the app is no longer in the account.
  ended_at        timestamptz,
  -- Who may change settings in the vendor's pages, as the vendor names them; who installed it is the first.
  administrators  text[] not null default '{}',
  -- What of the fields of our own could not be made in the account, in words.
  problem         text,
  primary key (tenant_id, connector, account),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);
-- next
-- An account belongs to one tenant at a time, and is found before it is known to which.
create unique index installations_account on installations (connector, account) where ended_at is null;
-- next
create index installations_owners on installations (connector, account);
-- next
create index installations_connection on installations (tenant_id, connection_id);
-- next
call perennial_protect('installations');
-- next
grant select (tenant_id, connector, account, connection_id, ended_at) on installations to perennial_system;
-- next
create policy accounts on installations for select to perennial_system using (true);
-- next
-- Browsers that were sent to a vendor and are not back yet. Those that install for a tenant that is not there yet
-- are kept under the number 0, which is no tenant's.
create table pending_grants (
  tenant_id   int not null,
  -- SHA-256 of the state: whoever reads the table cannot come back in another's place.
  digest      text collate "C" not null,
  connector   text collate "C" not null,
  -- The code verifier and the address it comes back to, sealed by the vault.
  sealed      text not null,
  expires_at  timestamptz not null,
  -- The tenant, where it is one: it takes what is pending along.
  owner       int references tenants on delete cascade,
  primary key (tenant_id, digest)
);
-- next
create index pending_grants_owner on pending_grants (owner);
-- next
create index pending_grants_age on pending_grants (tenant_id, expires_at);
-- next
call perennial_protect('pending_grants');
-- next
-- Records that the other side says have changed: each is read once, however often it is named.
create table rereads (
  tenant_id      int not null references tenants on delete cascade,
  connection_id  text collate "C" not null,
  object         text collate "C" not null,
  id             text collate "C" not null,
  asked_at       timestamptz not null,
  -- Counts how often it was named: what was read before the last time does not answer it.
  asks           int not null default 1,
  -- When to read it; while it is being read, when whoever does so counts as dead.
  due_at         timestamptz not null,
  attempts       int not null default 0,
  -- Why it could not be read, in words, while it could not.
  problem        text,
  primary key (tenant_id, connection_id, id, object),
  foreign key (tenant_id, connection_id) references connections on delete cascade
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
-- next
create index rereads_due on rereads (tenant_id, connection_id, due_at);
-- next
create index rereads_failing on rereads (tenant_id, connection_id, asked_at) where problem is not null;
-- next
call perennial_protect('rereads');
-- next
-- Records of the other side that are not taken in, and why.
create table exclusions (
  tenant_id      int not null references tenants on delete cascade,
  connection_id  text collate "C" not null,
  object         text collate "C" not null,
  id             text collate "C" not null,
  reason         text not null,
  at             timestamptz not null,
  primary key (tenant_id, connection_id, id, object),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);
-- next
create index exclusions_age on exclusions (tenant_id, connection_id, at);
-- next
call perennial_protect('exclusions');
-- next
-- Permissions given or withdrawn here that the system of record is to be told of; the latest of each.
create table consent_writes (
  tenant_id      int not null references tenants on delete cascade,
  connection_id  text collate "C" not null,
  customer_id    text collate "C" not null,
  channel        text not null,
  purpose        text not null,
  topic          text not null default '',
  -- The command as it is given to the connector, but for its id.
  command        jsonb not null,
  at             timestamptz not null,
  -- Counts how often it was changed: an answer to what it was before settles nothing.
  asks           int not null default 1,
  -- When to write it; while it is being written, when whoever does so counts as dead; nothing once it was refused.
  due_at         timestamptz,
  attempts       int not null default 0,
  -- What the other side said against it.
  problem        text,
  primary key (tenant_id, connection_id, customer_id, channel, purpose, topic),
  foreign key (tenant_id, connection_id) references connections on delete cascade
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
-- next
create index consent_writes_due on consent_writes (tenant_id, connection_id, due_at) where due_at is not null;
-- next
create index consent_writes_customer on consent_writes (tenant_id, customer_id);
-- next
create index consent_writes_failing on consent_writes (tenant_id, connection_id, at) where problem is not null;
-- next
call perennial_protect('consent_writes');
-- next
-- How many records of each kind a connection has told of, and when last.
create table readings (
  tenant_id      int not null references tenants on delete cascade,
  connection_id  text collate "C" not null,
  -- Our word for the kind, such as customer or agreement.
  kind           text collate "C" not null,
  read           bigint not null,
  last_at        timestamptz not null,
  primary key (tenant_id, connection_id, kind),
  foreign key (tenant_id, connection_id) references connections on delete cascade
) with (fillfactor = 80);
-- next
call perennial_protect('readings');
-- next
-- When the reading from the beginning began.
alter table connections add column load_began_at timestamptz;
-- next
-- One look finds what waits to be read or written through connections that do not stand still.
grant select (tenant_id, id, state, resume_at) on connections to perennial_system;
-- next
create policy heads on connections for select to perennial_system using (true);
-- next
grant select (tenant_id, connection_id, due_at) on rereads to perennial_system;
-- next
create policy heads on rereads for select to perennial_system using (true);
-- next
grant select (tenant_id, connection_id, due_at) on consent_writes to perennial_system;
-- next
create policy heads on consent_writes for select to perennial_system using (true);
-- next
-- The key by which the addresses of people who were forgotten are recognised: sealed by the vault.
create table address_keys (
  tenant_id  int not null references tenants on delete cascade,
  sealed     text not null,
  primary key (tenant_id)
);
-- next
call perennial_protect('address_keys');
-- next
-- Addresses of people who asked to be forgotten, as keyed hashes: no message goes to them again.
create table suppressions (
  tenant_id  int not null references tenants on delete cascade,
  digest     text collate "C" not null,
  at         timestamptz not null,
  primary key (tenant_id, digest)
);
-- next
call perennial_protect('suppressions');
-- next
-- What there is of a customer who is to be forgotten is found, and nothing else is read for it.
create index signals_customer on signals (tenant_id, customer_id) where customer_id is not null;
-- next
create index events_customer on events (tenant_id, customer_id) where customer_id is not null;
