-- Changing programs: drafts beside what runs, who published what and why, and what programs did from day to day.

-- What is being changed about a program. It may have errors; what runs does not know of it.
create table program_drafts (
  tenant_id       int not null references tenants on delete cascade,
  program         text collate "C" not null,
  -- Grows by one each time it is saved, so that nobody writes over what they have not seen.
  revision        int not null,
  files           jsonb not null,
  -- Its name, and how many errors and warnings it had, for lists.
  summary         jsonb not null,
  -- The version it was begun from; nothing for a new program.
  base_version    int,
  -- The program of the library it is from.
  origin          text,
  created_at      timestamptz not null,
  created_by      text not null,
  edited_at       timestamptz not null,
  edited_by       text not null,
  -- editing, waiting for somebody's approval, or rejected
  state           text not null,
  asked_at        timestamptz,
  asked_by        text,
  note            text not null default '',
  rejected_at     timestamptz,
  rejected_by     text,
  rejected_words  text,
  primary key (tenant_id, program)
);
-- next
call perennial_protect('program_drafts');
-- next
alter table programs add column origin text;
-- next
-- What was changed and why, in the words of who published it.
alter table program_versions add column note text not null default '';
-- next
-- Who said yes to it, where somebody had to.
alter table program_versions add column approved_by text;
-- next
-- Whether a version is published by somebody else than who edited it.
alter table tenants add column require_approval boolean not null default false;
-- next
-- What a program did in a span of time.
create index decisions_program on decisions (tenant_id, program, at);
