-- Members' points, and vouchers with codes.

-- Only ever added to: a member's points are the sum of what stands here.
create table points_entries (
  tenant_id    int not null,
  customer_id  text collate "C" not null,
  -- earn, return, spend, expire, reverse-earn or reverse-spend
  kind         text collate "C" not null,
  -- The purchase, what was spent on, or the entry taken back; of what ran out, the how manieth time it is. Nothing is
  -- entered twice.
  ref          text collate "C" not null,
  points       bigint not null,
  on_day       date not null,
  -- Of points earned: the first and the last day they can be spent.
  from_day     date,
  last_day     date,
  recorded_at  timestamptz not null,
  primary key (tenant_id, customer_id, kind, ref)
);
-- next
call perennial_protect('points_entries');
-- next
create table vouchers (
  tenant_id    int not null,
  code         text collate "C" not null,
  offer        text collate "C" not null,
  -- Whose it is; whoever has the code where it is missing.
  customer_id  text collate "C",
  -- How often it can be used in all, and by each; as often as one likes where it is missing.
  uses_most    int,
  uses_each    int,
  issued_on    date not null,
  from_day     date not null,
  until_day    date,
  -- What it was issued for, and for which of those: issuing again what was issued gives the same codes.
  batch        text collate "C" not null,
  slot         text collate "C" not null,
  -- How often it was used.
  uses         int not null default 0,
  primary key (tenant_id, code)
) with (fillfactor = 90);
-- next
create unique index vouchers_slot on vouchers (tenant_id, batch, slot);
-- next
create index vouchers_customer on vouchers (tenant_id, customer_id) where customer_id is not null;
-- next
call perennial_protect('vouchers');
-- next
create table voucher_uses (
  tenant_id    int not null,
  code         text collate "C" not null,
  -- What it was used for, which counts once.
  ref          text collate "C" not null,
  customer_id  text collate "C" not null,
  at           timestamptz not null,
  primary key (tenant_id, code, ref)
);
-- next
create index voucher_uses_customer on voucher_uses (tenant_id, customer_id);
-- next
call perennial_protect('voucher_uses');
-- next
create trigger delete_loyalty after delete on tenants for each row execute function perennial_delete_rows(
  'points_entries', 'vouchers', 'voucher_uses');
