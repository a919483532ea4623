-- Finding customers, keeping what they are found by, and seeing what went wrong.

-- The name as it stands in a list: small letters, with å, ä and ö after z and other letters as those they are sorted with.
-- A column, as row level security lets no expression lead to a place in an index.
create function perennial_sort_name(name text) returns text language sql immutable parallel safe
  return translate(lower(name), 'åäöæøéèêëáàâüÅÄÖÆØÉÈÊËÁÀÂÜ', '{|}|}eeeeaaay{|}|}eeeeaaay');
-- next
-- Computed for every row that is there, whose ever it is.
alter table customers add column sort_name text collate "C" generated always as (perennial_sort_name(name)) stored;
-- next
-- From here on written by a trigger: a version before this one copies rows with all of their columns.
alter table customers alter column sort_name drop expression;
-- next
create function perennial_set_sort_name() returns trigger language plpgsql as $$ begin
  new.sort_name := perennial_sort_name(new.name);
  return new;
end $$;
-- next
create trigger sort_name_of_new before insert on customers
  for each row execute function perennial_set_sort_name();
-- next
create trigger sort_name_of_renamed before update of name on customers
  for each row when (new.name is distinct from old.name) execute function perennial_set_sort_name();
-- next
create index customers_name on customers (tenant_id, sort_name, id) where deleted_at is null;
-- next
-- What customers are looked for by, under a name of the user's own. It is asked anew each time and holds nobody.
create table saved_filters (
  tenant_id   int not null references tenants on delete cascade,
  id          text collate "C" not null,
  name        text not null,
  filter      jsonb not null,
  made_at     timestamptz not null,
  made_by     text not null,
  changed_at  timestamptz not null,
  changed_by  text not null,
  primary key (tenant_id, id)
);
-- next
call perennial_protect('saved_filters');
-- next
-- The few that went wrong, among all that was decided.
create index decisions_failed on decisions (tenant_id, id) where kind in ('refused', 'failed', 'unclear');
