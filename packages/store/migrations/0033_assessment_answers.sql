-- What the company itself answers to the questions of the self-assessment (D-36): the newest answer to each.
create table assessment_answers (
  tenant_id    int not null references tenants on delete cascade,
  question     text collate "C" not null,
  -- yes, partly or no
  answer       text not null,
  note         text not null,
  answered_by  text not null,
  answered_at  timestamptz not null,
  primary key (tenant_id, question)
);
-- next
call perennial_protect('assessment_answers');
-- next
-- Answers to surveys of a time, to see who said why they leave: few among all that is said and done.
create index interactions_surveys on interactions (tenant_id, at) where kind = 'survey-answer';
