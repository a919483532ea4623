-- Setting up: who gets messages to look at, how far a company has come, and connections that people pause.

-- Addresses and numbers of the company's own people, to which messages are sent for a look. None gets any before whoever
-- has it has typed in the code that was sent there.
create table test_recipients (
  tenant_id     int not null references tenants on delete cascade,
  id            text collate "C" not null,
  -- email or sms
  channel       text not null,
  -- In small letters, or E.164.
  address       text not null,
  name          text not null,
  added_at      timestamptz not null,
  added_by      text not null,
  verified_at   timestamptz,
  -- SHA-256 of the code with the recipient's id; nothing once it was typed in.
  code_digest   text,
  code_sent_at  timestamptz,
  -- How often a wrong code was typed in since it was sent.
  code_misses   int not null default 0,
  primary key (tenant_id, id)
);
-- next
create unique index test_recipients_address on test_recipients (tenant_id, channel, address);
-- next
call perennial_protect('test_recipients');
-- next
-- What is noted of the steps of setting up: that one was done, where nothing else shows it, or put aside.
create table setup_marks (
  tenant_id  int not null references tenants on delete cascade,
  step       text collate "C" not null,
  -- done or dismissed
  mark       text collate "C" not null,
  marked_at  timestamptz not null,
  marked_by  text not null,
  primary key (tenant_id, step, mark)
);
-- next
call perennial_protect('setup_marks');
-- next
-- Whether somebody has paused a connection: it is neither sent by nor read until somebody lets it go on.
alter table connections add column held boolean not null default false;
-- next
grant select (held) on connections to perennial_system;
-- next
alter table connections add column paused_by text;
-- next
-- The few deliveries that were not understood, among all that came in.
create index inbox_problems on inbox (tenant_id, connection_id, id) where problem is not null;
