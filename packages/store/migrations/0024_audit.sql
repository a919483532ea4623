-- Who changed what, for three years.
create table audit_entries (
  tenant_id  int not null references tenants on delete cascade,
  id         bigint generated always as identity,
  at         timestamptz not null,
  who        text not null,
  role       text not null,
  -- console, api, crm-page or cli
  origin     text not null,
  operation  text not null,
  -- What it was about: the parameters of the request, and what its handler adds.
  about      jsonb not null,
  -- The fields that differ, as they were and as they are; nothing where that is not told.
  before     jsonb,
  after      jsonb,
  primary key (tenant_id, id)
);
-- next
create index audit_entries_at on audit_entries (tenant_id, at, id);
-- next
create index audit_entries_who on audit_entries (tenant_id, who, id);
-- next
create index audit_entries_operation on audit_entries (tenant_id, operation, id);
-- next
-- Whoever is forgotten is forgotten here too.
create index audit_entries_customer on audit_entries (tenant_id, (about ->> 'customer')) where about ? 'customer';
-- next
call perennial_protect('audit_entries');
