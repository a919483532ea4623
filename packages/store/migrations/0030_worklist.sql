-- The worklist: whom to visit, by criteria of the company's own (B-01, B-02).

-- The district that a customer lies in, of its attributes. A column, as row level security lets no expression lead to a
-- place in an index; written by a trigger, as a version before this one copies rows with all of their columns.
alter table customers add column district text generated always as (attributes ->> 'district') stored;
-- next
alter table customers alter column district drop expression;
-- next
create function perennial_set_district() returns trigger language plpgsql as $$ begin
  new.district := new.attributes ->> 'district';
  return new;
end $$;
-- next
create trigger district_of_new before insert on customers
  for each row execute function perennial_set_district();
-- next
create trigger district_of_changed before update of attributes on customers
  for each row when (new.attributes ->> 'district' is distinct from old.attributes ->> 'district')
  execute function perennial_set_district();
-- next
create index customers_district on customers (tenant_id, district) where deleted_at is null and district is not null;
-- next
create index customers_owner on customers (tenant_id, owner) where deleted_at is null and owner is not null;
-- next
-- What makes a customer worth a visit; the nine ready criteria where nothing is kept.
create table visit_criteria (
  tenant_id   int not null references tenants on delete cascade,
  criteria    jsonb not null,
  saved_at    timestamptz not null,
  saved_by    text not null,
  primary key (tenant_id)
);
-- next
call perennial_protect('visit_criteria');
