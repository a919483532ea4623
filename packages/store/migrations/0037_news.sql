-- What has happened to an enrolment lies with it: told with the same write that wakes it, and taken with the one that
-- takes it on. A table of its own cost three more for each. This was made before the first release: it takes away at once
-- what processes of a version before it need, and those are to be stopped first.

-- A list, in the order in which it was told; nothing where it has been advanced by all of it.
alter table enrolments add column news jsonb;
-- next
alter table enrolments no force row level security;
-- next
alter table stimuli no force row level security;
-- next
update enrolments e set news = s.bodies
from (select tenant_id, enrolment_id, jsonb_agg(body order by seq) as bodies from stimuli group by 1, 2) s
where e.tenant_id = s.tenant_id and e.id = s.enrolment_id;
-- next
alter table enrolments force row level security;
-- next
drop trigger delete_rows on tenants;
-- next
create trigger delete_rows after delete on tenants for each row execute function perennial_delete_rows(
  'customers', 'agreements', 'purchases', 'consents', 'interactions', 'enrolments', 'considered',
  'decisions', 'inbox', 'signals', 'outbox', 'sends', 'events');
-- next
drop table stimuli;
