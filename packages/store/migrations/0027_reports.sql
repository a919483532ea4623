-- Reports on a whole base that take too long for one request: what they last came to.

create table kept_reports (
  tenant_id  int not null references tenants on delete cascade,
  report     text collate "C" not null,
  -- The day whose end it is about.
  as_of      date not null,
  made_at    timestamptz not null,
  -- Sums over many customers alone, never a customer.
  body       jsonb not null,
  primary key (tenant_id, report)
);
-- next
call perennial_protect('kept_reports');
