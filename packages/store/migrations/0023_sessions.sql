-- Who works in the console, what they are signed in by, and whether anything is sent at all.

-- People whom an administrator let in. Whoever comes from a page inside a CRM is known there and has no row.
create table people (
  tenant_id    int not null references tenants on delete cascade,
  id           text collate "C" not null,
  name         text not null,
  -- As it was written; two of one spelling are one person.
  email        text not null,
  role         text not null,
  created_at   timestamptz not null,
  last_seen_at timestamptz,
  primary key (tenant_id, id)
);
-- next
create unique index people_email on people (tenant_id, lower(email));
-- next
call perennial_protect('people');
-- next
-- When a token was used last, to within some minutes, and who made it.
alter table api_tokens add column last_used_at timestamptz;
-- next
alter table api_tokens add column made_by text not null default '';
-- next
create index api_tokens_digest on api_tokens (tenant_id, digest);
-- next
-- Somebody who is signed in: by a token, as a person, or from a page inside a CRM.
create table sessions (
  tenant_id  int not null references tenants on delete cascade,
  id         text collate "C" not null,
  -- SHA-256 of what the browser renews it with by itself; nothing where it came from inside another's page.
  renewal    text collate "C",
  person_id  text collate "C",
  token_id   text,
  -- Our app at a vendor, and the account there, of whoever came from its pages.
  connector  text collate "C",
  account    text collate "C",
  -- What they are called, for the record of who did what.
  who        text not null,
  -- What they may do, where no person and no token says it.
  role       text not null,
  began_at   timestamptz not null,
  ends_at    timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people on delete cascade,
  foreign key (tenant_id, token_id) references api_tokens on delete cascade
);
-- next
create index sessions_renewal on sessions (tenant_id, renewal) where renewal is not null;
-- next
create index sessions_person on sessions (tenant_id, person_id) where person_id is not null;
-- next
create index sessions_token on sessions (tenant_id, token_id) where token_id is not null;
-- next
create index sessions_ends on sessions (tenant_id, ends_at);
-- next
call perennial_protect('sessions');
-- next
-- What a session's requests carry: short-lived, so that one that leaks is soon worth nothing.
create table session_bearers (
  tenant_id   int not null references tenants on delete cascade,
  -- SHA-256 of it.
  digest      text collate "C" not null,
  session_id  text collate "C" not null,
  expires_at  timestamptz not null,
  primary key (tenant_id, digest),
  foreign key (tenant_id, session_id) references sessions on delete cascade
);
-- next
create index session_bearers_session on session_bearers (tenant_id, session_id);
-- next
create index session_bearers_expires on session_bearers (tenant_id, expires_at);
-- next
call perennial_protect('session_bearers');
-- next
-- Codes that a session is begun with, once: of links inside a CRM's pages, and of invitations.
create table launch_codes (
  tenant_id   int not null references tenants on delete cascade,
  digest      text collate "C" not null,
  person_id   text collate "C",
  token_id    text,
  connector   text collate "C",
  account     text collate "C",
  who         text not null,
  role        text not null,
  expires_at  timestamptz not null,
  primary key (tenant_id, digest),
  foreign key (tenant_id, person_id) references people on delete cascade,
  foreign key (tenant_id, token_id) references api_tokens on delete cascade
);
-- next
create index launch_codes_person on launch_codes (tenant_id, person_id) where person_id is not null;
-- next
create index launch_codes_token on launch_codes (tenant_id, token_id) where token_id is not null;
-- next
create index launch_codes_expires on launch_codes (tenant_id, expires_at);
-- next
call perennial_protect('launch_codes');
