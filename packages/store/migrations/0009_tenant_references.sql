-- Checking for every row that its tenant is there costs a third of writing it. Row level security lets a transaction
-- write for its own tenant alone, and its number was read from the tenants, so the tables that get the many rows are
-- written without. A deleted tenant still takes its rows along.

alter table customers drop constraint customers_tenant_id_fkey;
-- next
alter table agreements drop constraint agreements_tenant_id_fkey;
-- next
alter table purchases drop constraint purchases_tenant_id_fkey;
-- next
alter table consents drop constraint consents_tenant_id_fkey;
-- next
alter table interactions drop constraint interactions_tenant_id_fkey;
-- next
alter table enrolments drop constraint enrolments_tenant_id_fkey;
-- next
alter table stimuli drop constraint stimuli_tenant_id_fkey;
-- next
alter table considered drop constraint considered_tenant_id_fkey;
-- next
alter table decisions drop constraint decisions_tenant_id_fkey;
-- next
alter table inbox drop constraint inbox_tenant_id_fkey;
-- next
alter table signals drop constraint signals_tenant_id_fkey;
-- next
alter table outbox drop constraint outbox_tenant_id_fkey;
-- next
alter table sends drop constraint sends_tenant_id_fkey;
-- next
alter table events drop constraint events_tenant_id_fkey;
-- next
-- What follows goes with its event.
alter table event_deliveries drop constraint event_deliveries_tenant_id_fkey;
-- next
alter table event_attempts drop constraint event_attempts_tenant_id_fkey;
-- next
-- Deletes the rows of a deleted tenant from the tables named. The owner of the tables is bound by row level security,
-- too, so it becomes the tenant while it does.
create function perennial_delete_rows() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  target text;
  present text := current_setting('app.tenant', true);
begin
  perform set_config('app.tenant', old.tenant_id::text, true);
  foreach target in array tg_argv loop
    execute format('delete from %I.%I where tenant_id = $1', tg_table_schema, target) using old.tenant_id;
  end loop;
  perform set_config('app.tenant', coalesce(present, ''), true);
  return null;
end $$;
-- next
create trigger delete_rows after delete on tenants for each row execute function perennial_delete_rows(
  'customers', 'agreements', 'purchases', 'consents', 'interactions', 'enrolments', 'stimuli', 'considered',
  'decisions', 'inbox', 'signals', 'outbox', 'sends', 'events');
