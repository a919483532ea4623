-- The nightly look at dates goes from page to page by date and id. With thousands that end on one day, as at the turn
-- of a year, an index on the date alone would have every page look at all of that day.
create index agreements_ends on agreements (tenant_id, ends_on, id) where ends_on is not null;
drop index agreements_end;
