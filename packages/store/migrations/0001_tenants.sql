-- Tenants, the roles that queries run as, and the one way a table is kept apart by tenant.

do $$ begin
  create role perennial_app nologin nosuperuser nobypassrls;
exception when duplicate_object or unique_violation then null; end $$;
-- next
do $$ begin
  create role perennial_system nologin nosuperuser nobypassrls;
exception when duplicate_object or unique_violation then null; end $$;
-- next
-- Who logs in may become either role and is neither until then, where the server can tell the two apart.
do $$ begin
  if current_setting('server_version_num')::int >= 160000 then
    execute format('grant perennial_app, perennial_system to %I with inherit false, set true', current_user);
  else
    execute format('grant perennial_app, perennial_system to %I', current_user);
  end if;
-- Roles belong to the whole server: another database's migration may have done it in the same moment.
exception when unique_violation then null; end $$;
-- next
create function perennial_tenant() returns int language sql stable parallel safe
  return nullif(current_setting('app.tenant', true), '')::int;
-- next
-- Puts a table with a tenant_id under row level security, forced, for the role queries run as.
create procedure perennial_protect(target regclass) language plpgsql as $$ begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant on %s using (tenant_id = perennial_tenant()) with check (tenant_id = perennial_tenant())', target);
  execute format('grant select, insert, update, delete on %s to perennial_app', target);
end $$;
-- next
create table tenants (
  tenant_id   int generated always as identity primary key,
  slug        text not null unique,
  name        text not null,
  locale      text not null default 'sv',
  time_zone   text not null default 'Europe/Stockholm',
  country     text not null default 'SE',
  currency    text not null default 'SEK',
  -- The contact policy and rule pack in force, as core/lifecycle reads them.
  policy      jsonb not null default '{}',
  -- Where the demo's clock stands; null everywhere else.
  demo_now    timestamptz,
  created_at  timestamptz not null
);
-- next
call perennial_protect('tenants');
-- next
-- The loops must know which tenants there are; they learn nothing else without becoming one.
create policy every_tenant on tenants for select to perennial_system using (true);
-- next
create policy new_tenant on tenants for insert to perennial_system with check (true);
-- next
grant select, insert on tenants to perennial_system;
-- next
create table api_tokens (
  tenant_id   int not null references tenants on delete cascade,
  id          text not null,
  -- SHA-256 of the token: the token itself is shown once and kept nowhere.
  digest      text not null,
  label       text not null,
  role        text not null,
  created_at  timestamptz not null,
  primary key (tenant_id, id)
);
-- next
call perennial_protect('api_tokens');
