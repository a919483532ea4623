-- Which criteria for visits each customer met when it was last looked at, so that what has come on top is told once (B-06).
create table visit_standings (
  tenant_id    int not null references tenants on delete cascade,
  customer_id  text collate "C" not null,
  criteria     text[] not null,
  primary key (tenant_id, customer_id)
);
-- next
call perennial_protect('visit_standings');
-- next
-- Visits of a time, to see what came of them (B-07): few among all that is said and done.
create index interactions_visits on interactions (tenant_id, at) where kind = 'visit';
