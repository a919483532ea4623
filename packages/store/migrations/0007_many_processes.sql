-- What any number of processes need in order to share the work of all tenants.

-- When the next daily review is due, at once where it is null; while one is under way, when whoever does it
-- counts as dead.
alter table tenants add column review_at timestamptz;
-- next
-- Counts the changes of a tenant's connections and of its programs' settings: processes keep them, and look here
-- whether what they keep is still so.
alter table tenants add column revision bigint not null default 0;
-- next
-- One look finds the tenants that have something due, of all of them. It sees moments, and nothing of what is due.
grant select (tenant_id, taken_at) on inbox to perennial_system;
-- next
create policy heads on inbox for select to perennial_system using (true);
-- next
grant select (tenant_id, wake_at) on enrolments to perennial_system;
-- next
create policy heads on enrolments for select to perennial_system using (true);
-- next
grant select (tenant_id, due_at) on outbox to perennial_system;
-- next
create policy heads on outbox for select to perennial_system using (true);
-- next
grant select (tenant_id, id, state, resume_at) on endpoints to perennial_system;
-- next
create policy heads on endpoints for select to perennial_system using (true);
-- next
grant select (tenant_id, endpoint_id, due_at) on event_deliveries to perennial_system;
-- next
create policy heads on event_deliveries for select to perennial_system using (true);
